package org.omicroutes.evaluate;

import java.util.function.Function;

/** The figures that the MOANet paper prints, beside ours. */
final class StudyPublished {
  private static final String LABEL = "published, on data we do not have";
  private static final double AUC = 0.837;
  private static final int AUC_MONTHS = 36;
  private static final double C = 0.791;
  private static final double ECE = 0.0154;

  private StudyPublished() {}

  static StudyTable table(Study study, StudyPerformance performance, StudyCalibration calibration) {
    String main = study.settings().main();
    int months = study.settings().horizonMonths();
    StudyTable table =
        new StudyTable(
            "published",
            "The paper's figures beside ours",
            "measure",
            LABEL,
            "cohort",
            "ours (" + main + ")");
    String at = months == AUC_MONTHS ? "" : " (ours: " + months + " months)";
    add(
        table,
        study,
        "td-AUC at 36 months" + at,
        AUC,
        3,
        c -> performance.row(c, main).order().meanAuc());
    add(table, study, "C", C, 3, c -> performance.row(c, main).order().meanC());
    add(table, study, "ECE" + at, ECE, 4, c -> calibration.expectedError(c, main));
    return table;
  }

  private static void add(
      StudyTable table,
      Study study,
      String measure,
      double published,
      int digits,
      Function<StudyCohort, StudyValue> ours) {
    for (StudyCohort cohort : study.cohorts()) {
      table
          .row(measure, StudyTable.number(published, digits), cohort.name())
          .value(ours.apply(cohort), digits);
    }
    if (study.several()) {
      table
          .row(measure, StudyTable.number(published, digits), StudyReport.MEAN)
          .value(study.mean(ours), digits);
    }
  }

  static String note() {
    return "The paper's figures come from data that we do not have: they show what was claimed, not"
        + " what these cohorts allow, and nothing can be tested against them.";
  }
}
