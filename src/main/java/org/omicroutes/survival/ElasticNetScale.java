package org.omicroutes.survival;

import java.util.Arrays;
import java.util.Objects;
import org.omicroutes.cohort.DataException;

/**
 * Features as {@link ElasticNetSolver} takes them: in sorted sample order, centred and divided by
 * their standard deviation whether the penalty is on that scale or not (the factors of the penalty
 * make up for it), so that one tolerance suits all.
 *
 * @param x features × sorted samples; null for a constant feature
 * @param deviations weighted, divisor n
 * @param l1 factor of the lasso penalty on the scaled coefficient
 * @param l2 factor of the ridge penalty on the scaled coefficient
 */
public record ElasticNetScale(double[][] x, double[] deviations, double[] l1, double[] l2) {

  /** Below this part of its mean a standard deviation is rounding: the feature is constant. */
  private static final double CONSTANT = 1e-10;

  /**
   * @param features features × samples in the solver's order, finite; they become the scaled ones
   * @param weights of the samples, which sum to 1
   * @param settings the penalty's factors and scale
   * @throws DataException where a value is missing, or all features are constant or unpenalised
   */
  public static ElasticNetScale of(
      double[][] features, double[] weights, CoxElasticNet.Settings settings) {
    int p = features.length;
    double[] factors = penaltyFactors(settings.penaltyFactors(), p);
    double[][] x = new double[p][];
    double[] deviations = new double[p];
    double[] l1 = new double[p];
    double[] l2 = new double[p];
    for (int j = 0; j < p; j++) {
      for (double value : features[j]) {
        if (!Double.isFinite(value)) {
          throw DataException.of(
              "a value of " + value + " in feature " + (j + 1), "finite numbers");
        }
      }
      deviations[j] = standardise(features[j], weights);
      x[j] = deviations[j] > 0 ? features[j] : null;
      double unit = settings.standardize() || deviations[j] == 0 ? 1 : deviations[j];
      l1[j] = factors[j] / unit;
      l2[j] = factors[j] / (unit * unit);
    }
    ElasticNetScale scale = new ElasticNetScale(x, deviations, l1, l2);
    if (scale.penalised() == 0) {
      throw DataException.of(
          p + " features that are constant or unpenalised", "at least one that varies");
    }
    return scale;
  }

  /** With an unpenalised feature of ones at the end. */
  public ElasticNetScale withIntercept() {
    int p = x.length;
    double[][] all = Arrays.copyOf(x, p + 1);
    all[p] = new double[Arrays.stream(x).filter(Objects::nonNull).findFirst().orElseThrow().length];
    Arrays.fill(all[p], 1);
    double[] units = Arrays.copyOf(deviations, p + 1);
    units[p] = 1;
    return new ElasticNetScale(all, units, Arrays.copyOf(l1, p + 1), Arrays.copyOf(l2, p + 1));
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
    double mean = ElasticNetSolver.dot(values, weights);
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
  public int penalised() {
    int count = 0;
    for (int j = 0; j < x.length; j++) {
      count += penalised(j) ? 1 : 0;
    }
    return count;
  }

  /** The largest gradient of a penalised feature by its factor. */
  public double largestScore(double[] gradient) {
    double largest = 0;
    for (int j = 0; j < x.length; j++) {
      if (penalised(j)) {
        largest = Math.max(largest, Math.abs(ElasticNetSolver.dot(x[j], gradient)) / l1[j]);
      }
    }
    return largest;
  }

  /** Adds the ridge coefficients in the limit of a large lambda: along the gradient. */
  public void addInfinitesimal(double[] gradient, double lambda, double[] scaled) {
    for (int j = 0; j < x.length; j++) {
      if (penalised(j)) {
        scaled[j] += ElasticNetSolver.dot(x[j], gradient) / (lambda * l2[j]);
      }
    }
  }

  /** Coefficients of the features as given, from those of the scaled ones. */
  public double[] original(double[] scaled) {
    double[] original = new double[scaled.length];
    for (int j = 0; j < scaled.length; j++) {
      original[j] = scaled[j] == 0 ? 0 : scaled[j] / deviations[j];
    }
    return original;
  }
}
