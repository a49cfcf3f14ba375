package org.omicroutes.survival;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The Cox log partial likelihood as a function of the samples' linear predictors, ties after
 * Breslow; value, gradient and products with the negative Hessian cost O(n) once sorted. With
 * strata it is the sum over them: samples are compared with those of their own stratum only.
 */
final class PartialLikelihood {
  private final int[] order;
  private final int[] blockEnd;
  private final boolean[] stratumStart;
  private final double[] deaths;
  private final boolean[] events;
  private final double[] hazards;
  private final double[] riskSum;

  PartialLikelihood(double[] times, boolean[] events) {
    this(times, events, new int[times.length]);
  }

  /**
   * @param strata of each sample, any numbers
   */
  PartialLikelihood(double[] times, boolean[] events, int[] strata) {
    int n = times.length;
    this.order =
        Arrays.stream(TimeOrder.ascending(times))
            .boxed()
            .sorted(Comparator.comparingInt(i -> strata[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.events = events;
    this.hazards = new double[n];
    int blocks = 0;
    int[] ends = new int[n];
    double[] counts = new double[n];
    boolean[] starts = new boolean[n];
    for (int start = 0; start < n; ) {
      int end = start;
      int stratum = strata[order[start]];
      starts[blocks] = start == 0 || strata[order[start - 1]] != stratum;
      while (end < n && times[order[end]] == times[order[start]] && strata[order[end]] == stratum) {
        counts[blocks] += events[order[end]] ? 1 : 0;
        end++;
      }
      ends[blocks++] = end;
      start = end;
    }
    this.blockEnd = Arrays.copyOf(ends, blocks);
    this.deaths = Arrays.copyOf(counts, blocks);
    this.stratumStart = Arrays.copyOf(starts, blocks);
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
      sum = stratumStart[b] ? 0 : sum;
    }
    return logLik;
  }

  /** The martingale residuals: derivative by each linear predictor. */
  void gradient(double[] gradient) {
    double cumulative = 0;
    int k = 0;
    for (int b = 0; b < blockEnd.length; b++) {
      cumulative = stratumStart[b] ? 0 : cumulative;
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
      sum = stratumStart[b] ? 0 : sum;
    }
    double own = 0;
    double shared = 0;
    int k = 0;
    for (int b = 0; b < blockEnd.length; b++) {
      own = stratumStart[b] ? 0 : own;
      shared = stratumStart[b] ? 0 : shared;
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
