package org.omicroutes.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of a cross-validated comparison of survival models, as {@code metrics.json} holds it
 * and the report draws it. A number that cannot be estimated is null, never NaN or 0.
 *
 * @param mainModel the model that the others are compared with
 * @param horizonMonths horizons in months, ascending
 * @param folds how many folds there are
 * @param patients patients with a fold and an outcome
 * @param events events among them
 * @param definitions metric name to what it is, in one sentence each
 * @param models the main model first, the others by name
 */
public record EvaluationReport(
    String mainModel,
    List<Integer> horizonMonths,
    int folds,
    int patients,
    int events,
    Map<String, String> definitions,
    List<Model> models) {

  /** Metric names, as in {@code metrics.tsv}. */
  public static final String C_INDEX = "cIndex";

  public static final String UNO_C = "unoC";
  public static final String TD_AUC = "tdAuc";
  public static final String BRIER = "brier";
  public static final String IBS = "ibs";
  public static final String CALIBRATION_SLOPE = "calibrationSlope";
  public static final String CALIBRATION_INTERCEPT = "calibrationIntercept";
  public static final String ECE = "ece";
  public static final String D_CALIBRATION = "dCalibration";

  /** The model of a name. */
  public Optional<Model> model(String name) {
    return models.stream().filter(m -> m.name().equals(name)).findFirst();
  }

  /**
   * One model on the held-out patients of every fold.
   *
   * @param byFold metrics in each fold's test patients
   * @param summaries mean, SD and SE over folds
   * @param pooled metrics over all held-out predictions together
   * @param differences the main model minus this one, paired by fold; empty for the main model
   * @param riskGroups held-out patients cut into 2 and into 3 groups by their risk's quantile
   * @param calibration predicted against observed survival in groups of predicted survival
   * @param aucOverTime td-AUC of all held-out predictions on a grid of times
   * @param outOfFold every held-out patient
   */
  public record Model(
      String name,
      List<FoldMetrics> byFold,
      List<Summary> summaries,
      List<Value> pooled,
      List<Difference> differences,
      List<RiskGroups> riskGroups,
      List<CalibrationPoint> calibration,
      List<AucPoint> aucOverTime,
      List<Patient> outOfFold) {

    /** Mean, SD and SE over folds; {@code horizonMonths} is null for metrics without one. */
    public Optional<Summary> summary(String metric, Integer horizonMonths) {
      return summaries.stream()
          .filter(s -> s.metric().equals(metric))
          .filter(s -> Objects.equals(s.horizonMonths(), horizonMonths))
          .findFirst();
    }

    /** The metric over all held-out predictions. */
    public Optional<Value> pooled(String metric, Integer horizonMonths) {
      return pooled.stream()
          .filter(s -> s.metric().equals(metric))
          .filter(s -> Objects.equals(s.horizonMonths(), horizonMonths))
          .findFirst();
    }

    /** The Kaplan-Meier curves of 2 or 3 risk groups. */
    public Optional<RiskGroups> riskGroups(int groups) {
      return riskGroups.stream().filter(g -> g.groups() == groups).findFirst();
    }
  }

  /** The metrics of one fold's test patients. */
  public record FoldMetrics(int fold, int patients, int events, List<Value> values) {}

  /**
   * One estimate.
   *
   * @param horizonMonths null for a metric without a horizon
   * @param estimate null where it cannot be estimated
   * @param se standard error, null where there is none
   */
  public record Value(String metric, Integer horizonMonths, Double estimate, Double se) {}

  /**
   * A metric over the folds where it could be estimated.
   *
   * @param folds how many folds those are
   * @param sd standard deviation over folds, null with fewer than 2
   * @param se {@code sd / sqrt(folds)}
   */
  public record Summary(
      String metric, Integer horizonMonths, int folds, Double mean, Double sd, Double se) {}

  /**
   * Main model minus this model, over the folds where both could be estimated.
   *
   * @param se corrected resampled standard error (Nadeau and Bengio, 2003)
   * @param p two-sided, Student's t with {@code folds - 1} degrees of freedom
   */
  public record Difference(
      String metric, Integer horizonMonths, int folds, Double mean, Double se, Double p) {}

  /**
   * Kaplan-Meier curves of risk groups, the lowest risk first.
   *
   * @param groups how many were asked for (2: median, 3: tertiles of the within-fold quantile)
   * @param chiSquare log-rank statistic, null with fewer than two groups or no events
   */
  public record RiskGroups(
      int groups, Double chiSquare, int degreesOfFreedom, Double p, List<Curve> curves) {}

  /**
   * A step curve that begins at (0, 1); each value holds from its time to the next.
   *
   * @param group "low", "middle", "high"
   * @param months the times of events and of censorings
   * @param survival the estimate from that time on
   * @param lower 95 % limits on the log scale
   * @param atRisk patients at risk just before each time
   * @param censored whether someone was censored at that time (for the tick marks)
   */
  public record Curve(
      String group,
      int patients,
      int events,
      double[] months,
      double[] survival,
      double[] lower,
      double[] upper,
      int[] atRisk,
      boolean[] censored) {}

  /**
   * Predicted and observed survival of a group of patients with similar predicted survival.
   *
   * @param bin 1 has the lowest predicted survival
   * @param predicted mean predicted probability to be alive at the horizon
   * @param observed Kaplan-Meier estimate in the group, null where follow-up ends earlier
   * @param lower 95 % limit of the observed, null with it
   */
  public record CalibrationPoint(
      int horizonMonths,
      int bin,
      int patients,
      double predicted,
      Double observed,
      Double lower,
      Double upper) {}

  /** td-AUC at a time, null where there are no cases or no controls. */
  public record AucPoint(double months, Double auc, Double se) {}

  /**
   * A held-out patient.
   *
   * @param risk the model's risk, comparable within a fold only
   * @param riskQuantile mid-rank of the risk within the fold, in (0, 1)
   * @param survival predicted probability to be alive at each horizon
   */
  public record Patient(
      String patient,
      int fold,
      double risk,
      double riskQuantile,
      double timeDays,
      boolean event,
      double[] survival) {}
}
