package org.omicroutes.survival;

import org.hipparchus.special.Gamma;

/**
 * A statistic that is chi-squared if there is nothing to find.
 *
 * @param statistic NaN where there is nothing to test
 * @param degreesOfFreedom at least 1 where the statistic is a number
 */
public record ChiSquareTest(double statistic, int degreesOfFreedom) {

  /** The upper tail. */
  public double pValue() {
    return Double.isNaN(statistic) || degreesOfFreedom < 1
        ? Double.NaN
        : Gamma.regularizedGammaQ(degreesOfFreedom / 2.0, Math.max(0, statistic) / 2);
  }
}
