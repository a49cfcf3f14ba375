package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;

/** All measures of a set of predictions, in a fixed order. */
public final class SurvivalMetrics {
  /** Groups by predicted survival that calibration errors are taken over. */
  public static final int CALIBRATION_GROUPS = Calibration.GROUPS;

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private SurvivalMetrics() {}

  /**
   * Everything that needs no resampling; {@code ece} and {@code mce} have no standard error (see
   * {@link MetricsBootstrap}).
   *
   * @param predictions the same samples in the same order as {@code survival}
   * @param strata samples whose risks may be compared have the same stratum (for {@code cIndex})
   * @param ranks risks that may be compared over all samples (for the other measures of
   *     discrimination); the predictions' own where all come from one model
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
    List<Metric> metrics = new ArrayList<>();
    Estimate harrell = Concordance.stratified(times, events, predictions.risk(), strata);
    metrics.add(Metric.of("cIndex", null, harrell, 0, 1));
    addDiscrimination(metrics, times, events, ranks, predictions);
    addSeparation(metrics, times, events, ranks);
    addBrier(metrics, times, events, predictions, rule);
    addCalibration(metrics, times, events, predictions);
    return metrics;
  }

  private static void addDiscrimination(
      List<Metric> metrics,
      double[] times,
      boolean[] events,
      double[] ranks,
      SurvivalPredictions predictions) {
    int[] months = predictions.horizonMonths();
    double tau = months.length == 0 ? INFINITY : predictions.horizonDays(months.length - 1);
    metrics.add(Metric.of("unoC", null, Concordance.uno(times, events, ranks, tau), 0, 1));
    for (int h = 0; h < months.length; h++) {
      Estimate auc = TimeDependentAuc.at(times, events, ranks, predictions.horizonDays(h));
      metrics.add(Metric.of("tdAuc", months[h], auc, 0, 1));
    }
  }

  private static void addSeparation(
      List<Metric> metrics, double[] times, boolean[] events, double[] ranks) {
    RoystonSauerbrei separation = RoystonSauerbrei.of(times, events, ranks);
    Metric d = Metric.of("roystonD", null, separation.d(), separation.standardError());
    metrics.add(d);
    metrics.add(explained(d, separation.explained()));
    String[] names = {"logRankMedian", "logRankTertiles"};
    for (int k = 0; k < names.length; k++) {
      int[] groups = ClassAgreement.groups(ranks, k + 2);
      LogRank test = LogRank.test(times, events, groups, k + 2);
      metrics.add(Metric.test(names[k], null, test.chiSquare(), test.pValue()));
    }
  }

  /** R²_D rises with |D|: its limits are those of D, its standard error by the delta method. */
  private static Metric explained(Metric d, double value) {
    double c = Math.PI * Math.PI / 6 * 8 / Math.PI;
    double least = Math.max(0, d.value() < 0 ? -d.upper() : d.lower());
    double most = Math.max(Math.abs(d.lower()), Math.abs(d.upper()));
    double room = d.value() * d.value() + c;
    double se = 2 * c * Math.abs(d.value()) / (room * room) * d.standardError();
    double lower = least * least / (least * least + c);
    double upper = most * most / (most * most + c);
    return new Metric("r2D", null, value, se, lower, upper, Double.NaN, null);
  }

  private static void addBrier(
      List<Metric> metrics,
      double[] times,
      boolean[] events,
      SurvivalPredictions predictions,
      BrierScore.Integration rule) {
    int[] months = predictions.horizonMonths();
    if (months.length == 0) {
      return;
    }
    double[] horizons = new double[months.length];
    Estimate[] scores = new Estimate[months.length];
    Estimate[] nulls = new Estimate[months.length];
    for (int h = 0; h < months.length; h++) {
      horizons[h] = predictions.horizonDays(h);
      scores[h] = BrierScore.at(times, events, column(predictions, h), horizons[h]);
      nulls[h] = BrierScore.ofNull(times, events, horizons[h]);
      metrics.add(Metric.of("brier", months[h], scores[h], 0, 1));
    }
    Estimate integrated = BrierScore.integrated(horizons, scores, rule);
    metrics.add(Metric.of("ibs", null, integrated, 0, 1));
    for (int h = 0; h < months.length; h++) {
      Estimate scaled = BrierScore.scaled(scores[h], nulls[h]);
      metrics.add(Metric.of("scaledBrier", months[h], scaled, -INFINITY, 1));
    }
    Estimate scaled = BrierScore.scaled(integrated, BrierScore.integrated(horizons, nulls, rule));
    metrics.add(Metric.of("scaledIbs", null, scaled, -INFINITY, 1));
  }

  private static void addCalibration(
      List<Metric> metrics, double[] times, boolean[] events, SurvivalPredictions predictions) {
    int[] months = predictions.horizonMonths();
    for (int h = 0; h < months.length; h++) {
      double[] survival = column(predictions, h);
      double day = predictions.horizonDays(h);
      Calibration.Fitted slope = Calibration.slope(times, events, survival, day);
      metrics.add(Metric.of("calibrationSlope", months[h], slope.value(), slope.standardError()));
      Calibration.Fitted intercept = Calibration.intercept(times, events, survival, day);
      metrics.add(
          Metric.of(
              "calibrationIntercept", months[h], intercept.value(), intercept.standardError()));
      Calibration.Errors errors =
          Calibration.errors(times, events, survival, day, CALIBRATION_GROUPS);
      metrics.add(Metric.of("ece", months[h], errors.expected(), Double.NaN));
      metrics.add(Metric.of("mce", months[h], errors.maximum(), Double.NaN));
      metrics.add(kappa(times, events, survival, predictions, h));
    }
    DCalibration curves = DCalibration.test(predictions, times, events);
    metrics.add(Metric.test("dCalibration", null, curves.statistic(), curves.pValue()));
  }

  private static Metric kappa(
      double[] times, boolean[] events, double[] survival, SurvivalPredictions predictions, int h) {
    int[] once = new int[times.length];
    Arrays.fill(once, 1);
    CohensKappa kappa =
        ClassAgreement.withOutcome(times, events, survival, predictions.horizonDays(h), once);
    return Metric.of("kappa", predictions.horizonMonths()[h], kappa.value(), kappa.standardError());
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
  public static Map<String, String> definitions() {
    Map<String, String> text = new LinkedHashMap<>();
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
    text.put(
        "roystonD",
        "Royston and Sauerbrei's D: log hazard ratio between the halves with higher and lower"
            + " risk.");
    text.put("r2D", "Explained variation of D: b²/(b² + π²/6) with b = D/√(8/π).");
    text.put("logRankMedian", "Log-rank chi-squared of two groups cut at the median of the risk.");
    text.put(
        "logRankTertiles", "Log-rank chi-squared of three groups cut at the tertiles of the risk.");
    text.put("brier", "Brier score at the horizon with inverse probability of censoring weights.");
    text.put("ibs", "Brier score integrated from 0 to the last horizon and divided by it.");
    text.put(
        "scaledBrier",
        "1 - Brier/Brier of the Kaplan-Meier estimate of the same patients; 1 is perfect, 0 no"
            + " better than knowing nothing of the patient.");
    text.put("scaledIbs", "1 - IBS/IBS of the Kaplan-Meier estimate of the same patients.");
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
    text.put(
        "mce",
        "Largest |predicted - observed| survival of a tenth of predicted survival at the horizon.");
    text.put(
        "kappa",
        "Cohen's kappa of predicted (survival below 0.5) and seen event at the horizon, patients"
            + " censored before left out.");
    text.put(
        "dCalibration",
        "Chi-squared statistic with 9 degrees of freedom (above 16.9: p < 0.05) of predicted"
            + " survival at the patients' own times being uniform, horizons joined by straight"
            + " lines.");
    return text;
  }
}
