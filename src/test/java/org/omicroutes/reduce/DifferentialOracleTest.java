package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

/** {@code differential} against limma and coxph, ugly genes among the others. */
class DifferentialOracleTest {
  private static final double TOLERANCE = 1e-7;
  private static final String SMALL =
      "simulated, 240 genes × 18 samples, 6 % missing, without variance, empty groups";
  private static final String LARGE =
      "simulated, 1000 genes × 80 samples, constant, all zeros, empty groups";
  private static final String HAZARD =
      "simulated, 120 genes × 90 samples, tied times, a binary, a constant and a separating gene";

  @TempDir Path dir;

  private static Agreement limma(String data) {
    return Agreement.of("differential --groups", "differential", "limma", "eBayes", data);
  }

  private static Agreement coxph(String data) {
    return Agreement.of("differential --survival", "differential", "survival", "coxph", data);
  }

  private Frozen run(String matrix, String port, String table) throws Exception {
    StepTester.of(new DifferentialStep())
        .in("matrix", Frozen.path("differential/" + matrix))
        .in(port, Frozen.path("differential/" + table))
        .out("out", dir.resolve("out.tsv"))
        .run();
    return Frozen.of(dir.resolve("out.tsv"));
  }

  /** Compares columns (theirs to ours); p-values by their logarithm too, which keeps small ones. */
  private static void agrees(
      Agreement agreement,
      Frozen found,
      String reference,
      String suffix,
      Map<String, String> columns)
      throws Exception {
    Frozen expected = Frozen.read("differential/" + reference);
    assertThat(found.texts("gene")).isEqualTo(expected.texts("gene"));
    columns.forEach(
        (theirs, ours) -> {
          double[] a = found.numbers(ours);
          double[] b = expected.numbers(theirs);
          agreement.close(ours + suffix, a, b, TOLERANCE);
          if (theirs.equals("P.Value")) {
            agreement.close("log P.Value" + suffix, logs(a), logs(b), TOLERANCE);
          }
        });
  }

  private static double[] logs(double[] values) {
    return Arrays.stream(values).map(Math::log).toArray();
  }

  @Test
  void twoGroups() throws Exception {
    agrees(
        limma(SMALL),
        run("expression.tsv.gz", "groups", "groups2.tsv"),
        "limma2.tsv.gz",
        ", two groups",
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
    agrees(
        limma(LARGE),
        run("large.tsv.gz", "groups", "large_groups2.tsv"),
        "large_limma2.tsv.gz",
        ", two groups",
        Map.of("logFC", "logFC", "t", "t", "P.Value", "P.Value"));
  }

  @Test
  void moreGroups() throws Exception {
    agrees(
        limma(SMALL),
        run("expression.tsv.gz", "groups", "groups3.tsv"),
        "limma3.tsv.gz",
        ", three groups",
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
    agrees(
        limma(LARGE),
        run("large.tsv.gz", "groups", "large_groups.tsv"),
        "large_limma4.tsv.gz",
        ", four groups",
        Map.of("F", "F", "P.Value", "P.Value"));
  }

  @Test
  void anInfinitePrior() throws Exception {
    agrees(
        limma("simulated, 60 genes × 18 samples of one variance"),
        run("alike.tsv.gz", "groups", "groups2.tsv"),
        "limma_alike.tsv.gz",
        ", infinite prior",
        Map.of("logFC", "logFC", "t", "t", "P.Value", "P.Value", "adj.P.Val", "adj.P.Val"));
  }

  @Test
  void proportionalHazards() throws Exception {
    Map<String, String> columns =
        Map.of("n", "n", "events", "events", "z", "z", "coef", "coef", "se", "se.coef");
    agrees(
        coxph(HAZARD),
        run("cox_expression.tsv.gz", "survival", "survival.tsv"),
        "coxph.tsv.gz",
        "",
        columns);
    agrees(
        coxph(LARGE + ", 21-day visits"),
        run("large.tsv.gz", "survival", "large_survival.tsv"),
        "large_coxph.tsv.gz",
        "",
        columns);
  }

  @Test
  void aSingleEvent() throws Exception {
    Frozen found = run("cox_expression.tsv.gz", "survival", "survival_one.tsv");
    Frozen expected = Frozen.read("differential/coxph_one.tsv.gz");
    Agreement agreement = coxph("simulated, 49 genes × 90 samples, one event");
    for (String column : new String[] {"z", "coef"}) {
      agreement.close(
          column, Arrays.copyOf(found.numbers(column), 49), expected.numbers(column), TOLERANCE);
    }
  }
}
