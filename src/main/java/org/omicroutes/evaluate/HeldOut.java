package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;

/**
 * A model's predictions of the test patients of one fold, with their outcomes.
 *
 * @param fold 1 and up
 * @param predictions the fold's test patients only
 * @param survival the same patients in the same order
 */
record HeldOut(int fold, SurvivalPredictions predictions, SurvivalData survival) {

  /** Mid-rank of each risk within the fold, over the number of patients: in (0, 1). */
  double[] riskQuantiles() {
    double[] risk = predictions.risk();
    int n = risk.length;
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> risk[i]));
    double[] quantiles = new double[n];
    for (int start = 0; start < n; ) {
      int end = start;
      while (end < n && risk[order[end]] == risk[order[start]]) {
        end++;
      }
      for (int k = start; k < end; k++) {
        quantiles[order[k]] = (start + end) / 2.0 / n;
      }
      start = end;
    }
    return quantiles;
  }

  /** All folds' patients as one, in the order of the folds; horizons that all folds have. */
  static HeldOut pooled(List<HeldOut> folds) {
    List<String> ids = new ArrayList<>();
    List<double[]> survival = new ArrayList<>();
    double[] risk = new double[0];
    double[] times = new double[0];
    List<Boolean> events = new ArrayList<>();
    for (HeldOut fold : folds) {
      ids.addAll(fold.predictions.sampleIds());
      survival.addAll(Arrays.asList(fold.predictions.survival()));
      risk = append(risk, fold.predictions.risk());
      times = append(times, fold.survival.times());
      for (boolean event : fold.survival.events()) {
        events.add(event);
      }
    }
    boolean[] flags = new boolean[events.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = events.get(i);
    }
    int[] months = folds.get(0).predictions.horizonMonths();
    return new HeldOut(
        0,
        new SurvivalPredictions(ids, risk, months, survival.toArray(double[][]::new)),
        new SurvivalData(ids, times, flags));
  }

  static double[] append(double[] first, double[] second) {
    double[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
