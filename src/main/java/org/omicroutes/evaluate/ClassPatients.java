package org.omicroutes.evaluate;

import java.util.List;
import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.evaluate.ClassReport.LabelCounts;

/** C1-patients: who has the outcome. */
final class ClassPatients {
  private ClassPatients() {}

  static List<LabelCounts> counts(ClassStudy study) {
    return study.cohorts().stream().map(ClassPatients::counts).toList();
  }

  private static LabelCounts counts(ClassCohort cohort) {
    HorizonLabels labels = cohort.labels();
    double died = 0;
    double all = 0;
    for (int i : labels.labelled()) {
      died += labels.weights()[i] * labels.labels()[i];
      all += labels.weights()[i];
    }
    return new LabelCounts(
        cohort.name(),
        labels.patients().size(),
        labels.deaths(),
        labels.alive(),
        labels.unlabelled(),
        died / all);
  }

  static StudyTable table(ClassStudy study) {
    String at = "by " + study.months() + " months";
    StudyTable table =
        new StudyTable(
            "C1-patients",
            "Patients and their labels",
            "cohort",
            "patients",
            "died " + at,
            "alive beyond",
            "without a label",
            "prevalence");
    for (LabelCounts c : counts(study)) {
      table
          .row(c.cohort())
          .count(c.patients())
          .count(c.died())
          .count(c.alive())
          .count(c.unlabelled())
          .value(c.prevalence(), 3);
    }
    return table;
  }

  static String note(ClassStudy study) {
    return "Without a label are patients censored at or before the horizon. "
        + study.weightsNote()
        + " Prevalence is the share of deaths with these weights.";
  }
}
