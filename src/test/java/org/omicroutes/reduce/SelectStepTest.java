package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.step.StepTester;

class SelectStepTest {
  private static final String MATRIX =
      """
      f\ta\tb\tc\td
      flat\t5\t5\t5\t5
      low\t1\t1.1\t1\t1.1
      tie1\t1\t2\t3\t4
      gappy\tNA\tNA\tNA\t100
      tie2\t4\t3\t2\t1
      high\t0\t0\t0\t50
      half\tNA\tNA\t7\t107
      """;

  @TempDir Path dir;

  private LabelledMatrix run(StepTester<SelectStep.Options> step) throws Exception {
    Path matrix = Files.writeString(dir.resolve("m.tsv"), MATRIX);
    Path out = dir.resolve("out.tsv");
    step.in("matrix", matrix).out("out", out).out("out-state", dir.resolve("state.json")).run();
    return MatrixFiles.read(out);
  }

  private static StepTester<SelectStep.Options> step() {
    return StepTester.of(new SelectStep());
  }

  @Test
  void keepsTheMostVariableInTheirOrderAndDecidesTiesByOrder() throws Exception {
    assertThat(run(step()).featureIds()).containsExactly("low", "tie1", "tie2", "high", "half");
    assertThat(run(step().param("top", 3)).featureIds()).containsExactly("tie1", "high", "half");
    assertThat(run(step().param("maxMissing", 0).param("top", 2)).featureIds())
        .containsExactly("tie1", "high");
  }

  @Test
  void madAndFrequency() throws Exception {
    assertThat(run(step().param("by", "mad").param("top", 1)).featureIds()).containsExactly("half");
    var state = Json.read(dir.resolve("state.json"), FeatureSelection.State.class);
    assertThat(state.spread()).containsExactly(50 * 1.4826);
    assertThat(run(step().param("minFrequency", 0.3)).featureIds()).doesNotContain("high");
    assertThat(run(step().param("minFrequency", 0.25)).featureIds()).contains("high");
  }

  @Test
  void choosesOnFitSamplesAndAppliesToAll() throws Exception {
    Path fit = Files.writeString(dir.resolve("fit.txt"), "a\nb\nc\n");
    LabelledMatrix chosen = run(step().in("fit-samples", fit));
    assertThat(chosen.featureIds()).containsExactly("low", "tie1", "tie2");
    assertThat(chosen.sampleIds()).containsExactly("a", "b", "c", "d");
    Path other = Files.writeString(dir.resolve("n.tsv"), "f\tx\ntie2\t3\nnew\t1\nlow\t9\n");
    var applied =
        step()
            .in("matrix", other)
            .in("state", dir.resolve("state.json"))
            .out("out", dir.resolve("applied.tsv"))
            .run();
    LabelledMatrix matrix = MatrixFiles.read(dir.resolve("applied.tsv"));
    assertThat(matrix.featureIds()).isEqualTo(chosen.featureIds());
    assertThat(matrix.column(0)).containsExactly(9, Double.NaN, 3);
    assertThat(applied.notes()).anyMatch(n -> n.startsWith("1 features of the state"));
  }

  @Test
  void takesAnAbsentGeneAsNotMutatedWhereAskedTo() throws Exception {
    run(step());
    Path none = Files.writeString(dir.resolve("none.tsv"), "feature\tx\n");
    StepTester.of(new SelectStep())
        .in("matrix", none)
        .in("state", dir.resolve("state.json"))
        .param("absentIsZero", true)
        .out("out", dir.resolve("zeros.tsv"))
        .run();
    LabelledMatrix zeros = MatrixFiles.read(dir.resolve("zeros.tsv"));
    assertThat(zeros.sampleIds()).containsExactly("x");
    assertThat(zeros.featureCount()).isEqualTo(5);
    assertThat(zeros.column(0)).containsOnly(0);
  }

  @Test
  void refusesBadOptionsAndAnEmptyChoice() {
    assertThatThrownBy(() -> run(step().param("maxMissing", 1.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("max-missing: found 1.5");
    LabelledMatrix flat =
        LabelledMatrix.of(List.of("f"), List.of("a", "b"), new double[][] {{1, 1}});
    var rule = new FeatureSelection.Rule(0, 1, 0, FeatureSelection.By.VARIANCE);
    assertThatThrownBy(() -> FeatureSelection.fit(flat, rule)).isInstanceOf(DataException.class);
  }
}
