package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.omicroutes.classify.HorizonLabels.Censored;

/** Makes all tables of a study of death by a horizon, and the data of its figures. */
final class ClassReporter {
  private final ClassStudy study;
  private final BiConsumer<Double, String> progress;
  private final List<StudyReport.Table> tables = new ArrayList<>();
  private final List<StudyTable.Figure> figures = new ArrayList<>();

  /**
   * @param progress told the share done and what comes next
   */
  ClassReporter(ClassStudy study, BiConsumer<Double, String> progress) {
    this.study = study;
    this.progress = progress;
  }

  /** Every figure of every table with all its digits; filled by {@link #report}. */
  List<StudyTable.Figure> figures() {
    return figures;
  }

  ClassReport report() {
    progress.accept(0.1, "performance");
    ClassPerformance performance = new ClassPerformance(study);
    add(performance.table(), performance.note());
    add(ClassPatients.table(study), ClassPatients.note(study));
    ClassErrors errors = new ClassErrors(study, performance);
    add(errors.table(), errors.note());
    progress.accept(0.5, "calibration");
    ClassCalibrationTables calibration = new ClassCalibrationTables(study, performance);
    add(calibration.table(), calibration.note());
    ClassComparisons comparisons = new ClassComparisons(study, performance);
    add(comparisons.table(), comparisons.note());
    ClassFolds folds = new ClassFolds(study, performance);
    add(folds.means(), ClassFolds.meansNote());
    add(folds.each(), ClassFolds.eachNote());
    ClassReview review = new ClassReview(study);
    add(review.table(), review.note());
    progress.accept(0.7, "importance");
    ClassImportanceTables importance = new ClassImportanceTables(study);
    add(importance.table(), importance.note());
    add(importance.agreement(), ClassImportanceTables.agreementNote());
    ClassCounterfactuals changes = new ClassCounterfactuals(study);
    add(changes.table(), changes.note());
    add(changes.features(), ClassCounterfactuals.featuresNote());
    progress.accept(0.8, "figures");
    ClassCurves curves = new ClassCurves(study, performance);
    return new ClassReport(
        shared(performance, comparisons),
        outcome(),
        ClassPatients.counts(study),
        curves.roc(),
        curves.precisionRecall(),
        curves.histograms(),
        errors.confusions(),
        study.cohorts().stream().flatMap(c -> c.learning().stream()).toList(),
        importance.all());
  }

  /** Tables of inputs that were not given are left out. */
  private void add(StudyTable table, String note) {
    if (!table.isEmpty()) {
      tables.add(table.print(note));
      figures.addAll(table.figures());
    }
  }

  /** What all studies have, the figures of survival studies empty. */
  private StudyReport shared(ClassPerformance performance, ClassComparisons comparisons) {
    return new StudyReport(
        StudyReporter.setting(study.study()),
        new ClassHeadline(study, performance, comparisons).text(),
        tables,
        areas(performance),
        List.of(),
        List.of(),
        List.of(),
        new StudyBelts(study.study(), StudyCohort::models, c -> study.cohort(c).labels().weights())
            .belts(),
        List.of(),
        List.of(),
        List.of());
  }

  /** AUC at the one horizon, cohort by cohort: which models stand out is told by it. */
  private List<StudyReport.AucCurve> areas(ClassPerformance performance) {
    return study.cohorts().stream()
        .flatMap(c -> c.held().models().stream().map(m -> area(c, m.name(), performance)))
        .toList();
  }

  private StudyReport.AucCurve area(
      ClassCohort cohort, String model, ClassPerformance performance) {
    StudyValue auc = performance.area(cohort, model);
    return new StudyReport.AucCurve(
        cohort.name(),
        model,
        new int[] {study.months()},
        new double[] {auc.estimate()},
        new double[] {auc.lower()},
        new double[] {auc.upper()});
  }

  private ClassReport.Outcome outcome() {
    ClassSettings chosen = study.chosen();
    return new ClassReport.Outcome(
        study.months(),
        chosen.threshold(),
        chosen.reviewFrom(),
        chosen.reviewTo(),
        chosen.censored() == Censored.WEIGHTED ? "weighted" : "left out",
        study.level());
  }
}
