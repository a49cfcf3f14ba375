package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;

/**
 * Bootstrap of the measures that have no influences: the standard errors of {@code ece} and {@code
 * mce}, and the paired differences of two models in these, in calibration slope and intercept, in
 * kappa, and in Royston and Sauerbrei's D and R².
 */
final class MetricsBootstrap {
  private final Map<String, Integer> columns = new HashMap<>();
  private final double[][] replicates;

  /**
   * @param count how many resamples; with the same seed and samples all models are measured on the
   *     same ones
   */
  MetricsBootstrap(SurvivalPredictions predictions, SurvivalData survival, int count, long seed) {
    int horizons = predictions.horizonMonths().length;
    double[] times = survival.times();
    boolean[] events = survival.events();
    ResampledSeparation separation = new ResampledSeparation(times, events, predictions.risk());
    name("roystonD", null);
    name("r2D", null);
    double[][] curves = new double[horizons][];
    ResampledCalibration[] calibration = new ResampledCalibration[horizons];
    for (int h = 0; h < horizons; h++) {
      curves[h] = SurvivalMetrics.column(predictions, h);
      calibration[h] =
          new ResampledCalibration(times, events, curves[h], predictions.horizonDays(h));
      for (String name :
          List.of("calibrationSlope", "calibrationIntercept", "ece", "mce", "kappa")) {
        name(name, predictions.horizonMonths()[h]);
      }
    }
    replicates =
        Bootstrap.replicates(
            survival.size(),
            count,
            seed,
            drawn -> {
              double[] values = Arrays.copyOf(separation.measure(drawn), columns.size());
              int at = 2;
              for (int h = 0; h < horizons; h++) {
                values[at++] = calibration[h].slope(drawn);
                values[at++] = calibration[h].intercept(drawn);
                Calibration.Errors errors =
                    calibration[h].errors(drawn, SurvivalMetrics.CALIBRATION_GROUPS);
                values[at++] = errors.expected();
                values[at++] = errors.maximum();
                double day = predictions.horizonDays(h);
                values[at++] =
                    ClassAgreement.withOutcome(times, events, curves[h], day, drawn).value();
              }
              return values;
            });
  }

  private void name(String metric, Integer months) {
    columns.put(metric + months, columns.size());
  }

  /** The same measures, {@code ece} and {@code mce} with standard error and limits. */
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
    return columns.containsKey(metric.name() + metric.horizonMonths());
  }

  /** The replicates of one measure. */
  private double[] values(Metric metric) {
    int column = columns.get(metric.name() + metric.horizonMonths());
    return Arrays.stream(replicates).mapToDouble(r -> r[column]).toArray();
  }

  /** This minus another one on the same resamples, of a measure that both have. */
  double[] differences(MetricsBootstrap other, Metric metric) {
    double[] mine = values(metric);
    double[] theirs = other.values(metric);
    Arrays.setAll(mine, r -> mine[r] - theirs[r]);
    return mine;
  }
}
