package org.omicroutes.survival;

import java.util.Arrays;
import org.omicroutes.cohort.DataException;

/**
 * Weighted least-squares fit of a function that does not fall (pool adjacent violators; Barlow et
 * al., Statistical Inference under Order Restrictions, 1972). Equal x are pooled first. Between the
 * points kept (the ends of each flat stretch) the function is a straight line, outside it is flat.
 *
 * @param x ascending
 * @param y not falling
 */
public record IsotonicRegression(double[] x, double[] y) {

  /**
   * @param weights at least 0; points of weight 0 do not count
   * @throws DataException where no point has a weight
   */
  public static IsotonicRegression fit(double[] x, double[] y, double[] weights) {
    int[] order = Arrays.stream(TimeOrder.ascending(x)).filter(i -> weights[i] > 0).toArray();
    if (order.length == 0) {
      throw DataException.of("no point with a weight", "at least one");
    }
    int n = order.length;
    double[] first = new double[n];
    double[] last = new double[n];
    double[] mean = new double[n];
    double[] weight = new double[n];
    int blocks = 0;
    for (int i : order) {
      if (blocks > 0 && last[blocks - 1] == x[i] && first[blocks - 1] == x[i]) {
        merge(mean, weight, blocks - 1, y[i], weights[i]);
        continue;
      }
      // Ties are whole only when the next x comes: then earlier blocks may be pooled.
      blocks = pool(first, last, mean, weight, blocks);
      first[blocks] = x[i];
      last[blocks] = x[i];
      mean[blocks] = y[i];
      weight[blocks++] = weights[i];
    }
    blocks = pool(first, last, mean, weight, blocks);
    return corners(first, last, mean, blocks);
  }

  private static int pool(
      double[] first, double[] last, double[] mean, double[] weight, int blocks) {
    int left = blocks;
    while (left > 1 && mean[left - 2] >= mean[left - 1]) {
      merge(mean, weight, left - 2, mean[left - 1], weight[left - 1]);
      last[left - 2] = last[left - 1];
      left--;
    }
    return left;
  }

  private static void merge(double[] mean, double[] weight, int k, double y, double w) {
    mean[k] = (mean[k] * weight[k] + y * w) / (weight[k] + w);
    weight[k] += w;
  }

  private static IsotonicRegression corners(
      double[] first, double[] last, double[] mean, int blocks) {
    double[] x = new double[2 * blocks];
    double[] y = new double[2 * blocks];
    int size = 0;
    for (int b = 0; b < blocks; b++) {
      x[size] = first[b];
      y[size++] = mean[b];
      if (last[b] > first[b]) {
        x[size] = last[b];
        y[size++] = mean[b];
      }
    }
    return new IsotonicRegression(Arrays.copyOf(x, size), Arrays.copyOf(y, size));
  }

  /** The function at {@code at}. */
  public double value(double at) {
    int k = Arrays.binarySearch(x, at);
    if (k >= 0) {
      return y[k];
    }
    int above = -k - 1;
    if (above == 0 || above == x.length) {
      return y[Math.max(0, above - 1)];
    }
    double share = (at - x[above - 1]) / (x[above] - x[above - 1]);
    return y[above - 1] + share * (y[above] - y[above - 1]);
  }
}
