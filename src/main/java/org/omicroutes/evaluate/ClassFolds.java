package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.omicroutes.classify.ScoredLabels;

/** C5: each test fold, and the mean and SD over folds. */
final class ClassFolds {
  private enum Column {
    AUC("AUC", 3, ClassScores::auc),
    PR_AUC("PR-AUC", 3, ClassScores::prAuc),
    ACCURACY("accuracy", 3, ClassScores::accuracy),
    PRECISION("precision", 3, ClassScores::precision),
    RECALL("recall", 3, ClassScores::recall),
    SPECIFICITY("specificity", 3, ClassScores::specificity),
    F1("F1", 3, ClassScores::f1),
    BRIER("Brier", 4, ClassScores::brier),
    LOG_LOSS("log loss", 3, ClassScores::logLoss);

    private final String heading;
    private final int digits;
    private final ToDoubleFunction<ClassScores> of;

    Column(String heading, int digits, ToDoubleFunction<ClassScores> of) {
      this.heading = heading;
      this.digits = digits;
      this.of = of;
    }
  }

  private final ClassStudy study;
  private final ClassPerformance performance;

  ClassFolds(ClassStudy study, ClassPerformance performance) {
    this.study = study;
    this.performance = performance;
  }

  private List<ClassScores> scores(ClassModel model) {
    return model.held().folds().stream()
        .map(fold -> ClassScores.of(model.fold(fold), study.chosen().threshold()))
        .toList();
  }

  StudyTable means() {
    List<String> columns = new ArrayList<>(List.of("cohort", "model", "folds"));
    Arrays.stream(Column.values()).forEach(c -> columns.add(c.heading));
    StudyTable table =
        new StudyTable("C5", "Mean and SD over test folds", columns.toArray(String[]::new));
    for (ClassCohort cohort : study.cohorts()) {
      for (ClassModel model : performance.models(cohort).values()) {
        List<ClassScores> scores = scores(model);
        StudyTable.Row row = table.row(cohort.name(), model.name()).count(scores.size());
        for (Column column : Column.values()) {
          row.spread(scores.stream().mapToDouble(column.of).toArray(), column.digits);
        }
      }
    }
    return table;
  }

  static String meansNote() {
    return "Means over the test folds with their SD in brackets, folds without a value left out"
        + " (AUC and PR-AUC need patients of both groups, precision a patient who is called a"
        + " death). Patients have the weights that they have in the cohort. Folds share training"
        + " patients, so that the SD over the square root of folds is no standard error.";
  }

  StudyTable each() {
    List<String> columns =
        new ArrayList<>(List.of("cohort", "model", "repeat/fold", "with a label", "died"));
    Arrays.stream(Column.values()).forEach(c -> columns.add(c.heading));
    StudyTable table = new StudyTable("C5-folds", "Each test fold", columns.toArray(String[]::new));
    for (ClassCohort cohort : study.cohorts()) {
      for (ClassModel model : performance.models(cohort).values()) {
        List<ClassScores> scores = scores(model);
        for (int f = 0; f < scores.size(); f++) {
          ScoredLabels data = model.fold(model.held().folds().get(f));
          StudyTable.Row row = table.row(cohort.name(), model.name(), cohort.foldNames().get(f));
          row.count(data.count(true) + data.count(false)).count(data.count(true));
          for (Column column : Column.values()) {
            row.value(column.of.applyAsDouble(scores.get(f)), column.digits);
          }
        }
      }
    }
    return table;
  }

  static String eachNote() {
    return "Test patients of one fold each, those with a label; NA where a fold does not allow the"
        + " measure.";
  }
}
