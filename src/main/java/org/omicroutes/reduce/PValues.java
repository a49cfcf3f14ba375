package org.omicroutes.reduce;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.special.Erf;

/** P-values: false discovery rate, and the normal deviate of the same size. */
final class PValues {
  private static final double SMALLEST = 1e-300;

  private PValues() {}

  /**
   * Adjusts p-values by Benjamini and Hochberg (JRSS B 1995). NaN stays NaN and does not count as a
   * test.
   */
  static double[] benjaminiHochberg(double[] p) {
    int[] order =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted((a, b) -> Double.compare(p[b], p[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    double smallest = 1;
    for (int i = 0; i < order.length; i++) {
      int rank = order.length - i;
      smallest = Math.min(smallest, p[order[i]] / rank * order.length);
      adjusted[order[i]] = smallest;
    }
    return adjusted;
  }

  /** Two-sided p-value of a standard normal deviate. */
  static double ofNormal(double z) {
    return Double.isNaN(z) ? Double.NaN : Erf.erfc(Math.abs(z) / Math.sqrt(2));
  }

  /**
   * The z &gt;= 0 whose two-sided normal p-value is {@code p}. P-values below 1e-300 (where doubles
   * end) give that of 1e-300, about 37.1. Newton's method on the logarithm of the tail, which is
   * concave, so that the iteration comes down to the root from its upper bound.
   */
  static double toNormal(double p) {
    if (Double.isNaN(p)) {
      return Double.NaN;
    }
    if (p >= 1) {
      return 0;
    }
    double logTail = Math.log(Math.max(p, SMALLEST) / 2);
    double z = Math.sqrt(-2 * logTail);
    for (int i = 0; i < 50; i++) {
      double tail = Erf.erfc(z / Math.sqrt(2)) / 2;
      double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
      double step = (Math.log(tail) - logTail) * tail / density;
      z += step;
      if (Math.abs(step) < 1e-13 * Math.max(1, z)) {
        break;
      }
    }
    return Math.max(0, z);
  }
}
