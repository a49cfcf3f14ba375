package org.omicroutes.report;

/** Where labels go that would lie on one another. */
final class Labels {
  private Labels() {}

  /**
   * Positions near the wanted ones, at least {@code gap} apart, inside the bounds where all fit.
   * Keeps the order; blocks of labels move as little as they can (least squares).
   *
   * @param wanted ascending
   */
  static double[] apart(double[] wanted, double gap, double low, double high) {
    int n = wanted.length;
    double[] mean = new double[n];
    int[] size = new int[n];
    int blocks = 0;
    // Pool adjacent violators: with k gaps taken off, positions must ascend.
    for (int i = 0; i < n; i++) {
      mean[blocks] = wanted[i] - i * gap;
      size[blocks++] = 1;
      while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
        int all = size[blocks - 2] + size[blocks - 1];
        mean[blocks - 2] =
            (mean[blocks - 2] * size[blocks - 2] + mean[blocks - 1] * size[blocks - 1]) / all;
        size[--blocks - 1] = all;
      }
    }
    double[] placed = new double[n];
    int i = 0;
    for (int b = 0; b < blocks; b++) {
      for (int k = 0; k < size[b]; k++, i++) {
        double last = Math.max(low, high - (n - 1) * gap);
        placed[i] = Math.min(Math.max(mean[b], low), last) + i * gap;
      }
    }
    return placed;
  }
}
