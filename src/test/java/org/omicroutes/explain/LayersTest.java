package org.omicroutes.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;

class LayersTest {
  private static PatientData named(String... names) {
    PatientData plain = Players.random("p", 2, new int[names.length], 1);
    Map<String, Modality> modalities = new LinkedHashMap<>();
    for (int m = 0; m < names.length; m++) {
      modalities.put(names[m], plain.modalities().get(String.valueOf((char) ('A' + m))));
    }
    return new PatientData(plain.patients(), modalities);
  }

  @Test
  void whatIsKnownTwiceComesAndGoesTogether() {
    PatientData data = named("clinical", "clinical-rich", "rna", "mutation", "burden");
    assertThat(Layers.of(data)).containsExactly("clinical", "rna", "mutation");
    assertThat(Layers.without(data, List.of("clinical")).modalities())
        .containsOnlyKeys("rna", "mutation", "burden");
    assertThat(Layers.without(data, List.of("mutation", "rna")).modalities())
        .containsOnlyKeys("clinical", "clinical-rich");
    assertThat(Layers.without(data, List.of())).isEqualTo(data);
  }

  @Test
  void aPanCancerScoreIsNoLayerAndGoesWithAnyButIsAGroup() {
    PatientData data = named("clinical", "rna", "pan-cancer");
    assertThat(Layers.of(data)).containsExactly("clinical", "rna");
    assertThat(Layers.without(data, List.of())).isEqualTo(data);
    assertThat(Layers.without(data, List.of("rna")).modalities()).containsOnlyKeys("clinical");
    assertThat(Layers.of("pan-cancer")).isEqualTo("pan-cancer");
  }

  @Test
  void upToFiveLayersAreTakenAwayInAllWaysButTheLast() {
    for (int count = 1; count <= 5; count++) {
      List<List<String>> patterns = Layers.patterns(letters(count));
      assertThat(patterns).hasSize((1 << count) - 1).doesNotHaveDuplicates();
      assertThat(patterns.get(0)).isEmpty();
      assertThat(patterns).doesNotContain(letters(count));
    }
    assertThat(Layers.patterns(letters(3)))
        .containsExactly(
            List.of(),
            List.of("a"),
            List.of("b"),
            List.of("c"),
            List.of("a", "b"),
            List.of("a", "c"),
            List.of("b", "c"));
  }

  @Test
  void ofMoreLayersOneTwoAndAllButOneAreTakenAway() {
    List<List<String>> patterns = Layers.patterns(letters(7));
    assertThat(patterns).hasSize(1 + 7 + 21 + 7);
    assertThat(new HashSet<>(patterns)).hasSize(36);
    assertThat(patterns.stream().map(List::size)).containsOnly(0, 1, 2, 6);
  }

  private static List<String> letters(int count) {
    return IntStream.range(0, count).mapToObj(k -> String.valueOf((char) ('a' + k))).toList();
  }
}
