package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

class DifferentialStepTest {
  @TempDir Path dir;

  private static Path oracle(String name) {
    return Frozen.path("differential/" + name);
  }

  private StepTester<DifferentialStep.Options> step(String matrix) {
    return StepTester.of(new DifferentialStep())
        .in("matrix", oracle(matrix))
        .out("out", dir.resolve("out.tsv"))
        .out("out-scores", dir.resolve("scores.tsv"));
  }

  private Frozen gene(String gene) throws Exception {
    return Frozen.of(dir.resolve("out.tsv")).where("gene", gene);
  }

  @Test
  void genesWithoutATestAreCountedAndHaveNoScore() throws Exception {
    var step = step("expression.tsv.gz").in("groups", oracle("groups2.tsv")).run();
    assertThat(step.notes()).anyMatch(n -> n.startsWith("2 genes without any variance"));
    Frozen scores = Frozen.of(dir.resolve("scores.tsv"));
    assertThat(scores.texts("gene")).doesNotContain("g103", "g105").contains("g001");
    assertThat(scores.where("gene", "g001").number("score")).isPositive();
  }

  @Test
  void anInfiniteCoefficientIsNotedAndItsScoreStays() throws Exception {
    var step = step("cox_expression.tsv.gz").in("survival", oracle("survival.tsv")).run();
    assertThat(step.notes())
        .contains("1 genes whose coefficient did not converge (infinite): left NA");
    Frozen scores = Frozen.of(dir.resolve("scores.tsv"));
    assertThat(scores.where("gene", "c001").number("score"))
        .isEqualTo(gene("c001").number("z"))
        .isPositive();
    assertThat(scores.texts("gene")).doesNotContain("c051");
  }

  @Test
  void allCensoredIsAnError() throws Exception {
    Path matrix = Files.writeString(dir.resolve("m.tsv"), "g\ta\tb\tc\nx\t1\t2\t3\n");
    Path survival =
        Files.writeString(dir.resolve("s.tsv"), "sample\ttime\tevent\na\t4\t0\nb\t3\t0\nc\t1\t0\n");
    var run =
        StepTester.of(new DifferentialStep())
            .in("matrix", matrix)
            .in("survival", survival)
            .out("out", dir.resolve("out.tsv"));
    assertThatThrownBy(run::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no event among 3 samples");
  }

  @Test
  void onlyFitSamplesCount() throws Exception {
    Path matrix =
        Files.writeString(
            dir.resolve("m.tsv"), "g\ta\tb\tc\td\te\nx\t1\t2\t3\t4\t900\ny\t4\t2\t7\t4\t-50\n");
    Path survival =
        Files.writeString(
            dir.resolve("s.tsv"),
            "sample\ttime\tevent\na\t4\t1\nb\t3\t1\nc\t2\t0\nd\t1\t1\ne\t9\t1\n");
    Path fit = Files.writeString(dir.resolve("fit.txt"), "a\nb\nc\nd\n");
    StepTester.of(new DifferentialStep())
        .in("matrix", matrix)
        .in("survival", survival)
        .in("fit-samples", fit)
        .param("scoreOnly", true)
        .out("out", dir.resolve("out.tsv"))
        .run();
    // Risk sets {a}, {a,b}, {a,b,c,d}: U = (1-1)+(2-1.5)+(4-2.5), I = 0 + .25 + 1.25.
    assertThat(gene("x").number("z")).isCloseTo(2 / Math.sqrt(1.5), within(1e-12));
    assertThat(gene("x").header()).doesNotContain("coef");
  }

  @Test
  void refusesBothNeitherAndOneGroup() throws Exception {
    assertThatThrownBy(() -> step("alike.tsv.gz").run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neither");
    Path one = Files.writeString(dir.resolve("g.tsv"), "sample\tgroup\ns01\ta\ns02\ta\ns03\ta\n");
    assertThatThrownBy(() -> step("alike.tsv.gz").in("groups", one).run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("one group only");
    Path other = Files.writeString(dir.resolve("h.tsv"), "sample\tgroup\nzz\ta\n");
    assertThatThrownBy(() -> step("alike.tsv.gz").in("groups", other).run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("h.tsv");
  }

  @Test
  void normalDeviatesInvertPValues() {
    for (double z : List.of(0.01, 0.5, 1.96, 8.0, 30.0)) {
      assertThat(PValues.toNormal(PValues.ofNormal(z))).isCloseTo(z, within(1e-9));
    }
    assertThat(PValues.toNormal(0)).isBetween(37.0, 38.0);
  }
}
