package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.survival.CoxElasticNet;

/** The elastic-net logistic path held against R's glmnet and cv.glmnet. */
class LogisticNetOracleTest {
  private static final Map<String, String> DATA =
      Map.of(
          "low", "200 samples × 20 features",
          "wide", "correlated blocks, 120 samples × 400 features",
          "pbc", "pbc, death within 3 years × 16 features");
  private static final Map<String, double[]> GIVEN =
      Map.of(
          "low", new double[] {.3, .1, .03, .01, .003},
          "wide", new double[] {.3, .2, .15, .12, .1});
  private static final Map<String, List<Integer>> UNPENALISED =
      Map.of("low", List.of(1, 2, 6, 9), "wide", List.of(3, 50), "pbc", List.of(1, 16));

  private final Map<String, Frozen> tables = new HashMap<>();

  private Frozen table(String name) throws IOException {
    Frozen table = tables.get(name);
    if (table == null) {
      table = Frozen.read("logistic/" + name + ".tsv.gz");
      tables.put(name, table);
    }
    return table;
  }

  private ClassData data(Frozen row) throws IOException {
    Frozen table = table(row.texts("data").get(0));
    List<String> features = table.header().subList(3, table.header().size());
    double[][] rows = new double[table.size()][features.size()];
    for (int j = 0; j < features.size(); j++) {
      double[] column = table.numbers(features.get(j));
      for (int i = 0; i < rows.length; i++) {
        rows[i][j] = column[i];
      }
    }
    return row.number("weighted") == 1
        ? ClassData.of(rows, table.numbers("label"), table.numbers("weight"))
        : ClassData.of(rows, table.numbers("label"));
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

  private static String what(String name, Frozen row) {
    return DATA.get(row.texts("data").get(0)) + ", " + name.replaceFirst("^[a-z]+-", "");
  }

  @Test
  void pathsAgreeWithGlmnet() throws IOException {
    for (String name : table("cases").texts("case")) {
      Frozen row = table("cases").where("case", name);
      Frozen expected = table("paths").where("case", name);
      ClassData data = data(row);
      LogisticPath path = LogisticNet.path(data, settings(row, data.features()));
      assertThat(path.models()).as(name + ": length of the path").hasSize(expected.size());
      assertThat(path.converged()).doesNotContain(false);
      double[] intercepts = path.models().stream().mapToDouble(m -> m.intercept()).toArray();
      // Ours have mean 1.
      double mean =
          row.number("weighted") == 1
              ? Arrays.stream(table(row.texts("data").get(0)).numbers("weight"))
                  .average()
                  .orElseThrow()
              : 1;
      Agreement.of("logistic", "logistic", "glmnet", "glmnet", what(name, row))
          .close("lambda sequence", path.lambdas(), expected.numbers("lambda"), 1e-6)
          .close("deviance ratio", path.devianceRatios(), expected.numbers("ratio"), 1e-6)
          .close("null deviance", mean * path.nullDeviance(), expected.number("nulldev"), 1e-10)
          .close("intercepts along the path", intercepts, expected.numbers("intercept"), 1e-6)
          .close(
              "coefficients along the path",
              chosen(name).stream()
                  .flatMapToDouble(k -> Arrays.stream(path.models().get(k - 1).coefficients()))
                  .toArray(),
              expectedCoefficients(name, data.features()),
              1e-6);
    }
  }

  /** The lambdas whose coefficients are frozen: all with a coefficient that is not 0. */
  private TreeSet<Integer> chosen(String name) throws IOException {
    TreeSet<Integer> chosen = new TreeSet<>();
    for (int k : table("coefficients").where("case", name).integers("k")) {
      chosen.add(k);
    }
    return chosen;
  }

  private double[] expectedCoefficients(String name, int p) throws IOException {
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
    Frozen chosen = table("chosen");
    for (String name : chosen.texts("case")) {
      Frozen row = table("cases").where("case", name);
      ClassData data = data(row);
      CoxElasticNet.Settings settings = settings(row, data.features());
      LogisticPath path = LogisticNet.path(data, settings);
      int[] fold = table(row.texts("data").get(0)).integers("fold");
      LogisticCv cv = LogisticCv.of(data, settings, path, fold, 1);
      Frozen expected = table("cv").where("case", name);
      double[] lambdas = path.lambdas();
      Agreement.of("logistic", "logistic", "glmnet", "cv.glmnet", what(name, row))
          .close("deviance by lambda", cv.mean(), expected.numbers("cvm"), 1e-6)
          .close("its standard error", cv.standardError(), expected.numbers("cvsd"), 1e-6)
          .close(
              "lambda.min, lambda.1se",
              new double[] {lambdas[cv.best()], lambdas[cv.oneStandardError()]},
              new double[] {
                chosen.where("case", name).number("min"), chosen.where("case", name).number("se")
              },
              1e-6);
    }
  }
}
