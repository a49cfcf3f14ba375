package org.omicroutes.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

class SnfStepTest {
  private static final Path ORACLE = Path.of("src", "test", "oracle", "snf");

  @TempDir Path dir;

  private static Agreement snfTool(String function) {
    return Agreement.of("snf", "snf", "SNFtool", function, "simulated, 3 views of 80 samples");
  }

  @Test
  void affinitiesAreThoseOfSnfTool() throws Exception {
    LabelledMatrix view = MatrixFiles.read(ORACLE.resolve("view1.tsv.gz"));
    double[][] found = new SimilarityFusion(20, 0.5, 20).affinity(SimilarityFusion.distances(view));
    snfTool("affinityMatrix")
        .absolute(
            "affinities of a view",
            LabelledMatrix.of(view.sampleIds(), view.sampleIds(), found),
            MatrixFiles.read(ORACLE.resolve("affinity_view1.tsv.gz")),
            1e-9);
  }

  @Test
  void theFusionAndItsClustersAreThoseOfSnfTool() throws Exception {
    Path out = dir.resolve("fused.tsv.gz");
    Path clusters = dir.resolve("clusters.tsv");
    step(out, ORACLE.resolve("view2.tsv.gz")).out("out-clusters", clusters).run();
    snfTool("SNF")
        .absolute(
            "fused similarities",
            MatrixFiles.read(out),
            MatrixFiles.read(ORACLE.resolve("fused.tsv.gz")),
            1e-9);
    Frozen found = Frozen.of(clusters);
    Frozen expected = Frozen.read("snf/clusters.tsv");
    assertThat(found.texts("sample")).isEqualTo(expected.texts("sample"));
    assertThat(found.number("cluster")).isEqualTo(1);
    // Names of clusters mean nothing: one of ours must be one of theirs, for all samples.
    Map<String, Double> name = new HashMap<>();
    List<String> labels = expected.texts("cluster");
    double[] ours = found.numbers("cluster");
    double[] theirs = new double[ours.length];
    for (int i = 0; i < ours.length; i++) {
      name.putIfAbsent(labels.get(i), ours[i]);
      theirs[i] = name.get(labels.get(i));
    }
    assertThat(name).hasSize(3);
    assertThat(Set.copyOf(name.values())).hasSize(3);
    snfTool("spectralClustering").absolute("3 clusters, by any name", ours, theirs, 0);
  }

  @Test
  void moreClustersThanSamplesAreRefused() {
    var run =
        step(dir.resolve("fused.tsv"), ORACLE.resolve("view2.tsv.gz"))
            .param("clusters", 81)
            .out("out-clusters", dir.resolve("c.tsv"));
    assertThatThrownBy(run::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clusters: found 81");
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
}
