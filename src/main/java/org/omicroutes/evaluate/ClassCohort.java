package org.omicroutes.evaluate;

import java.util.Arrays;
import java.util.List;
import org.omicroutes.classify.HorizonLabels;

/**
 * What was predicted and said of a cohort's held-out patients about death by the horizon.
 *
 * @param held predictions of held-out patients
 * @param foldNames {@code REPEAT/FOLD} as files name them, in the order of each model's folds
 * @param labels of the patients in the order of the cohort
 * @param learning how networks were trained
 * @param importance all methods' values, fold by fold
 * @param changes of counterfactuals, fold by fold
 */
record ClassCohort(
    StudyCohort held,
    List<String> foldNames,
    HorizonLabels labels,
    List<ClassReport.LearningCurve> learning,
    List<Importance> importance,
    List<Change> changes) {

  /** What one method said of one feature in one fold. */
  record Importance(
      String fold, String method, String modality, String feature, double importance) {}

  /**
   * One change of a counterfactual of one patient.
   *
   * @param probability of death by the horizon as predicted
   * @param reached the probability after all of the patient's changes; NaN where there are none
   * @param feature empty for a patient whose prediction could not be turned
   */
  record Change(
      String fold,
      String sample,
      double probability,
      double reached,
      String modality,
      String feature) {}

  String name() {
    return held.name();
  }

  /** Probability of death by the horizon of each patient, {@code 1 - survival}. */
  static double[] probability(StudyModel model, int repeat, int months) {
    return Arrays.stream(model.survivalAt(repeat, months)).map(s -> 1 - s).toArray();
  }

  /** As above, of the test patients of one fold. */
  static double[] probability(StudyModel model, StudyFold fold, int months) {
    double[] all = probability(model, fold.repeat(), months);
    return Arrays.stream(fold.patients()).mapToDouble(i -> all[i]).toArray();
  }
}
