package org.omicroutes.neural;

import java.util.Arrays;

/**
 * The linear score beside a network when none is handed in: ridge Cox on the standardised tokens,
 * its penalty chosen by the cross-validated partial likelihood. The network is trained on the
 * out-of-fold scores: on scores of patients that the linear model had seen, it would learn to
 * correct an optimism that new patients do not have.
 *
 * @param coefficients one a token, for scores of new patients
 * @param outOfFold the score of each fitted patient by a model that had not seen it
 * @param penalty the chosen one
 */
record LinearPath(double[] coefficients, double[] outOfFold, double penalty) {
  // From nearly none to nearly nothing left, on standardised values.
  private static final double[] PENALTIES = {3000, 1000, 300, 100, 50, 25, 10, 3};

  /**
   * @param x patients × tokens
   * @param fold the fold of each patient, from 0
   */
  static LinearPath fit(double[][] x, double[] times, boolean[] events, int[] fold) {
    RidgeCox all = new RidgeCox(x, times, events);
    int folds = Arrays.stream(fold).max().orElse(0) + 1;
    double[] gain = new double[PENALTIES.length];
    double[][] scores = new double[PENALTIES.length][x.length];
    for (int k = 0; k < folds; k++) {
      RidgeCox part = without(k, x, times, events, fold);
      double[] beta = new double[x[0].length];
      for (int l = 0; l < PENALTIES.length; l++) {
        beta = part.fit(PENALTIES[l], beta);
        gain[l] += all.logLikelihood(beta) - part.logLikelihood(beta);
        for (int i = 0; i < x.length; i++) {
          if (fold[i] == k) {
            scores[l][i] = RidgeCox.dot(x[i], beta);
          }
        }
      }
    }
    int best = 0;
    for (int l = 1; l < gain.length; l++) {
      best = gain[l] > gain[best] ? l : best;
    }
    double[] coefficients = all.fit(PENALTIES[best], new double[x[0].length]);
    return new LinearPath(coefficients, scores[best], PENALTIES[best]);
  }

  private static RidgeCox without(
      int k, double[][] x, double[] times, boolean[] events, int[] fold) {
    int[] kept =
        java.util.stream.IntStream.range(0, fold.length).filter(i -> fold[i] != k).toArray();
    double[][] part = new double[kept.length][];
    double[] time = new double[kept.length];
    boolean[] event = new boolean[kept.length];
    for (int i = 0; i < kept.length; i++) {
      part[i] = x[kept[i]];
      time[i] = times[kept[i]];
      event[i] = events[kept[i]];
    }
    return new RidgeCox(part, time, event);
  }
}
