package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/**
 * Calibration of two models on gbsg against coxph, survfit, riskRegression and published formulas.
 */
class CalibrationOracleTest {
  private static final int[] DAYS = {365, 730, 1095, 1460, 1825};
  private static final String GBSG = "gbsg, 686 patients, 2 models × 5 horizons";
  private static Frozen data;
  private static double[] times;
  private static boolean[] events;

  @BeforeAll
  static void read() throws Exception {
    data = Frozen.read("calibration/predictions.tsv.gz");
    times = data.numbers("time");
    events = data.flags("event");
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void slopeAndInterceptAreCoxphsAndSurvfits() throws Exception {
    Frozen expected = Frozen.read("calibration/at_horizon.tsv.gz");
    List<List<Double>> found = new ArrayList<>();
    IntStream.range(0, 6).forEach(k -> found.add(new ArrayList<>()));
    for (String model : List.of("full", "few")) {
      for (int day : DAYS) {
        double[] survival = data.numbers(model + day);
        Calibration.Fitted slope = Calibration.slope(times, events, survival, day);
        Calibration.Fitted intercept = Calibration.intercept(times, events, survival, day);
        Calibration.Errors errors = Calibration.errors(times, events, survival, day, 10);
        double[] values = {
          slope.value(),
          slope.standardError(),
          intercept.value(),
          intercept.standardError(),
          errors.expected(),
          errors.maximum()
        };
        IntStream.range(0, 6).forEach(k -> found.get(k).add(values[k]));
      }
    }
    assertThat(expected.texts("model").subList(0, 6)).endsWith("few").startsWith("full");
    Agreement.of("survival-metrics", "calibration", "survival", "coxph", GBSG)
        .absolute("calibration slope", array(found.get(0)), expected.numbers("slope"), 1e-6)
        .absolute("SE of slope", array(found.get(1)), expected.numbers("slope.se"), 1e-6);
    Agreement.of("survival-metrics", "calibration", "survival", "survfit", GBSG)
        .absolute("calibration intercept", array(found.get(2)), expected.numbers("intercept"), 1e-9)
        .absolute("SE of intercept", array(found.get(3)), expected.numbers("intercept.se"), 1e-9)
        .absolute("ECE over tenths", array(found.get(4)), expected.numbers("ece"), 1e-9)
        .absolute("MCE over tenths", array(found.get(5)), expected.numbers("mce"), 1e-9);
  }

  @Test
  void groupsHaveSurvfitsKaplanMeier() throws Exception {
    Frozen expected = Frozen.read("calibration/groups.tsv.gz");
    List<Double> predicted = new ArrayList<>();
    List<Double> observed = new ArrayList<>();
    for (String model : List.of("full", "few")) {
      for (int day : DAYS) {
        double[] survival = data.numbers(model + day);
        for (Calibration.Bin bin : Calibration.bins(times, events, survival, day, 10)) {
          predicted.add(bin.predicted());
          observed.add(bin.observed());
        }
      }
    }
    Agreement.of("survival-metrics", "calibration", "survival", "survfit", GBSG)
        .absolute(
            "mean prediction of tenths", array(predicted), expected.numbers("predicted"), 1e-9)
        .absolute("Kaplan-Meier of tenths", array(observed), expected.numbers("observed"), 1e-9);
  }

  @Test
  void riskRegressionCutsTheGroupsAtInterpolatedQuantiles() throws Exception {
    Frozen plotted =
        Frozen.read("calibration/riskRegression_groups.tsv.gz")
            .where("model", "full")
            .where("day", "1825");
    double largest = 0;
    for (int g = 0; g < plotted.size(); g++) {
      double gap = plotted.numbers("predicted")[g] - plotted.numbers("observed")[g];
      largest = Math.max(largest, Math.abs(gap));
    }
    double ours = Calibration.errors(times, events, data.numbers("full1825"), 1825, 10).maximum();
    assertThat(ours).isCloseTo(largest, within(0.02)).isNotCloseTo(largest, within(1e-6));
    Agreement.disagreement(
        "survival-metrics",
        "MCE at 1825 days over tenths (gbsg, model full)",
        String.format(
            Locale.ROOT,
            "groups by rank %.4f, riskRegression::plotCalibration %.4f",
            ours,
            largest),
        "Groups by rank, ceil(k n / 10) patients up to group k, equal predictions never parted."
            + " plotCalibration cuts at interpolated quantiles of the risk, so that patients at the"
            + " borders change groups.");
  }

  @Test
  void distributionIsThatOfThePublishedFormula() throws Exception {
    Frozen expected = Frozen.read("calibration/dcalibration.tsv.gz");
    Frozen tenths = Frozen.read("calibration/dcalibration_tenths.tsv.gz");
    for (String model : List.of("full", "few")) {
      double[] own = new double[times.length];
      boolean[] seen = new boolean[times.length];
      double[][] curves = new double[DAYS.length][];
      for (int h = 0; h < DAYS.length; h++) {
        curves[h] = data.numbers(model + DAYS[h]);
      }
      for (int i = 0; i < own.length; i++) {
        double until = Math.min(times[i], 1825);
        int h = (int) Math.ceil(until / 365) - 1;
        double from = h == 0 ? 1 : curves[h - 1][i];
        own[i] = from + (until / 365 - h) * (curves[h][i] - from);
        seen[i] = events[i] && times[i] <= 1825;
      }
      DCalibration found = DCalibration.test(own, seen);
      Frozen row = expected.where("model", model);
      Agreement.of(
              "survival-metrics",
              "calibration",
              "R",
              "chisq.test",
              "gbsg, 686 patients, model " + model)
          .absolute(
              "D-calibration: chi-squared, p",
              new double[] {found.statistic(), found.pValue()},
              new double[] {row.number("statistic"), row.number("p")},
              1e-9)
          .absolute(
              "patients per tenth, censored ones spread",
              found.counts(),
              tenths.where("model", model).numbers("count"),
              1e-9);
    }
  }

  /** Worked by hand: 2 events, 2 censored, so that n/10 = 0.4. */
  @Test
  void distributionOfFourPatientsByHand() {
    // Event at 0.95: 1 in [.9, 1]. Event at 0.3, on a border: 1 in [.3, .4).
    // Censored at 0.25: 0.05/0.25 = 0.2 in [.2, .3), 0.1/0.25 = 0.4 in each of the two below.
    // Censored at 1: 0.1 in each of the ten.
    double[] survival = {0.95, 0.3, 0.25, 1};
    boolean[] seen = {true, true, false, false};
    DCalibration found = DCalibration.test(survival, seen);
    double[] counts = {0.5, 0.5, 0.3, 1.1, 0.1, 0.1, 0.1, 0.1, 0.1, 1.1};
    for (int k = 0; k < counts.length; k++) {
      assertThat(found.counts()[k]).isCloseTo(counts[k], within(1e-12));
    }
    // (2 × 0.1² + 0.1² + 2 × 0.7² + 5 × 0.3²) / 0.4
    assertThat(found.statistic()).isCloseTo((0.02 + 0.01 + 0.98 + 0.45) / 0.4, within(1e-12));
    assertThat(found.pValue()).isCloseTo(0.9329038, within(1e-7));
  }

  /** Curves known at 12 and 24 months: 1, 0.8, 0.4; straight between, cut at 24 months. */
  @Test
  void curvesAreStraightBetweenHorizons() {
    double year = 12 * SurvivalPredictions.DAYS_PER_MONTH;
    double[][] curves = {{0.8, 0.4}, {0.8, 0.4}, {0.8, 0.4}};
    var predictions =
        new SurvivalPredictions(List.of("a", "b", "c"), new double[3], new int[] {12, 24}, curves);
    double[] t = {year / 2, 1.5 * year, 9 * year};
    DCalibration found = DCalibration.test(predictions, t, new boolean[] {true, true, true});
    // 0.9 and 0.6 are events; the third counts as censored at 0.4.
    double[] counts = {0.25, 0.25, 0.25, 0.25, 0, 0, 1, 0, 0, 1};
    for (int k = 0; k < counts.length; k++) {
      assertThat(found.counts()[k]).as("part " + k).isCloseTo(counts[k], within(1e-9));
    }
  }
}
