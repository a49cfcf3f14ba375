package org.omicroutes.survival;

import java.util.Arrays;

/**
 * The Cox log partial likelihood as a function of the samples' linear predictors, ties after
 * Breslow; value, gradient and products with the negative Hessian cost O(n) once sorted.
 */
final class PartialLikelihood {
  private final int[] order;
  private final int[] blockEnd;
  private final double[] deaths;
  private final boolean[] events;
  private final double[] hazards;
  private final double[] riskSum;

  PartialLikelihood(double[] times, boolean[] events) {
    int n = times.length;
    this.order = TimeOrder.ascending(times);
    this.events = events;
    this.hazards = new double[n];
    int blocks = 0;
    int[] ends = new int[n];
    double[] counts = new double[n];
    for (int start = 0; start < n; ) {
      int end = start;
      while (end < n && times[order[end]] == times[order[start]]) {
        counts[blocks] += events[order[end]] ? 1 : 0;
        end++;
      }
      ends[blocks++] = end;
      start = end;
    }
    this.blockEnd = Arrays.copyOf(ends, blocks);
    this.deaths = Arrays.copyOf(counts, blocks);
    this.riskSum = new double[blocks];
  }

  /**
   * Moves to these linear predictors, to which gradient and Hessian then refer.
   *
   * @return the log partial likelihood there
   */
  double at(double[] eta) {
    double largest = Arrays.stream(eta).max().orElse(0);
    double logLik = 0;
    for (int i = 0; i < eta.length; i++) {
      hazards[i] = Math.exp(eta[i] - largest);
      logLik += events[i] ? eta[i] - largest : 0;
    }
    double sum = 0;
    for (int b = blockEnd.length - 1; b >= 0; b--) {
      for (int k = blockEnd[b] - 1; k >= (b == 0 ? 0 : blockEnd[b - 1]); k--) {
        sum += hazards[order[k]];
      }
      riskSum[b] = sum;
      logLik -= deaths[b] > 0 ? deaths[b] * Math.log(sum) : 0;
    }
    return logLik;
  }

  /** The martingale residuals: derivative by each linear predictor. */
  void gradient(double[] gradient) {
    double cumulative = 0;
    int k = 0;
    for (int b = 0; b < blockEnd.length; b++) {
      cumulative += deaths[b] > 0 ? deaths[b] / riskSum[b] : 0;
      for (; k < blockEnd[b]; k++) {
        int i = order[k];
        gradient[i] = (events[i] ? 1 : 0) - hazards[i] * cumulative;
      }
    }
  }

  /** The negative Hessian (positive semidefinite) times {@code v}. */
  void hessianTimes(double[] v, double[] product) {
    double[] means = new double[blockEnd.length];
    double sum = 0;
    for (int b = blockEnd.length - 1; b >= 0; b--) {
      for (int k = blockEnd[b] - 1; k >= (b == 0 ? 0 : blockEnd[b - 1]); k--) {
        sum += hazards[order[k]] * v[order[k]];
      }
      means[b] = sum / riskSum[b];
    }
    double own = 0;
    double shared = 0;
    int k = 0;
    for (int b = 0; b < blockEnd.length; b++) {
      if (deaths[b] > 0) {
        own += deaths[b] / riskSum[b];
        shared += deaths[b] / riskSum[b] * means[b];
      }
      for (; k < blockEnd[b]; k++) {
        int i = order[k];
        product[i] = hazards[i] * (own * v[i] - shared);
      }
    }
  }
}
