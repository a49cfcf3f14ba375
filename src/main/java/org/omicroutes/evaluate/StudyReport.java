package org.omicroutes.evaluate;

import java.util.List;

/**
 * All that a study found, ready to be printed and drawn. Undefined numbers are NaN (the text NaN in
 * JSON). Where several cohorts were studied, the cohort {@link #MEAN} holds the mean over them.
 *
 * @param setting what was done
 * @param headline the first line of the report: who won, and by how much
 * @param tables T1 to T6 and what goes with them, in the order of print
 */
public record StudyReport(
    Setting setting,
    String headline,
    List<Table> tables,
    List<AucCurve> aucCurves,
    List<EventCounts> eventCounts,
    List<FactorPoint> factorPoints,
    List<ImportanceShare> importance,
    List<CalibrationBelt> calibration,
    List<RiskGroupCurve> riskGroups,
    List<MissingLayers> missingLayers,
    List<AttentionWeight> attention) {

  /** The name of the mean over cohorts. */
  public static final String MEAN = "mean";

  /** The name of all cohorts' patients together. */
  public static final String POOLED = "pooled";

  /**
   * @param mainModel the model that the others are compared with
   * @param models in the order of print
   * @param horizonMonths the main horizon
   * @param seed of everything random
   */
  public record Setting(
      String mainModel,
      List<String> models,
      List<Cohort> cohorts,
      int folds,
      int repeats,
      int horizonMonths,
      long seed) {}

  public record Cohort(
      String name, int patients, int events, double medianFollowUpMonths, List<String> layers) {}

  /**
   * A table as it is printed.
   *
   * @param id such as {@code T1}; also the file's name
   * @param note what a reader has to know: what is measured on whom, how intervals are made
   * @param rows cells as text, empty where there is nothing to say
   */
  public record Table(
      String id, String title, String note, List<String> columns, List<List<String>> rows) {}

  /** td-AUC of one model over time (F1). */
  public record AucCurve(
      String cohort, String model, int[] months, double[] auc, double[] lower, double[] upper) {}

  /**
   * Events up to each month, and patients still at risk then (the bars of F1). For the cohort
   * {@link #MEAN} both are sums over cohorts.
   */
  public record EventCounts(String cohort, int[] months, int[] events, int[] atRisk) {}

  /**
   * A patient in the space of the first three latent factors (F2).
   *
   * @param group 1 (low risk), 2 or 3 (high risk): tertiles of held-out risk
   */
  public record FactorPoint(String cohort, String patient, double[] factors, int group) {}

  /**
   * What a feature group matters to a model (F3).
   *
   * @param meanAbsolute mean |Shapley value| on the scale of the log hazard
   * @param share of the sum over groups, 0 to 1
   */
  public record ImportanceShare(
      String cohort,
      String model,
      String group,
      double meanAbsolute,
      double lower,
      double upper,
      double share) {}

  /**
   * Predicted against observed event probability at a horizon, with its belt (F4). Arrays run along
   * {@code predicted}, ascending. A model without a belt (constant predictions, or such that
   * separate the outcomes) is left out.
   *
   * @param rug predicted event probabilities of the patients
   * @param rugEvents whether the event was seen before the horizon
   */
  public record CalibrationBelt(
      String cohort,
      String model,
      int months,
      double[] predicted,
      double[] observed,
      double[] lower80,
      double[] upper80,
      double[] lower95,
      double[] upper95,
      double[] rug,
      boolean[] rugEvents) {}

  /**
   * Kaplan-Meier of one risk group (low, middle, high) with log-log limits; arrays start at time 0.
   */
  public record RiskGroupCurve(
      String cohort,
      String model,
      String group,
      double[] months,
      double[] survival,
      double[] lower,
      double[] upper,
      int[] atRisk) {}

  /**
   * td-AUC at the main horizon with layers taken away at prediction.
   *
   * @param missing the layers taken away; empty: none
   */
  public record MissingLayers(
      String cohort, List<String> missing, double auc, double lower, double upper) {}

  /** Mean attention from one modality to another over folds. */
  public record AttentionWeight(String cohort, String query, String key, double weight) {}
}
