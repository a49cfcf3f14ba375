package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.survival.KaplanMeier;

/** Makes all tables and the data of all figures. */
final class StudyReporter {
  private final Study study;
  private final BiConsumer<Double, String> progress;
  private final List<StudyReport.Table> tables = new ArrayList<>();
  private final List<StudyTable.Figure> figures = new ArrayList<>();

  /**
   * @param progress told the share done and what comes next
   */
  StudyReporter(Study study, BiConsumer<Double, String> progress) {
    this.study = study;
    this.progress = progress;
  }

  /** Every figure of every table with all its digits; filled by {@link #report}. */
  List<StudyTable.Figure> figures() {
    return figures;
  }

  StudyReport report() {
    progress.accept(0.05, "performance");
    StudyPerformance performance = new StudyPerformance(study);
    StudyComparisons comparisons = new StudyComparisons(study, performance);
    add(performance.table(), performance.note());
    add(comparisons.table(), comparisons.note());
    progress.accept(0.25, "stability");
    StudyStability stability = new StudyStability(study, performance);
    add(stability.table(), stability.note());
    StudyImportance importance = new StudyImportance(study);
    add(importance.table(), importance.note());
    StudyAblation ablation = StudyAblation.fitted(study, performance);
    add(ablation.table(), ablation.note());
    StudyAblation missing = StudyAblation.missing(study, performance);
    add(missing.table(), missing.note());
    progress.accept(0.5, "subgroups");
    StudySubgroups subgroups = new StudySubgroups(study);
    add(subgroups.table(), subgroups.note());
    progress.accept(0.7, "calibration");
    StudyCalibration calibration = new StudyCalibration(study);
    add(calibration.table(), calibration.note());
    StudyCoverage coverage = new StudyCoverage(study);
    add(coverage.table(), coverage.note());
    add(StudyPublished.table(study, performance, calibration), StudyPublished.note());
    progress.accept(0.85, "figures");
    StudyFigures drawn = new StudyFigures(study);
    return new StudyReport(
        setting(study),
        comparisons.headline(),
        tables,
        drawn.aucCurves(),
        drawn.eventCounts(),
        drawn.factorPoints(),
        importance.shares(),
        new StudyBelts(study).belts(),
        drawn.riskGroups(),
        missing.missingLayers(),
        drawn.attention());
  }

  /** Tables of inputs that were not given are left out. */
  private void add(StudyTable table, String note) {
    if (!table.isEmpty()) {
      tables.add(table.print(note));
      figures.addAll(table.figures());
    }
  }

  /** What was done, as every study's report tells it. */
  static StudyReport.Setting setting(Study study) {
    StudySettings s = study.settings();
    return new StudyReport.Setting(
        s.main(),
        study.models(),
        study.cohorts().stream().map(StudyReporter::cohort).toList(),
        study.cohorts().stream().mapToInt(StudyCohort::foldCount).max().orElse(0),
        study.cohorts().stream().mapToInt(StudyCohort::repeats).max().orElse(0),
        s.horizonMonths(),
        s.seed());
  }

  private static StudyReport.Cohort cohort(StudyCohort cohort) {
    boolean[] censored = cohort.events();
    for (int i = 0; i < censored.length; i++) {
      censored[i] = !censored[i];
    }
    // The median of the censoring distribution (Schemper and Smith, 1996)
    KaplanMeier followUp = KaplanMeier.of(cohort.times(), censored);
    double median = Double.NaN;
    for (int k = followUp.times().length - 1; k >= 0; k--) {
      median = followUp.survival()[k] <= 0.5 ? followUp.times()[k] : median;
    }
    return new StudyReport.Cohort(
        cohort.name(),
        cohort.survival().size(),
        cohort.survival().eventCount(),
        median / SurvivalPredictions.DAYS_PER_MONTH,
        layers(cohort));
  }

  /** Those that were taken away somewhere. */
  private static List<String> layers(StudyCohort cohort) {
    Stream<String> fitted =
        cohort.ablations().stream()
            .map(StudyModel::name)
            .filter(
                name ->
                    name.matches("(without|only)-.+") && !name.matches(".+-(network|pan-cancer)"))
            .map(name -> name.replaceFirst("(without|only)-", ""));
    Stream<String> missing =
        cohort.missing().stream().flatMap(m -> Stream.of(m.name().split("\\+")));
    return List.copyOf(new TreeSet<>(Stream.concat(fitted, missing).toList()));
  }
}
