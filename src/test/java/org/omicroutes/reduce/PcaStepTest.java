package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.step.StepTester;

class PcaStepTest {
  private static final Path MATRIX = Oracle.file("pca/matrix.tsv.gz");
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void agreesWithPrcomp(boolean standardise) throws Exception {
    StepTester.of(new PcaStep())
        .in("matrix", MATRIX)
        .param("components", 4)
        .param("standardise", standardise)
        .out("out", dir.resolve("pc.tsv"))
        .run();
    LabelledMatrix found = MatrixFiles.read(dir.resolve("pc.tsv"));
    LabelledMatrix expected =
        MatrixFiles.read(Oracle.file("pca/" + (standardise ? "scaled" : "plain") + ".tsv.gz"));
    assertThat(found.featureIds()).containsExactly("PC1", "PC2", "PC3", "PC4");
    for (int k = 0; k < 4; k++) {
      assertThat(found.row(k)).containsExactly(expected.row(k), within(1e-7));
    }
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
