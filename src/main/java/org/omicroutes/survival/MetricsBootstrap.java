package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;

/**
 * Bootstrap of the measures of calibration: the standard errors of {@code ece} and {@code mce}, and
 * the paired differences of two models in these and in slope and intercept, which have no
 * influences to compare by.
 */
final class MetricsBootstrap {
  private static final String[] NAMES = {
    "calibrationSlope", "calibrationIntercept", "ece", "mce",
  };

  private final double[][] replicates;
  private final int[] months;

  private MetricsBootstrap(double[][] replicates, int[] months) {
    this.replicates = replicates;
    this.months = months;
  }

  /**
   * @param count how many resamples; with the same seed and samples all models are measured on the
   *     same ones
   */
  static MetricsBootstrap of(
      SurvivalPredictions predictions, SurvivalData survival, int count, long seed) {
    int[] months = predictions.horizonMonths();
    ResampledCalibration[] horizons = new ResampledCalibration[months.length];
    Arrays.setAll(
        horizons,
        h ->
            new ResampledCalibration(
                survival.times(),
                survival.events(),
                SurvivalMetrics.column(predictions, h),
                predictions.horizonDays(h)));
    double[][] replicates =
        Bootstrap.replicates(survival.size(), count, seed, drawn -> measure(horizons, drawn));
    return new MetricsBootstrap(replicates, months);
  }

  private static double[] measure(ResampledCalibration[] horizons, int[] drawn) {
    double[] values = new double[horizons.length * NAMES.length];
    int at = 0;
    for (ResampledCalibration horizon : horizons) {
      values[at++] = horizon.slope(drawn);
      values[at++] = horizon.intercept(drawn);
      Calibration.Errors errors = horizon.errors(drawn, SurvivalMetrics.CALIBRATION_GROUPS);
      values[at++] = errors.expected();
      values[at++] = errors.maximum();
    }
    return values;
  }

  /** The same measures, those without a standard error filled in. */
  List<Metric> fill(List<Metric> metrics) {
    List<Metric> filled = new ArrayList<>();
    for (Metric metric : metrics) {
      boolean open = metric.name().equals("ece") || metric.name().equals("mce");
      filled.add(
          open ? metric.with(Bootstrap.spread(metric.value(), values(metric)), 0, 1) : metric);
    }
    return filled;
  }

  boolean has(Metric metric) {
    return Arrays.asList(NAMES).contains(metric.name());
  }

  /** The replicates of one measure. */
  double[] values(Metric metric) {
    int h = Arrays.binarySearch(months, metric.horizonMonths());
    int at = h * NAMES.length + Arrays.asList(NAMES).indexOf(metric.name());
    return Arrays.stream(replicates).mapToDouble(r -> r[at]).toArray();
  }

  /** This minus another one on the same resamples, of a measure that both have. */
  double[] differences(MetricsBootstrap other, Metric metric) {
    double[] mine = values(metric);
    double[] theirs = other.values(metric);
    Arrays.setAll(mine, r -> mine[r] - theirs[r]);
    return mine;
  }
}
