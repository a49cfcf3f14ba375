package org.omicroutes.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * The first two principal components of the samples of a matrix, for looking at, not for modelling:
 * features of highest variance, centred, missing values at the feature's mean, orthogonal iteration
 * from a fixed start. Signs are fixed so that the largest score is positive.
 *
 * @param scores samples × 2
 * @param share each component's share of the variance of the features used
 */
record PrincipalComponents(double[][] scores, double[] share) {
  private static final int ITERATIONS = 300;
  private static final double TOLERANCE = 1e-10;

  static PrincipalComponents of(LabelledMatrix matrix, int mostFeatures) {
    double[][] rows = centred(matrix.toArray());
    double[] variance = Arrays.stream(rows).mapToDouble(r -> dot(r, r)).toArray();
    int[] top =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer f) -> -variance[f]).thenComparing(f -> f))
            .limit(mostFeatures)
            .mapToInt(Integer::intValue)
            .toArray();
    double[][] used = Arrays.stream(top).mapToObj(f -> rows[f]).toArray(double[][]::new);
    double total = Arrays.stream(top).mapToDouble(f -> variance[f]).sum();
    int n = matrix.sampleCount();
    double[] first = iterate(used, n, null);
    double[] second = iterate(used, n, first);
    return scaled(used, n, total, first, second);
  }

  private static PrincipalComponents scaled(
      double[][] used, int n, double total, double[] first, double[] second) {
    double[] eigen = {dot(first, gram(used, first)), dot(second, gram(used, second))};
    double[][] scores = new double[n][2];
    for (int s = 0; s < n; s++) {
      scores[s][0] = first[s] * Math.sqrt(Math.max(0, eigen[0]));
      scores[s][1] = second[s] * Math.sqrt(Math.max(0, eigen[1]));
    }
    double[] share = {total > 0 ? eigen[0] / total : 0, total > 0 ? eigen[1] / total : 0};
    return new PrincipalComponents(scores, share);
  }

  /** Power iteration on samples × samples, kept orthogonal to {@code before}. */
  private static double[] iterate(double[][] used, int n, double[] before) {
    double[] vector = new double[n];
    for (int s = 0; s < n; s++) {
      vector[s] = 1 + ((s * 37 + 11) % 101) / 101.0 * (s % 2 == 0 ? 1 : -1);
    }
    normalise(vector, before);
    for (int i = 0; i < ITERATIONS; i++) {
      double[] next = gram(used, vector);
      normalise(next, before);
      double change = 1 - Math.abs(dot(next, vector));
      vector = next;
      if (change < TOLERANCE) {
        break;
      }
    }
    int largest = 0;
    for (int s = 1; s < n; s++) {
      largest = Math.abs(vector[s]) > Math.abs(vector[largest]) + 1e-9 ? s : largest;
    }
    if (n > 0 && vector[largest] < 0) {
      for (int s = 0; s < n; s++) {
        vector[s] = -vector[s];
      }
    }
    return vector;
  }

  private static void normalise(double[] vector, double[] before) {
    if (before != null) {
      double along = dot(vector, before);
      for (int s = 0; s < vector.length; s++) {
        vector[s] -= along * before[s];
      }
    }
    double length = Math.sqrt(dot(vector, vector));
    for (int s = 0; s < vector.length && length > 0; s++) {
      vector[s] /= length;
    }
  }

  private static double[] gram(double[][] rows, double[] vector) {
    double[] product = new double[vector.length];
    for (double[] row : rows) {
      double weight = dot(row, vector);
      for (int s = 0; s < product.length; s++) {
        product[s] += weight * row[s];
      }
    }
    return product;
  }

  /** Rows less their means; what is missing lies at the mean. */
  static double[][] centred(double[][] rows) {
    for (double[] row : rows) {
      double sum = 0;
      int count = 0;
      for (double value : row) {
        if (!Double.isNaN(value)) {
          sum += value;
          count++;
        }
      }
      double mean = count == 0 ? 0 : sum / count;
      for (int s = 0; s < row.length; s++) {
        row[s] = Double.isNaN(row[s]) ? 0 : row[s] - mean;
      }
    }
    return rows;
  }

  /**
   * The share of the variance of all features that lies between groups: the sum over features of
   * the between-group sum of squares over that of the total ones.
   *
   * @param group each sample's group, 0 to {@code groups} - 1
   */
  static double varianceBetween(LabelledMatrix matrix, int[] group, int groups) {
    double between = 0;
    double total = 0;
    int[] size = new int[groups];
    for (int g : group) {
      size[g]++;
    }
    for (double[] row : centred(matrix.toArray())) {
      double[] sum = new double[groups];
      for (int s = 0; s < row.length; s++) {
        sum[group[s]] += row[s];
        total += row[s] * row[s];
      }
      for (int g = 0; g < groups; g++) {
        between += size[g] == 0 ? 0 : sum[g] * sum[g] / size[g];
      }
    }
    return total > 0 ? between / total : 0;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
