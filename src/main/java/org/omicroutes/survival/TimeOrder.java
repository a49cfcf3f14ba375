package org.omicroutes.survival;

import java.util.Arrays;

/** Indices of samples in ascending order of time; ties keep the order given. */
final class TimeOrder {
  private TimeOrder() {}

  static int[] ascending(double[] times) {
    Integer[] order = new Integer[times.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(times[a], times[b]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}
