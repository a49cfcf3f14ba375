package org.omicroutes.reduce;

import java.util.Arrays;
import java.util.List;

/**
 * The normal posteriors of the samples' factors while a model is trained. Every sample carries an
 * extra last coordinate that is 1, which takes the features' intercepts.
 */
final class MofaFactors {
  private int factors;

  /** Samples × (factors + 1): posterior means, then 1. */
  double[][] mean;

  /** Samples × packed (factors + 1): second moments. */
  double[][] moment;

  /** Minus the divergence of the posteriors from the prior. */
  double evidence;

  /**
   * Starts from given means.
   *
   * @param start factors × samples
   * @param variance of every factor of every sample
   */
  MofaFactors(double[][] start, double variance) {
    factors = start.length;
    int samples = start[0].length;
    mean = new double[samples][factors + 1];
    moment = new double[samples][Packed.length(factors + 1)];
    for (int n = 0; n < samples; n++) {
      for (int k = 0; k < factors; k++) {
        mean[n][k] = start[k][n];
        moment[n][Packed.diagonal(k)] = variance;
      }
      mean[n][factors] = 1;
      Packed.addOuter(moment[n], mean[n]);
    }
    double each = 0.5 * (Math.log(variance) + 1 - variance);
    evidence = each * factors * samples;
    for (double[] m : mean) {
      for (int k = 0; k < factors; k++) {
        evidence -= 0.5 * m[k] * m[k];
      }
    }
  }

  int factors() {
    return factors;
  }

  int samples() {
    return mean.length;
  }

  /** Best posteriors given the views' loadings. */
  void update(List<? extends MofaView> views) {
    double[][] precision = new double[samples()][Packed.length(factors + 1)];
    double[][] linear = new double[factors][samples()];
    for (MofaView view : views) {
      view.addEvidence(precision, linear);
    }
    evidence = 0;
    double[] right = new double[factors];
    for (int n = 0; n < samples(); n++) {
      for (int k = 0; k < factors; k++) {
        right[k] = linear[k][n];
      }
      evidence += solve(precision[n], right, mean[n], moment[n]);
    }
  }

  /**
   * One sample's posterior, written to {@code mean} and {@code moment}.
   *
   * @param precision packed factors + 1, as the views sum it up; the last row shifts for intercepts
   * @param linear the views' linear terms
   * @return minus its divergence from the prior
   */
  static double solve(double[] precision, double[] linear, double[] mean, double[] moment) {
    int factors = linear.length;
    int length = Packed.length(factors);
    double[] covariance = new double[length];
    System.arraycopy(precision, 0, covariance, 0, length);
    double[] right = new double[factors];
    for (int k = 0; k < factors; k++) {
      covariance[Packed.diagonal(k)] += 1;
      right[k] = linear[k] - precision[length + k];
    }
    double evidence = 0.5 * (Packed.invert(covariance, factors) + factors);
    double[] solved = Packed.times(covariance, right);
    System.arraycopy(solved, 0, mean, 0, factors);
    mean[factors] = 1;
    Arrays.fill(moment, 0);
    System.arraycopy(covariance, 0, moment, 0, length);
    Packed.addOuter(moment, mean);
    for (int k = 0; k < factors; k++) {
      evidence -= 0.5 * moment[Packed.diagonal(k)];
    }
    return evidence;
  }

  /** Goes on with some of the factors; the others are forgotten. */
  void keep(int[] kept) {
    int[] withIntercept = withIntercept(kept, factors);
    for (int n = 0; n < mean.length; n++) {
      mean[n] = pick(mean[n], withIntercept);
      moment[n] = Packed.subset(moment[n], withIntercept);
    }
    factors = kept.length;
  }

  static int[] withIntercept(int[] kept, int factors) {
    int[] all = Arrays.copyOf(kept, kept.length + 1);
    all[kept.length] = factors;
    return all;
  }

  static double[] pick(double[] values, int[] kept) {
    double[] picked = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      picked[i] = values[kept[i]];
    }
    return picked;
  }
}
