package org.omicroutes.survival;

import java.util.Arrays;
import org.omicroutes.cohort.DataException;

/**
 * Features as {@link CoxElasticNetSolver} takes them: in sorted sample order, centred and divided
 * by their standard deviation whether the penalty is on that scale or not (the factors of the
 * penalty make up for it), so that one tolerance suits all.
 *
 * @param x features × sorted samples; null for a constant feature
 * @param deviations weighted, divisor n
 * @param l1 factor of the lasso penalty on the scaled coefficient
 * @param l2 factor of the ridge penalty on the scaled coefficient
 */
record CoxElasticNetScale(double[][] x, double[] deviations, double[] l1, double[] l2) {

  /** Below this part of its mean a standard deviation is rounding: the feature is constant. */
  private static final double CONSTANT = 1e-10;

  static CoxElasticNetScale of(
      CoxElasticNetData data, CoxElasticNetLikelihood likelihood, CoxElasticNet.Settings settings) {
    int p = data.features().length;
    double[] factors = penaltyFactors(settings.penaltyFactors(), p);
    double[][] x = new double[p][];
    double[] deviations = new double[p];
    double[] l1 = new double[p];
    double[] l2 = new double[p];
    double[] values = new double[data.size()];
    for (int j = 0; j < p; j++) {
      double[] row = data.features()[j];
      for (int i = 0; i < values.length; i++) {
        values[i] = row[data.columns()[i]];
        if (!Double.isFinite(values[i])) {
          throw DataException.of(
              "a value of " + values[i] + " in feature " + (j + 1), "finite numbers");
        }
      }
      double[] sorted = likelihood.sort(values);
      deviations[j] = standardise(sorted, likelihood.weights());
      x[j] = deviations[j] > 0 ? sorted : null;
      double unit = settings.standardize() || deviations[j] == 0 ? 1 : deviations[j];
      l1[j] = factors[j] / unit;
      l2[j] = factors[j] / (unit * unit);
    }
    CoxElasticNetScale scale = new CoxElasticNetScale(x, deviations, l1, l2);
    if (scale.penalised() == 0) {
      throw DataException.of(
          p + " features that are constant or unpenalised", "at least one that varies");
    }
    return scale;
  }

  private static double[] penaltyFactors(double[] given, int p) {
    double[] factors = given == null ? new double[p] : given.clone();
    if (given == null) {
      Arrays.fill(factors, 1);
    }
    if (factors.length != p) {
      throw new IllegalArgumentException(factors.length + " penalty factors, " + p + " features");
    }
    for (double factor : factors) {
      if (!(factor >= 0) || Double.isInfinite(factor)) {
        throw new IllegalArgumentException(
            "penalty factors: found " + factor + ", expected numbers >= 0");
      }
    }
    double sum = Arrays.stream(factors).sum();
    return Arrays.stream(factors).map(f -> sum > 0 ? f * p / sum : 0).toArray();
  }

  /** Centres and scales in place; the standard deviation, 0 for a constant feature. */
  private static double standardise(double[] values, double[] weights) {
    double mean = CoxElasticNetSolver.dot(values, weights);
    double squares = 0;
    for (int k = 0; k < values.length; k++) {
      values[k] -= mean;
      squares += weights[k] * values[k] * values[k];
    }
    double deviation = Math.sqrt(squares);
    if (!(deviation > CONSTANT * Math.abs(mean)) || deviation < Double.MIN_NORMAL) {
      return 0;
    }
    for (int k = 0; k < values.length; k++) {
      values[k] /= deviation;
    }
    return deviation;
  }

  boolean penalised(int j) {
    return x[j] != null && l2[j] > 0;
  }

  /** How many features vary and are penalised. */
  int penalised() {
    int count = 0;
    for (int j = 0; j < x.length; j++) {
      count += penalised(j) ? 1 : 0;
    }
    return count;
  }

  /** The largest gradient of a penalised feature by its factor. */
  double largestScore(double[] gradient) {
    double largest = 0;
    for (int j = 0; j < x.length; j++) {
      if (penalised(j)) {
        largest = Math.max(largest, Math.abs(CoxElasticNetSolver.dot(x[j], gradient)) / l1[j]);
      }
    }
    return largest;
  }

  /** Adds the ridge coefficients in the limit of a large lambda: along the gradient. */
  void addInfinitesimal(double[] gradient, double lambda, double[] scaled) {
    for (int j = 0; j < x.length; j++) {
      if (penalised(j)) {
        scaled[j] += CoxElasticNetSolver.dot(x[j], gradient) / (lambda * l2[j]);
      }
    }
  }

  /** Coefficients of the features as given, from those of the scaled ones. */
  double[] original(double[] scaled) {
    double[] original = new double[scaled.length];
    for (int j = 0; j < scaled.length; j++) {
      original[j] = scaled[j] == 0 ? 0 : scaled[j] / deviations[j];
    }
    return original;
  }
}
