package org.omicroutes.survival;

/** Indices of samples in ascending order of time, or of any number; ties keep the order given. */
public final class TimeOrder {
  private TimeOrder() {}

  /** A merge sort of the indices themselves: resampling sorts too often for boxed ones. */
  public static int[] ascending(double[] times) {
    int n = times.length;
    int[] from = new int[n];
    int[] to = new int[n];
    for (int i = 0; i < n; i++) {
      from[i] = i;
    }
    for (int width = 1; width < n; width *= 2) {
      for (int start = 0; start < n; start += 2 * width) {
        merge(times, from, to, start, Math.min(n, start + width), Math.min(n, start + 2 * width));
      }
      int[] spare = from;
      from = to;
      to = spare;
    }
    return from;
  }

  private static void merge(double[] times, int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int k = start; k < end; k++) {
      boolean takeLeft =
          right == end
              || left < middle && Double.compare(times[from[left]], times[from[right]]) <= 0;
      to[k] = takeLeft ? from[left++] : from[right++];
    }
  }
}
