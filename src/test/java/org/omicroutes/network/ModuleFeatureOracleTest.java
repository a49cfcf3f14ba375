package org.omicroutes.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

class ModuleFeatureOracleTest {
  @TempDir Path dir;

  @Test
  void featuresOfModulesAreTheWeightedSums() throws Exception {
    var step =
        StepTester.of(new NetworkBiomarkersStep())
            .in("network", file("network.tsv.gz"))
            .in("scores", file("scores.tsv.gz"))
            .in("seeds", file("scores.tsv.gz"))
            .in("fit-samples", file("fit.txt.gz"))
            .out("out-features", dir.resolve("features.tsv"));
    for (String layer : List.of("rna", "cnv")) {
      step.in("matrix", layer, file(layer + ".tsv.gz"));
      step.in("layer-scores", layer, file(layer + "_scores.tsv.gz"));
    }
    step.run();
    LabelledMatrix expected = MatrixFiles.read(file("expected.tsv.gz"));
    LabelledMatrix found = MatrixFiles.read(dir.resolve("features.tsv"));
    assertThat(found.featureIds()).containsExactlyInAnyOrderElementsOf(expected.featureIds());
    Agreement.of(
            "network-biomarkers",
            "network-biomarkers",
            "NumPy",
            "",
            "simulated, 11 genes in 2 modules, 40 samples, 10 % missing")
        .absolute("features of modules", found, expected, 1e-9);
  }

  private static Path file(String name) {
    return Frozen.path("network-biomarkers/" + name);
  }
}
