package org.omicroutes.reduce;

import java.util.Arrays;

/**
 * One view while a model is trained: its data and the posteriors of its loadings, each feature's a
 * normal distribution over factors and intercept with full covariance, and of the relevance of each
 * factor in this view (automatic relevance determination).
 */
abstract class MofaView {
  final int features;
  final int samples;

  /** Features × (factors + 1): posterior means of loadings, then the intercept. */
  final double[][] weight;

  /** Features × packed (factors + 1): second moments. */
  final double[][] moment;

  private final double interceptPrecision;
  private double[] relevance;

  /**
   * @param interceptPrecision of the normal prior of every intercept
   */
  MofaView(int features, int samples, int factors, double interceptPrecision) {
    this.interceptPrecision = interceptPrecision;
    this.features = features;
    this.samples = samples;
    weight = new double[features][factors + 1];
    moment = new double[features][Packed.length(factors + 1)];
    relevance = new double[factors];
    Arrays.fill(relevance, 1);
  }

  /**
   * Updates everything of the view given the factors.
   *
   * @return the view's part of the evidence lower bound, exact for the factors given
   */
  abstract double update(MofaFactors z);

  /** Adds what the view says of each sample's factors: packed precisions and linear terms. */
  abstract void addEvidence(double[][] precision, double[][] linear);

  /** The values that the factors explain, less the intercept; NaN where missing. */
  abstract double[] target(int feature);

  /**
   * Posterior of one feature's loadings for a likelihood {@code w'b - w'Cw / 2}.
   *
   * @return the logarithm of the determinant of its covariance
   */
  final double solve(int d, double[] c, double scale, double[] b) {
    int size = b.length;
    double[] covariance = moment[d];
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = scale * c[i];
    }
    for (int k = 0; k < size - 1; k++) {
      covariance[Packed.diagonal(k)] += relevance[k];
    }
    covariance[Packed.diagonal(size - 1)] += interceptPrecision;
    double logDeterminant = Packed.invert(covariance, size);
    double[] mean = Packed.times(covariance, b);
    for (int k = 0; k < size; k++) {
      weight[d][k] = scale * mean[k];
    }
    Packed.addOuter(covariance, weight[d]);
    return logDeterminant;
  }

  /**
   * Updates the relevances and gives the evidence of loadings and relevances together.
   *
   * @param logDeterminants summed over features
   */
  final double updateRelevance(double logDeterminants) {
    int factors = relevance.length;
    double shape = MofaPrior.SHAPE + features / 2.0;
    double evidence = 0.5 * logDeterminants + 0.5 * features * (factors + 1);
    for (int k = 0; k < factors; k++) {
      double squares = squares(k);
      double rate = MofaPrior.RATE + 0.5 * squares;
      relevance[k] = shape / rate;
      evidence += 0.5 * features * MofaPrior.expectedLog(shape, rate);
      evidence -= 0.5 * relevance[k] * squares;
      evidence += MofaPrior.evidence(shape, rate);
    }
    evidence += 0.5 * features * Math.log(interceptPrecision);
    return evidence - 0.5 * interceptPrecision * squares(factors);
  }

  private double squares(int k) {
    double sum = 0;
    int at = Packed.diagonal(k);
    for (double[] m : moment) {
      sum += m[at];
    }
    return sum;
  }

  /** Goes on with some of the factors, in the order given. */
  void keep(int[] kept) {
    int[] all = MofaFactors.withIntercept(kept, relevance.length);
    relevance = MofaFactors.pick(relevance, kept);
    for (int d = 0; d < features; d++) {
      weight[d] = MofaFactors.pick(weight[d], all);
      moment[d] = Packed.subset(moment[d], all);
    }
  }

  /**
   * Share of the view's variance that factors explain: {@code 1 - Σ (y - z w)² / Σ y²}, y less its
   * intercept, over the values that are there; of zeros and ones y is the bound's working value.
   * One value for each factor alone, then one for all. (mofapy2 counts missing zeros and ones too,
   * as zeros that nothing explains.)
   */
  final double[] explained(MofaFactors z) {
    int factors = z.factors();
    double[] left = new double[factors + 1];
    double total = 0;
    for (int d = 0; d < features; d++) {
      double[] y = target(d);
      double[] w = weight[d];
      for (int n = 0; n < samples; n++) {
        if (!Double.isNaN(y[n])) {
          double[] m = z.mean[n];
          double fitted = 0;
          for (int k = 0; k < factors; k++) {
            double part = m[k] * w[k];
            fitted += part;
            left[k] += part * (part - 2 * y[n]);
          }
          left[factors] += fitted * (fitted - 2 * y[n]);
          total += y[n] * y[n];
        }
      }
    }
    for (int k = 0; k <= factors; k++) {
      left[k] = -left[k] / total;
    }
    return left;
  }
}
