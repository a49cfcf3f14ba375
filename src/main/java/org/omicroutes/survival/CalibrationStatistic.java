package org.omicroutes.survival;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;

/**
 * The distribution of the deviance of the identity from a fitted calibration curve whose degree was
 * selected forward (Nattino, Finazzi and Bertolini, 2014, external validation): a chi-squared with
 * 2 degrees of freedom for the straight line, and for each degree more one with 1 degree of freedom
 * that is known to lie above its 0.95 quantile, all independent.
 */
final class CalibrationStatistic {
  static final int LARGEST_DEGREE = 4;
  private static final double SELECTION = 0.95;
  private static final double STEP = 0.02;
  private static final int GRID = 5000;
  private static final int STEPS_OF_TAIL = 1000;

  /** What a further degree has to gain in deviance. */
  static final double SELECTED_ABOVE =
      new ChiSquaredDistribution(1).inverseCumulativeProbability(SELECTION);

  private static final double[][] BELOW = tables();

  private CalibrationStatistic() {}

  /**
   * @param degree 1 to 4
   * @param level in (0, 1)
   */
  static double quantile(int degree, double level) {
    double[] below = BELOW[degree - 1];
    int above = 0;
    while (below[above] < level) {
      above++;
    }
    double share = (level - below[above - 1]) / (below[above] - below[above - 1]);
    return (above - 1 + share) * STEP;
  }

  private static double[][] tables() {
    double[][] below = new double[LARGEST_DEGREE][GRID];
    Arrays.setAll(below[0], g -> -Math.expm1(-g * STEP / 2));
    double[] tail = new double[STEPS_OF_TAIL];
    ChiSquaredDistribution one = new ChiSquaredDistribution(1);
    Arrays.setAll(
        tail,
        k ->
            one.inverseCumulativeProbability(
                1 - (1 - SELECTION) * (STEPS_OF_TAIL - k - 0.5) / STEPS_OF_TAIL));
    for (int degree = 1; degree < LARGEST_DEGREE; degree++) {
      double[] before = below[degree - 1];
      Arrays.setAll(below[degree], g -> mean(before, tail, g * STEP));
    }
    return below;
  }

  private static double mean(double[] below, double[] tail, double t) {
    double sum = 0;
    for (int k = 0; k < tail.length && tail[k] < t; k++) {
      double at = (t - tail[k]) / STEP;
      int left = (int) at;
      double right = left + 1 < below.length ? below[left + 1] : below[left];
      sum += below[left] + (at - left) * (right - below[left]);
    }
    return sum / tail.length;
  }
}
