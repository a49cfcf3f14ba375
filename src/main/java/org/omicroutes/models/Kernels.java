package org.omicroutes.models;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.survival.DotProduct;

/** Similarities of patients as kernels, patients × patients. */
final class Kernels {
  private static final int TOGETHER = 16;

  private Kernels() {}

  /**
   * {@code XX'/p}: modalities weigh the same however many features they have.
   *
   * @param rows patients × p features
   */
  static double[][] linear(double[][] rows) {
    return symmetric(
        rows.length, (i, j) -> DotProduct.of(rows[i], rows[j]) / Math.max(1, rows[i].length));
  }

  /** {@code exp(-d²/(2 width²))}, d the Euclidean distance. */
  static double radial(double[] a, double[] b, double width) {
    return Math.exp(-squaredDistance(a, b) / (2 * width * width));
  }

  static double[][] radial(double[][] rows, double width) {
    return symmetric(rows.length, (i, j) -> radial(rows[i], rows[j], width));
  }

  /** The median Euclidean distance of two different patients; 0 where there are no two. */
  static double medianDistance(double[][] rows) {
    double[] distances = new double[rows.length * (rows.length - 1) / 2];
    int k = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < i; j++) {
        distances[k++] = Math.sqrt(squaredDistance(rows[i], rows[j]));
      }
    }
    Arrays.sort(distances);
    int half = k / 2;
    return k == 0 ? 0 : k % 2 == 1 ? distances[half] : (distances[half - 1] + distances[half]) / 2;
  }

  /** Adds {@code weight * kernel} to a kernel. */
  static void add(double weight, double[][] kernel, double[][] to) {
    for (int i = 0; i < to.length; i++) {
      for (int j = 0; j < to.length; j++) {
        to[i][j] += weight * kernel[i][j];
      }
    }
  }

  private interface Entry {
    double at(int i, int j);
  }

  private static double[][] symmetric(int n, Entry entry) {
    double[][] kernel = new double[n][n];
    StopSignal stop = StopSignal.current();
    // Few rows at a time against all others, each of which is then fetched once for the few.
    IntStream.range(0, (n + TOGETHER - 1) / TOGETHER)
        .parallel()
        .forEach(
            block ->
                stop.run(
                    () -> {
                      int end = Math.min(n, (block + 1) * TOGETHER);
                      for (int j = 0; j < end; j++) {
                        StopSignal.check();
                        for (int i = Math.max(j, block * TOGETHER); i < end; i++) {
                          kernel[i][j] = entry.at(i, j);
                        }
                      }
                    }));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        kernel[j][i] = kernel[i][j];
      }
    }
    return kernel;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += (a[f] - b[f]) * (a[f] - b[f]);
    }
    return sum;
  }
}
