package org.omicroutes.evaluate;

import java.math.BigDecimal;
import java.util.List;
import org.omicroutes.classify.HorizonLabels.Censored;

/**
 * A study of death by a horizon.
 *
 * @param study the same cohorts' held-out predictions, in the same order
 */
record ClassStudy(Study study, List<ClassCohort> cohorts, ClassSettings chosen) {

  /** The horizon in months. */
  int months() {
    return study.settings().horizonMonths();
  }

  double level() {
    return study.settings().level();
  }

  String main() {
    return study.settings().main();
  }

  ClassCohort cohort(StudyCohort held) {
    return cohorts.get(study.cohorts().indexOf(held));
  }

  /** What is said of patients without a label. */
  String weightsNote() {
    return chosen.censored() == Censored.WEIGHTED
        ? "Patients censored before the horizon count through the inverse probability of censoring"
            + " (Kaplan-Meier in the cohort's patients), which the labelled are weighted by."
        : "Patients censored before the horizon are left out, and every label weighs the same.";
  }

  /** What is said of several repeats; nothing where there is one. */
  String repeatsNote() {
    return study.cohorts().stream().allMatch(c -> c.repeats() == 1)
        ? ""
        : " Numbers are means over the repeats of the cross-validation.";
  }

  /** A number as it was given: {@code 0.5}. */
  static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
