package org.omicroutes.classify;

import org.hipparchus.special.Erf;
import org.omicroutes.survival.Estimate;

/**
 * Two models' estimates on the same patients, by the difference of each patient's influence. Of two
 * {@link RocAuc} with equal weights it is DeLong's test (R's {@code roc.test(paired = TRUE)}).
 *
 * @param difference first minus second
 * @param standardError NaN where one of the estimates has none
 * @param statistic difference over standard error; NaN where that is 0, as of a model with itself
 * @param pValue two-sided, normal; NaN as the statistic is
 * @param lower limit of the difference
 * @param upper limit of the difference
 */
public record PairedTest(
    double difference,
    double standardError,
    double statistic,
    double pValue,
    double lower,
    double upper) {

  /**
   * @param level coverage of the limits, within (0, 1)
   */
  public static PairedTest of(Estimate first, Estimate second, double level) {
    Estimate d = first.minus(second);
    return of(d.value(), d.standardError(), level);
  }

  /** Of a difference whose standard error is known, from a bootstrap say. */
  static PairedTest of(double difference, double standardError, double level) {
    double z = standardError > 0 ? difference / standardError : Double.NaN;
    double half = Interval.quantile(level) * standardError;
    return new PairedTest(
        difference,
        standardError,
        z,
        Erf.erfc(Math.abs(z) / Math.sqrt(2)),
        difference - half,
        difference + half);
  }

  PairedTest withLimits(double low, double high) {
    return new PairedTest(difference, standardError, statistic, pValue, low, high);
  }
}
