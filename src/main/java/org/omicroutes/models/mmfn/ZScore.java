package org.omicroutes.models.mmfn;

import java.util.Arrays;

/**
 * How a number becomes a z-score: missing values are filled with the median, the rest is cut.
 *
 * @param median of the training patients' values, counts for those that are missing
 * @param mean of the training patients, the missing ones filled
 * @param sd standard deviation (divisor n - 1) of the same; 0 where they do not vary
 */
record ZScore(double median, double mean, double sd) {
  /** Further from the mean tells no more, and would carry a network out of what it has seen. */
  static final double LIMIT = 5;

  /**
   * @param values of training patients, NaN where missing, at least one known
   */
  static ZScore of(double[] values) {
    double median = ModalityColumns.median(ModalityColumns.known(values));
    double[] filled = Arrays.stream(values).map(v -> Double.isNaN(v) ? median : v).toArray();
    double mean = Arrays.stream(filled).sum() / filled.length;
    double squares = Arrays.stream(filled).map(v -> (v - mean) * (v - mean)).sum();
    double sd = filled.length < 2 ? 0 : Math.sqrt(squares / (filled.length - 1));
    return new ZScore(median, mean, sd > 1e-10 * Math.abs(mean) ? sd : 0);
  }

  /** A value's z-score within ±{@value #LIMIT}; the median's where it is missing. */
  double of(double value) {
    double z = ((Double.isNaN(value) ? median : value) - mean) / sd;
    return Math.max(-LIMIT, Math.min(LIMIT, z));
  }
}
