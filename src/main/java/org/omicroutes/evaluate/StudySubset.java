package org.omicroutes.evaluate;

import java.util.Arrays;
import org.omicroutes.survival.Calibration;
import org.omicroutes.survival.Concordance;
import org.omicroutes.survival.Estimate;
import org.omicroutes.survival.TimeDependentAuc;

/**
 * Measures of one model on some patients of a cohort, given by their positions; the same one may be
 * there several times.
 */
final class StudySubset {
  private final StudyModel model;
  private final double[] times;
  private final boolean[] events;
  private final double[][] survival;
  private final double horizon;

  StudySubset(StudyCohort cohort, StudyModel model, int months) {
    this.model = model;
    this.times = cohort.times();
    this.events = cohort.events();
    this.horizon = StudyCohort.days(months);
    this.survival = new double[model.repeats()][];
    Arrays.setAll(survival, r -> model.survivalAt(r, months));
  }

  int repeats() {
    return survival.length;
  }

  private static double[] pick(double[] values, int[] own) {
    double[] picked = new double[own.length];
    for (int k = 0; k < own.length; k++) {
      picked[k] = values[own[k]];
    }
    return picked;
  }

  private boolean[] events(int[] own) {
    boolean[] picked = new boolean[own.length];
    for (int k = 0; k < own.length; k++) {
      picked[k] = events[own[k]];
    }
    return picked;
  }

  /** Harrell's C, patients of the same test fold compared. */
  Estimate c(int repeat, int[] own) {
    int[] folds = Arrays.stream(own).map(i -> model.foldOf(repeat)[i]).toArray();
    return Concordance.stratified(
        pick(times, own), events(own), pick(model.risk(repeat), own), folds);
  }

  /** By the quantile of risk within the whole test fold. */
  Estimate auc(int repeat, int[] own) {
    return TimeDependentAuc.at(
        pick(times, own), events(own), pick(model.quantiles(repeat), own), horizon);
  }

  /** {@code log(observed/expected)}. */
  Calibration.Fitted observedToExpected(int repeat, int[] own) {
    return Calibration.intercept(
        pick(times, own), events(own), pick(survival[repeat], own), horizon);
  }
}
