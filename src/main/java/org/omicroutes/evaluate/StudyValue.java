package org.omicroutes.evaluate;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.omicroutes.survival.Bootstrap;

/**
 * A figure with its interval; NaN where there is none.
 *
 * @param standardError NaN where there is none
 */
record StudyValue(double estimate, double standardError, double lower, double upper) {
  static final StudyValue NONE = of(Double.NaN);

  /** Without an interval. */
  static StudyValue of(double estimate) {
    return new StudyValue(estimate, Double.NaN, Double.NaN, Double.NaN);
  }

  /** Normal limits, cut to the range that the measure can have. */
  static StudyValue normal(
      double estimate, double standardError, double level, double least, double most) {
    double half =
        standardError * new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
    return new StudyValue(
        estimate, standardError, Math.max(least, estimate - half), Math.min(most, estimate + half));
  }

  /** Limits of the resamples, moved by their bias and cut to the range. */
  static StudyValue resampled(
      double estimate, double[] replicates, double level, double least, double most) {
    Bootstrap.Spread spread = Bootstrap.spread(estimate, replicates, level);
    return new StudyValue(
        estimate,
        spread.standardError(),
        Math.max(least, spread.lower()),
        Math.min(most, spread.upper()));
  }

  /**
   * The mean over cohorts with its standard error over cohorts, {@code SD/sqrt(K)}, and limits of
   * the t distribution with {@code K - 1} degrees of freedom. Cohorts without an estimate are left
   * out.
   */
  static StudyValue overCohorts(List<StudyValue> values, double level) {
    double[] known =
        values.stream().mapToDouble(StudyValue::estimate).filter(Double::isFinite).toArray();
    int k = known.length;
    double mean = Arrays.stream(known).average().orElse(Double.NaN);
    if (k < 2) {
      return of(mean);
    }
    double squares = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
    double se = Math.sqrt(squares / (k - 1) / k);
    double half = se * new TDistribution(k - 1).inverseCumulativeProbability((1 + level) / 2);
    return new StudyValue(mean, se, mean - half, mean + half);
  }
}
