package org.omicroutes.survival;

import java.util.Arrays;
import org.omicroutes.cohort.SurvivalData;

/**
 * Ridge Cox regression on a kernel with the penalty chosen by cross-validation, and calibrated on
 * the out-of-fold scores that fall out of it.
 *
 * <p>The penalty refers to all training samples: a fold with a part f of their events is fitted
 * with {@code f * lambda}, so that its scores are shrunk as much as the full model's. Chosen is the
 * lambda with the largest cross-validated log partial likelihood (Verweij and van Houwelingen,
 * Statistics in Medicine 1993), {@code sum_k l(b_-k) - l_-k(b_-k)}; the largest lambda of equals.
 *
 * @param lambda the chosen penalty
 * @param crossValidated log partial likelihood by lambda, in the order of the grid
 * @param dual coefficients a: the score of a sample is {@code sum_i a_i k(x_i, x)}
 * @param outOfFold scores of the training samples from the folds that did not see them
 * @param slope what scores are multiplied by to be log hazards: a one-parameter Cox model on {@code
 *     outOfFold}, 0 where that is negative (scores that do not predict)
 * @param baseline Breslow's, from the sloped out-of-fold scores
 */
public record RidgeCox(
    double lambda,
    double[] crossValidated,
    double[] dual,
    double[] outOfFold,
    double slope,
    BreslowBaseline baseline) {

  /**
   * @param kernel training samples × training samples
   * @param lambdas descending
   * @param folds inner folds, at least 2; fewer where there are fewer events
   */
  public static RidgeCox fit(
      double[][] kernel, SurvivalData survival, double[] lambdas, int folds, long seed) {
    int n = survival.size();
    double[] times = survival.times();
    boolean[] events = survival.events();
    int used = Math.max(2, Math.min(folds, survival.eventCount()));
    int[] fold = FoldSplit.stratified(survival, used, seed);
    double[][] scores = new double[lambdas.length][n];
    double[] validated = new double[lambdas.length];
    PartialLikelihood all = new PartialLikelihood(times, events);
    for (int k = 1; k <= used; k++) {
      int[] inside = members(fold, k, false);
      boolean[] seen = select(events, inside);
      if (count(seen) == 0) {
        // With a single event its fold's complement has nothing to fit: scores stay 0 there.
        continue;
      }
      double share = (double) count(seen) / survival.eventCount();
      double[] insideTimes = select(times, inside);
      KernelCox model = new KernelCox(select(kernel, inside), insideTimes, seen);
      PartialLikelihood part = new PartialLikelihood(insideTimes, seen);
      double[] a = new double[inside.length];
      for (int l = 0; l < lambdas.length; l++) {
        a = model.fit(lambdas[l] * share, a);
        double[] eta = scores(kernel, inside, a);
        validated[l] += all.at(eta) - part.at(select(eta, inside));
        for (int i : members(fold, k, true)) {
          scores[l][i] = eta[i];
        }
      }
    }
    int best = 0;
    for (int l = 1; l < lambdas.length; l++) {
      best = validated[l] > validated[best] ? l : best;
    }
    KernelCox full = new KernelCox(kernel, times, events);
    double[] dual = new double[n];
    for (int l = 0; l <= best; l++) {
      dual = full.fit(lambdas[l], dual);
    }
    return calibrated(lambdas[best], validated, dual, scores[best], survival);
  }

  private static RidgeCox calibrated(
      double lambda, double[] validated, double[] dual, double[] outOfFold, SurvivalData survival) {
    ScoreCalibration calibration = ScoreCalibration.of(outOfFold, survival);
    return new RidgeCox(
        lambda, validated, dual, outOfFold, calibration.slope(), calibration.baseline());
  }

  private static double[] scores(double[][] kernel, int[] inside, double[] a) {
    double[] eta = new double[kernel.length];
    for (int i = 0; i < eta.length; i++) {
      double sum = 0;
      for (int k = 0; k < inside.length; k++) {
        sum += kernel[i][inside[k]] * a[k];
      }
      eta[i] = sum;
    }
    return eta;
  }

  private static int[] members(int[] fold, int k, boolean of) {
    return java.util.stream.IntStream.range(0, fold.length)
        .filter(i -> fold[i] == k == of)
        .toArray();
  }

  private static double[] select(double[] values, int[] from) {
    return Arrays.stream(from).mapToDouble(i -> values[i]).toArray();
  }

  private static boolean[] select(boolean[] values, int[] from) {
    boolean[] selected = new boolean[from.length];
    for (int i = 0; i < from.length; i++) {
      selected[i] = values[from[i]];
    }
    return selected;
  }

  private static double[][] select(double[][] matrix, int[] from) {
    double[][] selected = new double[from.length][];
    Arrays.setAll(selected, i -> select(matrix[from[i]], from));
    return selected;
  }

  private static int count(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return count;
  }
}
