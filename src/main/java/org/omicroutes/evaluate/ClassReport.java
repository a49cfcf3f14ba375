package org.omicroutes.evaluate;

import java.util.List;

/**
 * All that a study of death by a horizon found, ready to be printed and drawn. Undefined numbers
 * are NaN (the text NaN in JSON).
 *
 * @param study setting, headline, tables C1 to C8, calibration belts, and the AUC at the horizon of
 *     each model as a curve of one month
 * @param outcome what was predicted
 * @param labels who has the outcome, by cohort
 * @param roc sensitivity (y) by 1 − specificity (x): the mean of the test folds' curves
 * @param precisionRecall precision (y) by recall (x), all test patients together
 */
public record ClassReport(
    StudyReport study,
    Outcome outcome,
    List<LabelCounts> labels,
    List<Curve> roc,
    List<Curve> precisionRecall,
    List<Histogram> histograms,
    List<Confusion> confusions,
    List<LearningCurve> learning,
    List<FeatureImportance> importance) {

  /**
   * @param threshold from which probability on a patient is called a death
   * @param reviewFrom the least probability that is flagged for review
   * @param reviewTo the greatest
   * @param censored what is done about patients without a label
   * @param level coverage of intervals
   */
  public record Outcome(
      int horizonMonths,
      double threshold,
      double reviewFrom,
      double reviewTo,
      String censored,
      double level) {}

  /**
   * @param died at or before the horizon
   * @param alive beyond it
   * @param unlabelled censored before it
   * @param prevalence weighted share of deaths among the labelled
   */
  public record LabelCounts(
      String cohort, int patients, int died, int alive, int unlabelled, double prevalence) {}

  /**
   * A curve of one model.
   *
   * @param x ascending
   * @param area AUC or average precision, as in C1
   */
  public record Curve(String cohort, String model, double[] x, double[] y, double area) {}

  /**
   * Predicted probabilities of both outcome groups.
   *
   * @param edges of the bins, one more than bins
   * @param died patients who died by the horizon in each bin, the mean over repeats
   * @param alive the same of those seen alive beyond it
   */
  public record Histogram(
      String cohort, String model, double[] edges, double[] died, double[] alive) {}

  /** Counted patients, means over repeats; a positive is a death. */
  public record Confusion(
      String cohort,
      String model,
      double truePositives,
      double falseNegatives,
      double falsePositives,
      double trueNegatives) {}

  /**
   * Training of one network on the training patients of one fold. Arrays run along epochs; what was
   * not measured is NaN.
   *
   * @param fold as {@code REPEAT/FOLD}
   * @param bestEpoch with the lowest validation loss; 0 where there is none
   */
  public record LearningCurve(
      String cohort,
      String model,
      String fold,
      String network,
      int[] epochs,
      double[] trainingLoss,
      double[] validationLoss,
      double[] trainingAccuracy,
      double[] validationAccuracy,
      int bestEpoch) {}

  /**
   * Importance of a feature by one method, the mean over folds.
   *
   * @param standardError over folds; NaN where there is one fold
   * @param rank 1 is the most important; features of the same importance share their mean rank
   * @param folds in which the method was asked about the feature
   */
  public record FeatureImportance(
      String cohort,
      String method,
      String modality,
      String feature,
      double importance,
      double standardError,
      double rank,
      int folds) {}
}
