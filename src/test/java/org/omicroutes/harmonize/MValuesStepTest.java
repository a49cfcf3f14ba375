package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.step.StepTester;

class MValuesStepTest {
  @TempDir Path dir;

  @Test
  void followsTheClosedFormAndKeepsMissingValues() throws Exception {
    Path betas = Files.writeString(dir.resolve("b.tsv"), "cpg\ts1\ts2\ts3\ncg1\t0.5\t1\tNA\n");
    Path out = dir.resolve("m.tsv.gz");
    StepTester.of(new MValuesStep()).in("betas", betas).param("offset", 0.01).out("out", out).run();
    var m = MatrixFiles.read(out);
    assertThat(m.at(0, 0)).isZero();
    assertThat(m.at(0, 1)).isEqualTo(Math.log(1.01 / 0.01) / Math.log(2));
    assertThat(m.at(0, 2)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.001", "0.01", "1e-06"})
  void isTheClosedFormOfR(String offset) throws Exception {
    Path folder = Path.of("src/test/oracle/m-values");
    var betas = MatrixFiles.read(folder.resolve("betas.tsv.gz"));
    Agreement.of(
            "m-values",
            "m-values",
            "R",
            "log2",
            "60 × 10 betas with 0, 1 and missing, offset " + offset)
        .absolute(
            "M-values",
            MValues.fromBetas(betas, Double.parseDouble(offset)),
            MatrixFiles.read(folder.resolve("m_" + offset + ".tsv.gz")),
            1e-14);
  }

  @Test
  void refusesABetaAboveOneAndNamesIt() throws Exception {
    Path betas = Files.writeString(dir.resolve("b.tsv"), "cpg\ts1\ncg7\t1.7\n");
    var step = StepTester.of(new MValuesStep()).in("betas", betas).out("out", dir.resolve("m.tsv"));
    assertThatThrownBy(step::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2, column s1")
        .hasMessageContaining("1.7");
  }
}
