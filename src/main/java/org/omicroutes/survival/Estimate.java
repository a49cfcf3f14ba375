package org.omicroutes.survival;

/**
 * An estimate with its standard error and each sample's influence on it, which make paired
 * comparisons of two models on the same samples possible.
 *
 * @param value NaN where it cannot be estimated
 * @param influence one a sample, sums to about 0; the squared standard error is the sum of squares
 */
public record Estimate(double value, double[] influence) {

  /** An estimate that the data do not allow. */
  static Estimate none(int samples) {
    return new Estimate(Double.NaN, new double[samples]);
  }

  /** Makes a sum of n squares a sample variance: {@code sqrt(n / (n - 1))}, as timeROC has it. */
  static double smallSample(int n) {
    return n > 1 ? Math.sqrt(n / (n - 1.0)) : 1;
  }

  public boolean estimable() {
    return !Double.isNaN(value);
  }

  /** Standard error; NaN where there is no estimate. */
  public double standardError() {
    if (!estimable()) {
      return Double.NaN;
    }
    double sum = 0;
    for (double d : influence) {
      sum += d * d;
    }
    return Math.sqrt(sum);
  }

  /** This minus another, on the same samples in the same order, with the paired standard error. */
  public Estimate minus(Estimate other) {
    if (other.influence.length != influence.length) {
      throw new IllegalArgumentException(
          "estimates on " + influence.length + " and " + other.influence.length + " samples");
    }
    double[] difference = new double[influence.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = influence[i] - other.influence[i];
    }
    return new Estimate(value - other.value, difference);
  }
}
