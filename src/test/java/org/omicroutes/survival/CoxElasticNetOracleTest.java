package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** The elastic-net Cox path held against R's glmnet and cv.glmnet. */
class CoxElasticNetOracleTest {
  private static final Map<String, String> DATA =
      Map.of(
          "ties", "heavy ties, 200 samples × 20 features",
          "wide", "correlated blocks, 120 samples × 400 features",
          "pbc", "pbc, 276 samples × 16 features");
  private static final Map<String, double[]> GIVEN =
      Map.of(
          "ties", new double[] {.3, .1, .03, .01, .003},
          "wide", new double[] {.3, .2, .15, .12, .1});
  private static final Map<String, List<Integer>> UNPENALISED =
      Map.of("ties", List.of(1, 2, 6, 9), "wide", List.of(3, 50), "pbc", List.of(1, 16));

  private final Map<String, Frozen> tables = new HashMap<>();

  private Frozen table(String name) throws IOException {
    Frozen table = tables.get(name);
    if (table == null) {
      table = Frozen.read("coxnet/" + name + ".tsv.gz");
      tables.put(name, table);
    }
    return table;
  }

  private Frozen row(String name) throws IOException {
    return table("cases").where("case", name);
  }

  private CoxElasticNetData data(Frozen row) throws IOException {
    Frozen table = table(row.texts("data").get(0));
    List<String> features = table.header().subList(6, table.header().size());
    double[][] x = new double[features.size()][];
    for (int j = 0; j < x.length; j++) {
      x[j] = table.numbers(features.get(j));
    }
    CoxElasticNetData data = CoxElasticNetData.of(x, table.numbers("time"), table.flags("event"));
    data = row.number("weighted") == 1 ? data.withWeights(table.numbers("weight")) : data;
    return row.number("offset") == 1 ? data.withOffset(table.numbers("offset")) : data;
  }

  private static CoxElasticNet.Settings settings(Frozen row, int features) {
    String data = row.texts("data").get(0);
    double[] factors = new double[features];
    Arrays.setAll(factors, j -> row.number("factors") == 1 ? 1 + (j + 1) % 3 / 2.0 : 1);
    if (row.number("factors") == 1) {
      UNPENALISED.get(data).forEach(j -> factors[j - 1] = 0);
    }
    return new CoxElasticNet.Settings(
        row.number("alpha"),
        row.number("lambdas") == 1 ? GIVEN.get(data) : null,
        (int) row.number("length"),
        row.number("ratio"),
        row.number("standardize") == 1,
        factors);
  }

  private CoxElasticNetPath fit(String name) throws IOException {
    CoxElasticNetData data = data(row(name));
    return CoxElasticNet.fit(data, settings(row(name), data.features().length));
  }

  @Test
  void pathsAgreeWithGlmnet() throws IOException {
    for (String name : table("cases").texts("case")) {
      Frozen row = row(name);
      Frozen expected = table("paths").where("case", name);
      CoxElasticNetPath path = fit(name);
      assertThat(path.size()).as(name + ": length of the path").isEqualTo(expected.size());
      assertThat(path.converged()).doesNotContain(false);
      String what = DATA.get(row.texts("data").get(0)) + ", " + name.replaceFirst("^[a-z]+-", "");
      Agreement agreement = Agreement.of("coxnet", "coxnet", "glmnet", "glmnet", what);
      agreement.close("lambda sequence", path.lambdas(), expected.numbers("lambda"), 1e-10);
      agreement.close("deviance ratio", path.devianceRatios(), expected.numbers("ratio"), 1e-8);
      agreement.close("null deviance", path.nullDeviance(), expected.number("nulldev"), 1e-12);
      agreement.close(
          "coefficients along the path",
          coefficients(path, name, row),
          expectedCoefficients(name, row),
          1e-5);
    }
  }

  private double[] coefficients(CoxElasticNetPath path, String name, Frozen row)
      throws IOException {
    int p = data(row).features().length;
    return chosen(name).stream()
        .flatMapToDouble(k -> Arrays.stream(path.coefficients().get(k - 1).dense(p)))
        .toArray();
  }

  /** The lambdas whose coefficients are frozen: all with a coefficient that is not 0. */
  private TreeSet<Integer> chosen(String name) throws IOException {
    TreeSet<Integer> chosen = new TreeSet<>();
    for (int k : table("coefficients").where("case", name).integers("k")) {
      chosen.add(k);
    }
    return chosen;
  }

  private double[] expectedCoefficients(String name, Frozen row) throws IOException {
    int p = data(row).features().length;
    Frozen table = table("coefficients").where("case", name);
    int[] k = table.integers("k");
    int[] feature = table.integers("feature");
    double[] coef = table.numbers("coef");
    List<Integer> order = List.copyOf(chosen(name));
    double[] expected = new double[p * order.size()];
    for (int r = 0; r < k.length; r++) {
      expected[order.indexOf(k[r]) * p + feature[r] - 1] = coef[r];
    }
    return expected;
  }

  @Test
  void crossValidationAgreesWithCvGlmnet() throws IOException {
    Frozen all = table("chosen");
    for (String name : new TreeSet<>(all.texts("case"))) {
      Frozen row = row(name);
      CoxElasticNetData data = data(row);
      CoxElasticNet.Settings settings = settings(row, data.features().length);
      CoxElasticNetPath path = CoxElasticNet.fit(data, settings);
      int[] fold = table(row.texts("data").get(0)).integers("fold");
      for (CoxElasticNetCv.Measure measure : CoxElasticNetCv.Measure.values()) {
        String typed = measure == CoxElasticNetCv.Measure.C ? "C" : "deviance";
        Frozen expected = table("cv").where("case", name).where("measure", typed);
        Frozen best = all.where("case", name).where("measure", typed);
        CoxElasticNetCv found = CoxElasticNetCv.of(data, settings, path, fold, measure, 0);
        Agreement.of(
                "coxnet",
                "coxnet",
                "glmnet",
                "cv.glmnet",
                DATA.get(row.texts("data").get(0)) + ", " + name.replaceFirst("^[a-z]+-", ""))
            .close("cross-validated " + typed, found.mean(), expected.numbers("cvm"), 1e-6)
            .close("its standard error", found.standardError(), expected.numbers("cvsd"), 1e-6)
            .close(
                "chosen lambdas, " + typed,
                new double[] {
                  path.lambdas()[found.best()], path.lambdas()[found.oneStandardError()]
                },
                new double[] {best.number("min"), best.number("se")},
                1e-10);
      }
    }
  }

  @Test
  void strataAgreeWithGlmnet() throws IOException {
    Frozen row = row("ties-half");
    CoxElasticNetData data = data(row).withStrata(table("ties").integers("stratum"));
    CoxElasticNetPath path =
        CoxElasticNet.fit(data, CoxElasticNet.Settings.alpha(.5).withLambdas(GIVEN.get("ties")));
    Frozen expected = table("strata");
    double[] found =
        path.coefficients().stream().flatMapToDouble(c -> Arrays.stream(c.dense(20))).toArray();
    double[] ratios = new double[found.length];
    Arrays.setAll(ratios, i -> path.devianceRatios()[i / 20]);
    Agreement.of("coxnet", "coxnet", "glmnet", "glmnet", DATA.get("ties") + ", 3 strata")
        .close("coefficients along the path", found, expected.numbers("coef"), 1e-5)
        .close("deviance ratio", ratios, expected.numbers("ratio"), 1e-8)
        .close("null deviance", path.nullDeviance(), expected.number("nulldev"), 1e-12);
  }

  @Test
  void keepsWhereGlmnetDiffersFromItself() throws IOException {
    Frozen table = table("limits");
    double[] ours =
        CoxElasticNet.fit(
                data(row("ties-half")),
                CoxElasticNet.Settings.alpha(.5).withLambdas(GIVEN.get("ties")))
            .coefficients()
            .get(3)
            .dense(20);
    double tight = distance(ours, table.numbers("tight"));
    double days = distance(ours, table.numbers("days"));
    assertThat(tight).isLessThan(1e-6);
    assertThat(days).isGreaterThan(1e-4);
    String what = "coefficients, " + DATA.get("ties") + ", lambda 0.01";
    Agreement.disagreement(
        "coxnet",
        what + ", largest difference from ours",
        String.format(
            Locale.ROOT,
            "glmnet with times below 256: %.0e; the same with times × 365.25: %.0e",
            tight,
            days),
        "A sample censored at an event time is at risk there, as in coxph. glmnet adds 2e-14 to"
            + " censored times to say so, which is lost in the rounding of longer times.");
    Agreement.disagreement(
        "coxnet",
        what + ", largest difference from ours",
        String.format(
            Locale.ROOT,
            "glmnet with thresh 1e-18: %.0e; with its default, 1e-7: %.0e",
            tight,
            distance(ours, table.numbers("loose"))),
        "We iterate until the optimality conditions hold to 1e-10 of the largest gradient.");
  }

  private static double distance(double[] a, double[] b) {
    double largest = 0;
    for (int j = 0; j < a.length; j++) {
      largest = Math.max(largest, Math.abs(a[j] - b[j]));
    }
    return largest;
  }
}
