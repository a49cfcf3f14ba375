package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.omicroutes.classify.ConfusionMatrix;
import org.omicroutes.classify.ConfusionMatrix.Cells;
import org.omicroutes.evaluate.ClassReport.Confusion;

/** C2: who is called what. */
final class ClassErrors {
  private final ClassStudy study;
  private final ClassPerformance performance;

  ClassErrors(ClassStudy study, ClassPerformance performance) {
    this.study = study;
    this.performance = performance;
  }

  private List<ConfusionMatrix> matrices(ClassModel model) {
    return model.repeats().stream()
        .map(data -> ConfusionMatrix.of(data, study.chosen().threshold()))
        .toList();
  }

  private static Cells mean(List<Cells> all) {
    return new Cells(
        all.stream().mapToDouble(Cells::truePositive).average().orElseThrow(),
        all.stream().mapToDouble(Cells::falsePositive).average().orElseThrow(),
        all.stream().mapToDouble(Cells::falseNegative).average().orElseThrow(),
        all.stream().mapToDouble(Cells::trueNegative).average().orElseThrow());
  }

  List<Confusion> confusions() {
    List<Confusion> found = new ArrayList<>();
    for (ClassCohort cohort : study.cohorts()) {
      for (ClassModel model : performance.models(cohort).values()) {
        Cells c = mean(matrices(model).stream().map(ConfusionMatrix::counts).toList());
        found.add(
            new Confusion(
                cohort.name(),
                model.name(),
                c.truePositive(),
                c.falseNegative(),
                c.falsePositive(),
                c.trueNegative()));
      }
    }
    return found;
  }

  StudyTable table() {
    StudyTable table =
        new StudyTable(
            "C2",
            "Confusion matrices",
            "cohort",
            "model",
            "died, called a death",
            "died, called alive",
            "alive, called a death",
            "alive, called alive",
            "weighted: died, called a death",
            "weighted: died, called alive",
            "weighted: alive, called a death",
            "weighted: alive, called alive");
    for (ClassCohort cohort : study.cohorts()) {
      for (ClassModel model : performance.models(cohort).values()) {
        List<ConfusionMatrix> all = matrices(model);
        StudyTable.Row row = table.row(cohort.name(), model.name());
        int digits = all.size() == 1 ? 0 : 1;
        add(row, mean(all.stream().map(ConfusionMatrix::counts).toList()), digits);
        add(row, mean(all.stream().map(ConfusionMatrix::weighted).toList()), 1);
      }
    }
    return table;
  }

  private static void add(StudyTable.Row row, Cells cells, int digits) {
    row.value(cells.truePositive(), digits)
        .value(cells.falseNegative(), digits)
        .value(cells.falsePositive(), digits)
        .value(cells.trueNegative(), digits);
  }

  String note() {
    return ("Held-out patients with a label, of all folds, called a death at a probability of %s or"
            + " more: counted, and by their weights, whose mean is 1. %s%s")
        .formatted(
            ClassStudy.plain(study.chosen().threshold()), study.weightsNote(), study.repeatsNote());
  }
}
