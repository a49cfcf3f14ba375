package org.omicroutes.survival;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's step-down correction of p-values for their number (1979; R's {@code p.adjust}). */
public final class Holm {
  private Holm() {}

  /**
   * @param p one a test, NaN where a test could not be made: stays NaN and is not counted
   * @return adjusted, in the order given, at most 1
   */
  public static double[] adjust(double[] p) {
    int[] order =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    double largest = 0;
    for (int k = 0; k < order.length; k++) {
      largest = Math.max(largest, Math.min(1, (order.length - k) * p[order[k]]));
      adjusted[order[k]] = largest;
    }
    return adjusted;
  }
}
