package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.MatrixFiles;
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
