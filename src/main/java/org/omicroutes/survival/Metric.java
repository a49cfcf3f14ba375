package org.omicroutes.survival;

/**
 * One measure of a set of predictions, or the difference of two.
 *
 * @param horizonMonths null for a measure without a horizon
 * @param value NaN where it cannot be estimated
 * @param standardError NaN where there is none
 * @param lower 95 % limit; NaN where there is none
 * @param pValue of a test, two-sided for a difference; NaN where there is none
 * @param estimate with influences, for paired comparisons; null where there are none
 */
public record Metric(
    String name,
    Integer horizonMonths,
    double value,
    double standardError,
    double lower,
    double upper,
    double pValue,
    Estimate estimate) {
  private static final double NORMAL_975 = 1.959963984540054;

  /** Normal limits, cut to the range that the measure can have. */
  static Metric of(String name, Integer months, Estimate estimate, double least, double most) {
    double se = estimate.standardError();
    return normal(name, months, estimate.value(), se, least, most, estimate);
  }

  /** Normal limits of a measure without influences. */
  static Metric of(String name, Integer months, double value, double se) {
    return normal(
        name, months, value, se, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, null);
  }

  private static Metric normal(
      String name,
      Integer months,
      double value,
      double se,
      double least,
      double most,
      Estimate estimate) {
    double half = NORMAL_975 * se;
    return new Metric(
        name,
        months,
        value,
        se,
        Math.max(least, value - half),
        Math.min(most, value + half),
        Double.NaN,
        estimate);
  }

  /** A test statistic, which has no interval. */
  static Metric test(String name, Integer months, double statistic, double pValue) {
    return new Metric(name, months, statistic, Double.NaN, Double.NaN, Double.NaN, pValue, null);
  }

  /** The same with another standard error and other limits, cut to the range. */
  Metric with(Bootstrap.Spread spread, double least, double most) {
    return new Metric(
        name,
        horizonMonths,
        value,
        spread.standardError(),
        Math.max(least, spread.lower()),
        Math.min(most, spread.upper()),
        pValue,
        estimate);
  }

  boolean matches(Metric other) {
    return name.equals(other.name) && java.util.Objects.equals(horizonMonths, other.horizonMonths);
  }
}
