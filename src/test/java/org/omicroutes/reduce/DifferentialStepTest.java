package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.step.StepTester;

class DifferentialStepTest {
  @TempDir Path dir;

  private static Path oracle(String name) {
    return Oracle.file("differential/" + name);
  }

  private StepTester<DifferentialStep.Options> step(String matrix) {
    return StepTester.of(new DifferentialStep())
        .in("matrix", oracle(matrix))
        .out("out", dir.resolve("out.tsv"))
        .out("out-scores", dir.resolve("scores.tsv"));
  }

  private Map<String, Map<String, Double>> out() throws Exception {
    return Oracle.table(dir.resolve("out.tsv"));
  }

  /** Agreement to 1e-7: absolute, and relative where the value is small (p-values). */
  private static void same(double found, double expected, String what) {
    if (Double.isNaN(expected)) {
      assertThat(found).as(what).isNaN();
    } else {
      assertThat(found).as(what).isCloseTo(expected, within(1e-7 * Math.abs(expected) + 1e-12));
    }
  }

  private void agrees(String reference, Map<String, String> columns) throws Exception {
    var expected = Oracle.table(oracle(reference));
    var found = out();
    assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach(
        (gene, row) ->
            columns.forEach(
                (theirs, ours) ->
                    same(found.get(gene).get(ours), row.get(theirs), gene + " " + ours)));
  }

  @Test
  void twoGroupsAgreeWithLimma() throws Exception {
    var step = step("expression.tsv.gz").in("groups", oracle("groups2.tsv")).run();
    agrees(
        "limma2.tsv.gz",
        Map.of(
            "logFC",
            "logFC",
            "AveExpr",
            "AveExpr",
            "t",
            "t",
            "P.Value",
            "P.Value",
            "adj.P.Val",
            "adj.P.Val"));
    assertThat(step.notes()).anyMatch(n -> n.startsWith("2 genes without any variance"));
    var scores = Oracle.table(dir.resolve("scores.tsv"));
    assertThat(scores).doesNotContainKeys("g103", "g105").containsKey("g001");
    assertThat(scores.get("g001").get("score")).isPositive();
  }

  @Test
  void threeGroupsAgreeWithLimmasF() throws Exception {
    step("expression.tsv.gz").in("groups", oracle("groups3.tsv")).run();
    agrees(
        "limma3.tsv.gz",
        Map.of(
            "groupb",
            "logFC.b",
            "groupc",
            "logFC.c",
            "AveExpr",
            "AveExpr",
            "F",
            "F",
            "P.Value",
            "P.Value",
            "adj.P.Val",
            "adj.P.Val"));
  }

  @Test
  void anInfinitePriorAgreesWithLimma() throws Exception {
    step("alike.tsv.gz").in("groups", oracle("groups2.tsv")).run();
    agrees(
        "limma_alike.tsv.gz",
        Map.of("logFC", "logFC", "t", "t", "P.Value", "P.Value", "adj.P.Val", "adj.P.Val"));
  }

  @Test
  void survivalAgreesWithCoxph() throws Exception {
    var step = step("cox_expression.tsv.gz").in("survival", oracle("survival.tsv")).run();
    agrees(
        "coxph.tsv.gz",
        Map.of("n", "n", "events", "events", "z", "z", "coef", "coef", "se", "se.coef"));
    assertThat(step.notes())
        .contains("1 genes whose coefficient did not converge (infinite): left NA");
    var scores = Oracle.table(dir.resolve("scores.tsv"));
    assertThat(scores.get("c001").get("score")).isEqualTo(out().get("c001").get("z")).isPositive();
    assertThat(scores).doesNotContainKey("c051");
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
    assertThat(out().get("x").get("z")).isCloseTo(2 / Math.sqrt(1.5), within(1e-12));
    assertThat(out().get("x")).doesNotContainKey("coef");
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
