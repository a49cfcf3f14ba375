package org.omicroutes.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.evaluate.StudyReport.CalibrationBelt;
import org.omicroutes.survival.ResampledWeights;

/**
 * Calibration belts (F4), of main model and baseline unless others are named. All repeats' held-out
 * predictions go in, each with a share of the patient's weight, so that repeats do not narrow the
 * belt.
 */
final class StudyBelts {
  private static final int GRID = 50;

  private final Study study;
  private final Function<StudyCohort, List<StudyModel>> shown;
  private final Function<StudyCohort, double[]> weights;

  StudyBelts(Study study) {
    this(
        study,
        cohort -> StudyFigures.shown(study, cohort),
        cohort -> censoring(study, cohort).of(cohort.once()));
  }

  /**
   * @param shown the models of a cohort that have a belt
   * @param weights of a cohort's patients, 0 where the outcome at the horizon is not known
   */
  StudyBelts(
      Study study,
      Function<StudyCohort, List<StudyModel>> shown,
      Function<StudyCohort, double[]> weights) {
    this.study = study;
    this.shown = shown;
    this.weights = weights;
  }

  private static ResampledWeights censoring(Study study, StudyCohort cohort) {
    double days = StudyCohort.days(study.settings().horizonMonths());
    return new ResampledWeights(cohort.times(), cohort.events(), days);
  }

  List<CalibrationBelt> belts() {
    record Drawn(StudyCohort cohort, StudyModel model) {}
    StopSignal stop = StopSignal.current();
    return study.cohorts().stream()
        .flatMap(c -> shown.apply(c).stream().map(m -> new Drawn(c, m)))
        .toList()
        .parallelStream()
        .map(d -> stop.get(() -> belt(d.cohort, d.model)))
        .filter(belt -> belt != null)
        .toList();
  }

  private CalibrationBelt belt(StudyCohort cohort, StudyModel model) {
    int months = study.settings().horizonMonths();
    ResampledWeights censoring = censoring(study, cohort);
    double[] own = weights.apply(cohort);
    int n = own.length;
    int repeats = model.repeats();
    double[] predicted = new double[n * repeats];
    double[] stacked = new double[n * repeats];
    boolean[] happened = new boolean[n * repeats];
    for (int r = 0; r < repeats; r++) {
      double[] survival = model.survivalAt(r, months);
      for (int i = 0; i < n; i++) {
        predicted[r * n + i] = 1 - survival[i];
        stacked[r * n + i] = own[i];
        happened[r * n + i] = censoring.isCase(i);
      }
    }
    var belt =
        org.omicroutes.survival.CalibrationBelt.of(
            predicted, happened, stacked, repeats, GRID, 0.8, 0.95);
    boolean[] seen = Arrays.copyOf(happened, n);
    return belt == null
        ? null
        : new CalibrationBelt(
            cohort.name(),
            model.name(),
            months,
            belt.predicted(),
            belt.observed(),
            belt.bands()[0].lower(),
            belt.bands()[0].upper(),
            belt.bands()[1].lower(),
            belt.bands()[1].upper(),
            Arrays.copyOf(predicted, n),
            seen);
  }
}
