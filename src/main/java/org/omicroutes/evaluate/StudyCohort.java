package org.omicroutes.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;

/**
 * All that was predicted and said of a cohort's held-out patients.
 *
 * @param survival of the patients, each held out once a repeat
 * @param foldCount folds of a repeat
 * @param models in the order of print
 * @param ablations the main model fitted without a part, by name
 * @param missing the main model predicting without layers, by pattern ({@code rna+cnv})
 * @param shapley in order of files
 * @param uncertainty of the main model, one list a repeat
 * @param attention of all folds
 * @param clinical text variables; null where there are none
 * @param factors factors × samples; null where there are none
 */
record StudyCohort(
    String name,
    SurvivalData survival,
    int foldCount,
    int repeats,
    List<StudyModel> models,
    List<StudyModel> ablations,
    List<StudyModel> missing,
    List<Shapley> shapley,
    List<List<Uncertain>> uncertainty,
    List<StudyReport.AttentionWeight> attention,
    SampleTable clinical,
    LabelledMatrix factors) {

  /**
   * What a feature group did to one held-out prediction, on the scale of the log hazard.
   *
   * @param repeat and fold as named in the file
   * @param patient position in the cohort
   * @param baseline mean prediction that the values start from
   * @param prediction that baseline and values sum to
   */
  record Shapley(
      String model,
      String fold,
      int patient,
      String group,
      double value,
      double baseline,
      double prediction) {}

  /**
   * How sure the main model was of a patient.
   *
   * @param patient position in the cohort
   * @param dataVariance of being alive at the horizon
   * @param lower of the interval of survival time, days; may be infinite
   * @param bound outlived with probability {@code 1 - alpha}, days; NaN where there is none
   */
  record Uncertain(
      int patient,
      double totalVariance,
      double dataVariance,
      double modelVariance,
      double lower,
      double upper,
      double level,
      double bound,
      double alpha) {}

  double[] times() {
    return survival.times();
  }

  boolean[] events() {
    return survival.events();
  }

  /** Null where the cohort has no such model. */
  StudyModel model(String wanted) {
    return models.stream().filter(m -> m.name().equals(wanted)).findFirst().orElse(null);
  }

  /** Each patient once. */
  int[] once() {
    return IntStream.range(0, survival.size()).map(i -> 1).toArray();
  }

  static double days(int months) {
    return months * SurvivalPredictions.DAYS_PER_MONTH;
  }
}
