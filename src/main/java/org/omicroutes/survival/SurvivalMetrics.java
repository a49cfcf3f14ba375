package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;

/** All measures of a set of predictions, in a fixed order. */
public final class SurvivalMetrics {
  /** Groups by predicted survival that the expected calibration error is taken over. */
  public static final int CALIBRATION_GROUPS = 10;

  private SurvivalMetrics() {}

  /**
   * One measure.
   *
   * @param horizonMonths null for a measure without a horizon
   * @param value NaN where it cannot be estimated
   * @param standardError NaN where there is none
   * @param estimate with influences, for paired comparisons; null where there are none
   */
  public record Metric(
      String name, Integer horizonMonths, double value, double standardError, Estimate estimate) {
    private static Metric of(String name, Integer months, Estimate estimate) {
      return new Metric(name, months, estimate.value(), estimate.standardError(), estimate);
    }

    private static Metric of(String name, Integer months, Calibration.Fitted fitted) {
      return new Metric(name, months, fitted.value(), fitted.standardError(), null);
    }
  }

  /**
   * @param predictions the same samples in the same order as {@code survival}
   * @param strata samples whose risks may be compared have the same stratum (for {@code cIndex})
   * @param ranks risks that may be compared over all samples (for {@code unoC}, {@code tdAuc}); the
   *     predictions' own where all come from one model
   * @throws DataException where a risk or probability is missing
   */
  public static List<Metric> of(
      SurvivalPredictions predictions,
      SurvivalData survival,
      int[] strata,
      double[] ranks,
      BrierScore.Integration rule) {
    requireComplete(predictions);
    double[] times = survival.times();
    boolean[] events = survival.events();
    int[] months = predictions.horizonMonths();
    List<Metric> metrics = new ArrayList<>();
    double tau = months.length == 0 ? Double.POSITIVE_INFINITY : days(months[months.length - 1]);
    metrics.add(
        Metric.of(
            "cIndex", null, Concordance.stratified(times, events, predictions.risk(), strata)));
    metrics.add(Metric.of("unoC", null, Concordance.uno(times, events, ranks, tau)));
    for (int month : months) {
      metrics.add(
          Metric.of("tdAuc", month, TimeDependentAuc.at(times, events, ranks, days(month))));
    }
    Estimate[] briers = new Estimate[months.length];
    double[] horizons = new double[months.length];
    for (int h = 0; h < months.length; h++) {
      horizons[h] = days(months[h]);
      briers[h] = BrierScore.at(times, events, column(predictions, h), horizons[h]);
      metrics.add(Metric.of("brier", months[h], briers[h]));
    }
    if (months.length > 0) {
      metrics.add(Metric.of("ibs", null, BrierScore.integrated(horizons, briers, rule)));
    }
    addCalibration(metrics, times, events, predictions);
    return metrics;
  }

  private static void addCalibration(
      List<Metric> metrics, double[] times, boolean[] events, SurvivalPredictions predictions) {
    int[] months = predictions.horizonMonths();
    for (int h = 0; h < months.length; h++) {
      double[] survival = column(predictions, h);
      double day = days(months[h]);
      metrics.add(
          Metric.of(
              "calibrationSlope", months[h], Calibration.slope(times, events, survival, day)));
      metrics.add(
          Metric.of(
              "calibrationIntercept",
              months[h],
              Calibration.intercept(times, events, survival, day)));
      double ece = Calibration.expectedError(times, events, survival, day, CALIBRATION_GROUPS);
      metrics.add(new Metric("ece", months[h], ece, Double.NaN, null));
    }
  }

  private static double days(int months) {
    return months * SurvivalPredictions.DAYS_PER_MONTH;
  }

  /** The predicted survival of all samples at one horizon. */
  public static double[] column(SurvivalPredictions predictions, int horizon) {
    double[] values = new double[predictions.survival().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = predictions.survival()[i][horizon];
    }
    return values;
  }

  private static void requireComplete(SurvivalPredictions predictions) {
    for (int i = 0; i < predictions.risk().length; i++) {
      if (!Double.isFinite(predictions.risk()[i])) {
        throw DataException.of(
            "risk " + predictions.risk()[i] + " of " + predictions.sampleIds().get(i), "a number");
      }
      for (double s : predictions.survival()[i]) {
        if (!(s >= 0 && s <= 1)) {
          throw DataException.of(
              "survival probability " + s + " of " + predictions.sampleIds().get(i), "0 to 1");
        }
      }
    }
  }

  /** One sentence for each measure. */
  public static java.util.Map<String, String> definitions() {
    java.util.Map<String, String> text = new java.util.LinkedHashMap<>();
    text.put(
        "cIndex",
        "Harrell's C: comparable pairs in which the higher risk has the event first, equal risks"
            + " one half.");
    text.put(
        "unoC",
        "Uno's C: as Harrell's, events weighted by 1/G(T-)², events after the last horizon left"
            + " out.");
    text.put(
        "tdAuc",
        "Cumulative/dynamic AUC at the horizon with inverse probability of censoring weights.");
    text.put("brier", "Brier score at the horizon with inverse probability of censoring weights.");
    text.put("ibs", "Brier score integrated from 0 to the last horizon and divided by it.");
    text.put(
        "calibrationSlope",
        "Cox coefficient of log(-log(predicted survival)), follow-up cut at the horizon; 1 is"
            + " right, below 1 the predictions are too extreme.");
    text.put(
        "calibrationIntercept",
        "log(observed/expected risk) at the horizon, observed by Kaplan-Meier; 0 is right.");
    text.put(
        "ece",
        "Mean |predicted - observed| survival over tenths of predicted survival at the horizon.");
    return text;
  }
}
