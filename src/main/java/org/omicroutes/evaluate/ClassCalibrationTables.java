package org.omicroutes.evaluate;

import org.omicroutes.classify.ClassCalibration;
import org.omicroutes.classify.ScoredLabels;
import org.omicroutes.survival.Calibration.Fitted;

/** C3: whether probabilities mean what they say. */
final class ClassCalibrationTables {
  private final ClassStudy study;
  private final ClassPerformance performance;

  ClassCalibrationTables(ClassStudy study, ClassPerformance performance) {
    this.study = study;
    this.performance = performance;
  }

  StudyTable table() {
    StudyTable table =
        new StudyTable(
            "C3", "Calibration", "cohort", "model", "intercept", "slope", "E/O", "ECE", "MCE");
    for (ClassCohort cohort : study.cohorts()) {
      for (ClassModel model : performance.models(cohort).values()) {
        table
            .row(cohort.name(), model.name())
            .value(model.mean(d -> value(of(d).inTheLarge())), 2)
            .value(model.mean(d -> value(of(d).slope())), 2)
            .value(model.mean(d -> ClassScores.value(of(d).expectedOverObserved())), 2)
            .value(model.mean(d -> StudyValue.of(of(d).expectedError())), 4)
            .value(model.mean(d -> StudyValue.of(of(d).maximumError())), 4);
      }
    }
    return table;
  }

  private ClassCalibration of(ScoredLabels data) {
    return ClassCalibration.of(data, ClassCalibration.GROUPS, study.level());
  }

  private StudyValue value(Fitted fitted) {
    return StudyValue.normal(
        fitted.value(),
        fitted.standardError(),
        study.level(),
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);
  }

  String note() {
    return ("Held-out patients with a label, of all folds, by their weights. Intercept is"
            + " calibration in the large (0 is right; above 0 more died than was said), slope that"
            + " of a recalibration on the log-odds (1 is right; below 1 the probabilities are"
            + " too extreme), E/O expected over observed deaths (1 is right). ECE and MCE are the"
            + " mean and the largest distance of predicted and observed in %d groups of about equal"
            + " size; both are above 0 by chance alone, the more so the fewer the patients. %s%s")
        .formatted(ClassCalibration.GROUPS, study.weightsNote(), study.repeatsNote());
  }
}
