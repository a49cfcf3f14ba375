package org.omicroutes.network;

/**
 * Mean and standard deviation (n - 1) of the values that are not missing; both NaN where there are
 * fewer than two.
 */
record Moments(double mean, double sd) {
  static Moments of(double[] values) {
    double sum = 0;
    int n = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        n++;
      }
    }
    if (n < 2) {
      return new Moments(Double.NaN, Double.NaN);
    }
    double mean = sum / n;
    double squares = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        squares += (value - mean) * (value - mean);
      }
    }
    return new Moments(mean, Math.sqrt(squares / (n - 1)));
  }

  /** Whether the values differ at all, beyond rounding. */
  boolean varies() {
    return sd > 1e-12 * Math.max(1, Math.abs(mean));
  }
}
