package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.Interactions;

class NetworkFilesTest {
  @TempDir Path dir;

  @Test
  void aPlainListWithoutHeaderHasWeightsInItsThirdColumnOrOne() throws Exception {
    assertThat(edges(read("TP53\tMDM2\t2.5\nMDM2\tMDM4\t0.5\n")))
        .isEqualTo(Map.of("MDM2-TP53", 2.5, "MDM2-MDM4", 0.5));
    assertThat(edges(read("TP53,MDM2\nMDM2,MDM4\n")))
        .isEqualTo(Map.of("MDM2-TP53", 1.0, "MDM2-MDM4", 1.0));
  }

  @Test
  void stringsCombinedScoreIsScaledAndOtherColumnsArePassedOver() throws Exception {
    Map<String, Double> edges =
        edges(read("gene1\tgene2\tdatabase_score\tcombined_score\nA\tB\t0\t900\nA\tC\t5\t150\n"));
    assertThat(edges.get("A-B")).isCloseTo(0.9, within(1e-12));
    assertThat(edges.get("A-C")).isCloseTo(0.15, within(1e-12));
    assertThat(edges(read("protein1 protein2 combined_score\n9606.ENSP1 9606.ENSP2 400\n")))
        .hasSize(1)
        .containsValue(0.4);
    assertThat(edges(read("gene1\tgene2\tcombined_score\nA\tB\t0.9\n"))).containsValue(0.9);
  }

  @Test
  void pairsAreUndirectedAndTheLargestWeightCounts() throws Exception {
    Interactions network =
        read("gene1\tgene2\tweight\nA\tB\t1\nB\tA\t3\nA\tB\t2\nC\tC\t5\nA\tC\t0\n");
    assertThat(edges(network)).isEqualTo(Map.of("A-B", 3.0));
    assertThat(network.geneIds()).containsExactly("A", "B", "C");
  }

  @Test
  void badLinesAreNamed() {
    assertThatThrownBy(() -> read("gene1\tgene2\tweight\nA\tB\t1\nA\tC\t-2\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 3, column weight: found '-2'");
    assertThatThrownBy(() -> read("gene1\tgene2\tweight\nA\tB\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2: found 2 cells");
    assertThatThrownBy(() -> read("gene1\tgene2\nA\tA\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no interactions");
  }

  private Interactions read(String text) throws IOException {
    Path file = dir.resolve("network.txt.gz");
    try (Writer out = TextFiles.writer(file)) {
      out.write(text);
    }
    return NetworkFiles.read(file);
  }

  private static Map<String, Double> edges(Interactions network) {
    Map<String, Double> edges = new TreeMap<>();
    for (int e = 0; e < network.size(); e++) {
      String a = network.geneIds().get(network.first(e));
      String b = network.geneIds().get(network.second(e));
      edges.put(a.compareTo(b) < 0 ? a + "-" + b : b + "-" + a, network.weight(e));
    }
    return edges;
  }
}
