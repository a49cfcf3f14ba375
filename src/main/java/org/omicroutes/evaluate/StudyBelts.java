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

  StudyBelts(Study study) {
    this(study, cohort -> StudyFigures.shown(study, cohort));
  }

  /**
   * @param shown the models of a cohort that have a belt
   */
  StudyBelts(Study study, Function<StudyCohort, List<StudyModel>> shown) {
    this.study = study;
    this.shown = shown;
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
    ResampledWeights censoring =
        new ResampledWeights(cohort.times(), cohort.events(), StudyCohort.days(months));
    double[] weights = censoring.of(cohort.once());
    int n = weights.length;
    int repeats = model.repeats();
    double[] predicted = new double[n * repeats];
    double[] stacked = new double[n * repeats];
    boolean[] happened = new boolean[n * repeats];
    for (int r = 0; r < repeats; r++) {
      double[] survival = model.survivalAt(r, months);
      for (int i = 0; i < n; i++) {
        predicted[r * n + i] = 1 - survival[i];
        stacked[r * n + i] = weights[i];
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
