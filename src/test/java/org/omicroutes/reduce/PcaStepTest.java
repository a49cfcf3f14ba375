package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

class PcaStepTest {
  private static final Path MATRIX = Frozen.path("pca/matrix.tsv.gz");
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "matrix, scaled, true, 30 features × 25 samples",
    "matrix, plain, false, 30 features × 25 samples",
    "wide, wide_scaled, true, 400 features × 60 samples"
  })
  void agreesWithPrcomp(String matrix, String reference, boolean standardise, String size)
      throws Exception {
    StepTester.of(new PcaStep())
        .in("matrix", Frozen.path("pca/" + matrix + ".tsv.gz"))
        .param("components", 4)
        .param("standardise", standardise)
        .out("out", dir.resolve("pc.tsv"))
        .out("out-loadings", dir.resolve("loadings.tsv"))
        .run();
    LabelledMatrix found = MatrixFiles.read(dir.resolve("pc.tsv"));
    assertThat(found.featureIds()).containsExactly("PC1", "PC2", "PC3", "PC4");
    String how = standardise ? ", scaled" : ", not scaled";
    Agreement agreement = Agreement.of("pca", "pca", "R", "prcomp", "simulated, " + size);
    agreement.absolute("components with their signs" + how, found, frozen(reference), 1e-9);
    if (reference.equals("scaled")) {
      agreement.absolute(
          "loadings",
          MatrixFiles.read(dir.resolve("loadings.tsv")),
          frozen("scaled_loadings"),
          1e-9);
    }
  }

  private static LabelledMatrix frozen(String name) throws Exception {
    return MatrixFiles.read(Frozen.path("pca/" + name + ".tsv.gz"));
  }

  @Test
  void aStateGivesTheSameScoresToSamplesOnTheirOwn() throws Exception {
    Path fit = Files.writeString(dir.resolve("fit.txt"), "s01\ns02\ns03\ns04\ns05\ns06\n");
    StepTester.of(new PcaStep())
        .in("matrix", MATRIX)
        .in("fit-samples", fit)
        .out("out", dir.resolve("pc.tsv"))
        .out("out-state", dir.resolve("state.json.gz"))
        .run();
    LabelledMatrix all = MatrixFiles.read(dir.resolve("pc.tsv"));
    assertThat(all.featureCount()).isEqualTo(5);
    Path one = dir.resolve("one.tsv");
    MatrixFiles.write(one, MatrixFiles.read(MATRIX).selectSamples(List.of("s20", "s03")));
    StepTester.of(new PcaStep())
        .in("matrix", one)
        .in("state", dir.resolve("state.json.gz"))
        .out("out", dir.resolve("again.tsv"))
        .run();
    LabelledMatrix again = MatrixFiles.read(dir.resolve("again.tsv"));
    assertThat(again.column(0)).containsExactly(all.column(all.sampleIndex("s20")));
  }
}
