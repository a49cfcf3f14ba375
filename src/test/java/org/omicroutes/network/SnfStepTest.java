package org.omicroutes.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.step.StepTester;

class SnfStepTest {
  private static final Path ORACLE = Path.of("src", "test", "oracle", "snf");

  @TempDir Path dir;

  @Test
  void affinitiesAreThoseOfSnfTool() throws Exception {
    LabelledMatrix view = MatrixFiles.read(ORACLE.resolve("view1.tsv.gz"));
    double[][] found = new SimilarityFusion(20, 0.5, 20).affinity(SimilarityFusion.distances(view));
    requireClose(
        LabelledMatrix.of(view.sampleIds(), view.sampleIds(), found),
        MatrixFiles.read(ORACLE.resolve("affinity_view1.tsv.gz")));
  }

  @Test
  void theFusionIsThatOfSnfTool() throws Exception {
    Path out = dir.resolve("fused.tsv.gz");
    step(out, ORACLE.resolve("view2.tsv.gz")).run();
    requireClose(MatrixFiles.read(out), MatrixFiles.read(ORACLE.resolve("fused.tsv.gz")));
  }

  @Test
  void theOrderOfSamplesInAViewDoesNotMatterAndExtraOnesAreLeftOut() throws Exception {
    LabelledMatrix view = MatrixFiles.read(ORACLE.resolve("view2.tsv.gz"));
    List<String> reversed = new ArrayList<>(view.sampleIds());
    Collections.reverse(reversed);
    reversed.remove("P003");
    Path shuffled = dir.resolve("view2.tsv");
    MatrixFiles.write(shuffled, view.selectSamples(reversed));
    var run = step(dir.resolve("fused.tsv"), shuffled).run();
    assertThat(run.notes())
        .containsExactly(
            "1 samples of a lack another view and were left out",
            "1 samples of c lack another view and were left out");
    LabelledMatrix fused = MatrixFiles.read(dir.resolve("fused.tsv"));
    assertThat(fused.sampleIds()).hasSize(79).startsWith("P001", "P002", "P004");
    for (int i = 0; i < 79; i++) {
      assertThat(fused.at(i, i)).isEqualTo(0.5);
      assertThat(fused.at(i, 78 - i)).isEqualTo(fused.at(78 - i, i));
    }
  }

  @Test
  void tooFewCommonSamplesAreAnError() {
    var run = step(dir.resolve("fused.tsv"), ORACLE.resolve("view2.tsv.gz"));
    assertThatThrownBy(() -> run.param("neighbours", 80).run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("80 samples in all of the views [a, b, c]");
  }

  private static StepTester<SnfStep.Options> step(Path out, Path second) {
    return StepTester.of(new SnfStep())
        .in("view", "a", ORACLE.resolve("view1.tsv.gz"))
        .in("view", "b", second)
        .in("view", "c", ORACLE.resolve("view3.tsv.gz"))
        .out("out", out);
  }

  private static void requireClose(LabelledMatrix found, LabelledMatrix expected) {
    assertThat(found.sampleIds()).isEqualTo(expected.sampleIds());
    assertThat(found.featureIds()).isEqualTo(expected.featureIds());
    for (int i = 0; i < found.featureCount(); i++) {
      for (int j = 0; j < found.sampleCount(); j++) {
        assertThat(found.at(i, j)).isCloseTo(expected.at(i, j), within(1e-9));
      }
    }
  }
}
