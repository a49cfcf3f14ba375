package org.omicroutes.classify;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.omicroutes.survival.Estimate;

/**
 * A value with its limits; NaN where there is none.
 *
 * @param lower limit
 * @param upper limit
 */
public record Interval(double value, double lower, double upper) {

  /** A value without limits. */
  static Interval none(double value) {
    return new Interval(value, Double.NaN, Double.NaN);
  }

  /**
   * Normal limits, cut to the range that the value can have.
   *
   * @param level coverage, within (0, 1)
   */
  public static Interval normal(Estimate estimate, double level, double least, double most) {
    double half = quantile(level) * estimate.standardError();
    double value = estimate.value();
    return new Interval(value, Math.max(least, value - half), Math.min(most, value + half));
  }

  /**
   * Wilson's limits of a proportion (1927), without continuity correction: R's {@code
   * prop.test(correct = FALSE)}.
   *
   * @param share NaN where nobody could be counted
   * @param n how many were counted; of weighted patients their effective number
   * @param level coverage, within (0, 1)
   */
  public static Interval wilson(double share, double n, double level) {
    if (!(n > 0)) {
      return none(Double.NaN);
    }
    double z = quantile(level);
    double z2 = z * z / n;
    double centre = (share + z2 / 2) / (1 + z2);
    double half = z / (1 + z2) * Math.sqrt(share * (1 - share) / n + z2 / (4 * n));
    return new Interval(
        share, share <= 0 ? 0 : centre - half, share >= 1 ? 1 : Math.min(1, centre + half));
  }

  /** The two-sided normal quantile. */
  static double quantile(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level " + level + ", expected between 0 and 1");
    }
    return new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
  }
}
