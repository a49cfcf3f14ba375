package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.survival.Optimism.Measure;
import org.omicroutes.survival.Optimism.Row;

/** Against R's rms::validate on the same resamples (src/test/oracle/optimism/make.R). */
class OptimismTest {
  private static final Map<String, Measure> NAMES =
      Map.of(
          "Dxy", Measure.SOMERS_DXY,
          "R2", Measure.NAGELKERKE_R2,
          "Slope", Measure.CALIBRATION_SLOPE,
          "D", Measure.DISCRIMINATION_D,
          "U", Measure.UNRELIABILITY_U,
          "Q", Measure.QUALITY_Q,
          "g", Measure.GINI_G);

  @ParameterizedTest
  @CsvSource({
    "veteran, efron, 'veteran, 137 samples × 4 features'",
    "veteran, breslow, 'veteran, 137 samples × 4 features'",
    "pbc, efron, 'pbc, 276 samples × 5 features'",
    "pbc, breslow, 'pbc, 276 samples × 5 features'",
    "gbsg, efron, 'gbsg, 172 samples × 6 features, heavy ties'",
    "gbsg, breslow, 'gbsg, 172 samples × 6 features, heavy ties'"
  })
  void isValidate(String name, String ties, String data) throws Exception {
    Optimism found = run(name, CoxModel.Ties.valueOf(ties.toUpperCase(Locale.ROOT)));
    assertThat(found.used()).isEqualTo(20);
    Frozen all = Frozen.read("optimism/expected.tsv.gz").where("data", name).where("ties", ties);
    Frozen exact = all.where("fit", "exact");
    String of = data + ", 20 resamples, " + ties;
    Agreement agreement = Agreement.of("optimism", "optimism", "rms", "validate", of);
    compare(agreement, found, exact);
    Frozen early = all.where("fit", "rms");
    double[] corrected = rows(found, early).stream().mapToDouble(Row::corrected).toArray();
    agreement.close("corrected, fits as they are", corrected, early.numbers("corrected"), 1e-3);
    if (name.equals("gbsg") && ties.equals("efron")) {
      Agreement.disagreement(
          "optimism",
          "corrected Dxy, " + of,
          String.format(
              Locale.ROOT,
              "`rms::validate` as it is %.5f, its fits run to convergence %.5f",
              early.number("corrected"),
              exact.number("corrected")),
          "The converged fits. validate stops Newton's method at a relative change of 1e-4.");
    }
  }

  private static Optimism run(String name, CoxModel.Ties ties) throws Exception {
    Frozen table = Frozen.read("optimism/" + name + ".tsv.gz");
    Frozen drawn = Frozen.read("optimism/" + name + "_resamples.tsv.gz");
    int[][] resamples = drawn.header().stream().map(drawn::integers).toArray(int[][]::new);
    List<String> features = table.header().subList(2, table.header().size());
    return Optimism.of(features, table.matrix(features), table.survival(), ties, resamples);
  }

  private static List<Row> rows(Optimism found, Frozen expected) {
    return expected.texts("row").stream()
        .map(row -> found.rows().get(NAMES.get(row).ordinal()))
        .toList();
  }

  private static void compare(Agreement agreement, Optimism found, Frozen expected) {
    List<Row> rows = rows(found, expected);
    assertThat(rows).hasSize(7);
    Map<String, ToDoubleFunction<Row>> columns =
        Map.of(
            "apparent", Row::apparent,
            "training", Row::training,
            "test", Row::test,
            "optimism", Row::optimism,
            "corrected", Row::corrected);
    for (var column : columns.entrySet()) {
      agreement.close(
          column.getKey() + " Dxy, R², slope, D, U, Q, g, fits run to convergence",
          rows.stream().mapToDouble(column.getValue()).toArray(),
          expected.numbers(column.getKey()),
          1e-9);
    }
  }

  @Test
  void cIsDxyOnAnotherScale() throws Exception {
    List<Row> rows = run("veteran", CoxModel.Ties.EFRON).rows();
    Row c = rows.get(0);
    Row dxy = rows.get(1);
    assertThat(2 * c.corrected() - 1).isEqualTo(dxy.corrected(), within(1e-14));
  }

  /** Many samples, one strong feature: nothing is overfitted. */
  @Test
  void aLargeCohortAndOneStrongFeatureHaveHardlyAnyOptimism() {
    Simulated cohort = Simulated.cohort(1500, 1, 4);
    Optimism found =
        Optimism.of(
            List.of("f0"),
            cohort.features().toSamplesByFeatures(),
            cohort.survival(),
            CoxModel.Ties.EFRON,
            Optimism.resamples(1500, 25, 2));
    for (Row row : found.rows()) {
      assertThat(Math.abs(row.optimism())).as(row.measure().label()).isLessThan(0.02);
    }
  }

  /** Few samples, features that mean nothing: what is apparent is all optimism. */
  @Test
  void noiseIsCorrectedToAboutChance() {
    Simulated cohort = Simulated.cohort(80, 12, 5);
    Random random = new Random(8);
    double[][] noise = new double[80][10];
    for (double[] row : noise) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    List<String> names = new ArrayList<>();
    for (int j = 0; j < 10; j++) {
      names.add("x" + j);
    }
    Optimism found =
        Optimism.of(
            names, noise, cohort.survival(), CoxModel.Ties.EFRON, Optimism.resamples(80, 100, 1));
    Row c = found.rows().get(0);
    assertThat(c.apparent()).isGreaterThan(0.6);
    assertThat(c.corrected()).isBetween(0.42, 0.58);
    assertThat(found.rows().get(Measure.CALIBRATION_SLOPE.ordinal()).corrected()).isLessThan(0.5);
  }

  @Test
  void resamplesThatFailAreCountedAndLeftOut() {
    List<String> ids = List.of("a", "b", "c", "d", "e", "f");
    SurvivalData survival =
        new SurvivalData(
            ids,
            new double[] {1, 2, 3, 4, 5, 6},
            new boolean[] {true, false, true, false, true, false});
    double[][] x = {{1}, {0}, {0}, {1}, {1}, {0}};
    int[][] drawn = {
      {1, 1, 3, 3, 5, 5}, {0, 0, 3, 3, 4, 4}, {0, 0, 0, 1, 1, 5}, {0, 1, 2, 2, 3, 4}
    };
    Optimism found = Optimism.of(List.of("x"), x, survival, CoxModel.Ties.EFRON, drawn);
    assertThat(found.used()).isEqualTo(1);
    assertThat(found.failures().values()).containsOnly(1);
    assertThat(found.failures().keySet())
        .containsExactly(
            "a coefficient that cannot be estimated (constant or collinear feature)",
            "a coefficient that runs to infinity",
            "no event");
    int[][] none = {drawn[0]};
    assertThatThrownBy(() -> Optimism.of(List.of("x"), x, survival, CoxModel.Ties.EFRON, none))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no resample of 1");
    double[][] flat = new double[6][1];
    assertThatThrownBy(() -> Optimism.of(List.of("x"), flat, survival, CoxModel.Ties.EFRON, drawn))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("constant");
  }
}
