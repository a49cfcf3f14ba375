package org.omicroutes.survival;

import java.util.Arrays;

/**
 * The weighted, stratified Cox log partial likelihood as a function of the linear predictors, ties
 * after Breslow. Weights are scaled to sum to 1. Everything here is in sorted positions (by
 * stratum, then time), so that sums over risk sets run through memory in order; value, gradient and
 * negative Hessian cost O(n).
 */
final class CoxElasticNetLikelihood implements PenalisedLikelihood {
  private final int[] order;
  private final double[] weights;
  private final double[] eventWeights;

  /**
   * First position of each group: the samples from one event time (or the stratum's start) up to
   * the next.
   */
  private final int[] groupStart;

  private final boolean[] firstOfStratum;
  private final double[] deaths;
  private final double saturated;

  private final double[] hazards;
  private final double[] riskSum;
  private final double[] ownHazard;
  private double linear;

  /**
   * @param weights observation weights, at least 0 and not all 0
   * @param strata any number per sample; risk sets do not cross strata
   */
  CoxElasticNetLikelihood(double[] times, boolean[] events, double[] weights, int[] strata) {
    int n = times.length;
    double total = Arrays.stream(weights).sum();
    Integer[] sorted = new Integer[n];
    Arrays.setAll(sorted, i -> i);
    Arrays.sort(
        sorted,
        (a, b) ->
            strata[a] != strata[b]
                ? Integer.compare(strata[a], strata[b])
                : Double.compare(times[a], times[b]));
    this.order = Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
    this.weights = new double[n];
    this.eventWeights = new double[n];
    int[] starts = new int[n + 1];
    boolean[] first = new boolean[n];
    double[] dead = new double[n];
    int groups = 0;
    for (int start = 0; start < n; ) {
      int i = order[start];
      boolean opens = start == 0 || strata[order[start - 1]] != strata[i];
      int end = start;
      double sum = 0;
      while (end < n && strata[order[end]] == strata[i] && times[order[end]] == times[i]) {
        this.weights[end] = weights[order[end]] / total;
        this.eventWeights[end] = events[order[end]] ? this.weights[end] : 0;
        sum += this.eventWeights[end];
        end++;
      }
      if (opens || sum > 0) {
        starts[groups] = start;
        first[groups] = opens;
        dead[groups++] = sum;
      }
      start = end;
    }
    starts[groups] = n;
    this.groupStart = Arrays.copyOf(starts, groups + 1);
    this.firstOfStratum = Arrays.copyOf(first, groups);
    this.deaths = Arrays.copyOf(dead, groups);
    this.saturated = -Arrays.stream(deaths).filter(d -> d > 0).map(d -> d * Math.log(d)).sum();
    this.hazards = new double[n];
    this.ownHazard = new double[n];
    this.riskSum = new double[groups];
  }

  @Override
  public int size() {
    return order.length;
  }

  /** Weights by sorted position; they sum to 1. */
  double[] weights() {
    return weights;
  }

  /** The samples' values in sorted positions. */
  double[] sort(double[] values) {
    double[] sorted = new double[order.length];
    for (int k = 0; k < sorted.length; k++) {
      sorted[k] = values[order[k]];
    }
    return sorted;
  }

  /** The largest log partial likelihood any model can reach, as glmnet defines it. */
  double saturated() {
    return saturated;
  }

  @Override
  public double at(double[] eta) {
    int groups = deaths.length;
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : eta) {
      largest = Math.max(largest, value);
    }
    linear = 0;
    for (int k = 0; k < eta.length; k++) {
      hazards[k] = weights[k] * Math.exp(eta[k] - largest);
      linear += eventWeights[k] * (eta[k] - largest);
    }
    double logLik = linear;
    double sum = 0;
    for (int g = groups - 1; g >= 0; g--) {
      for (int k = groupStart[g]; k < groupStart[g + 1]; k++) {
        sum += hazards[k];
      }
      riskSum[g] = sum;
      logLik -= deaths[g] > 0 ? deaths[g] * Math.log(sum) : 0;
      sum = firstOfStratum[g] ? 0 : sum;
    }
    double cumulative = 0;
    for (int g = 0; g < groups; g++) {
      cumulative = (firstOfStratum[g] ? 0 : cumulative) + rate(g);
      for (int k = groupStart[g]; k < groupStart[g + 1]; k++) {
        ownHazard[k] = hazards[k] * cumulative;
      }
    }
    return logLik;
  }

  private double rate(int group) {
    return deaths[group] > 0 ? deaths[group] / riskSum[group] : 0;
  }

  /** The derivative by each linear predictor (weighted martingale residuals). */
  @Override
  public void gradient(double[] gradient) {
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] = eventWeights[k] - ownHazard[k];
    }
  }

  @Override
  public CoxElasticNetHessian hessian() {
    double[] scales = new double[deaths.length];
    for (int g = 0; g < scales.length; g++) {
      scales[g] = deaths[g] > 0 ? rate(g) / riskSum[g] : 0;
    }
    return new CoxElasticNetHessian(
        groupStart, firstOfStratum, hazards.clone(), ownHazard.clone(), scales);
  }
}
