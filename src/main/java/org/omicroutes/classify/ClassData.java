package org.omicroutes.classify;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;

/**
 * What a {@link Classifier} is fitted on. Arrays are not copied.
 *
 * @param rows patients × features
 * @param labels 0 or 1, one a row
 * @param weights observation weights, &gt; 0, with mean 1
 */
public record ClassData(double[][] rows, double[] labels, double[] weights) {

  /**
   * The rows that have a weight; one of weight 0 may have any label and is left out.
   *
   * @param rows patients × features, at least one feature, finite
   * @param labels 0 or 1
   * @param weights at least 0; only their ratios matter
   * @throws DataException where a value is missing, a label is another number, a weight is below 0,
   *     or one class has no row
   */
  public static ClassData of(double[][] rows, double[] labels, double[] weights) {
    int n = rows.length;
    if (labels.length != n || weights.length != n) {
      throw new IllegalArgumentException(
          n + " rows, " + labels.length + " labels, " + weights.length + " weights");
    }
    for (double weight : weights) {
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw DataException.of("an observation weight of " + weight, "a number >= 0");
      }
    }
    int[] kept = IntStream.range(0, n).filter(i -> weights[i] > 0).toArray();
    double mean = Arrays.stream(kept).mapToDouble(i -> weights[i]).average().orElse(1);
    ClassData data =
        new ClassData(
            Arrays.stream(kept).mapToObj(i -> rows[i]).toArray(double[][]::new),
            Arrays.stream(kept).mapToDouble(i -> labels[i]).toArray(),
            Arrays.stream(kept).mapToDouble(i -> weights[i] / mean).toArray());
    data.check();
    return data;
  }

  /** Every row of weight 1. */
  public static ClassData of(double[][] rows, double[] labels) {
    double[] ones = new double[labels.length];
    Arrays.fill(ones, 1);
    return of(rows, labels, ones);
  }

  private void check() {
    for (int i = 0; i < rows.length; i++) {
      if (labels[i] != 0 && labels[i] != 1) {
        throw DataException.of("a label of " + labels[i] + " in row " + (i + 1), "0 or 1");
      }
      if (rows[i].length != features() || features() == 0) {
        throw new IllegalArgumentException(
            "rows of " + features() + " and " + rows[i].length + " features");
      }
      for (double value : rows[i]) {
        if (!Double.isFinite(value)) {
          throw DataException.of("a value of " + value + " in row " + (i + 1), "finite numbers");
        }
      }
    }
    int positive = (int) Arrays.stream(labels).sum();
    if (positive == 0 || positive == rows.length) {
      throw DataException.of(
          rows.length + " patients with a label and a weight, " + positive + " of class 1",
          "patients of both classes");
    }
  }

  public int size() {
    return rows.length;
  }

  public int features() {
    return rows[0].length;
  }

  /** How many rows the smaller class has. */
  public int smallerClass() {
    int positive = (int) Arrays.stream(labels).sum();
    return Math.min(positive, size() - positive);
  }

  /** The rows at these positions, in this order, with their weights as they are. */
  ClassData select(int[] positions) {
    return new ClassData(
        Arrays.stream(positions).mapToObj(i -> rows[i]).toArray(double[][]::new),
        Arrays.stream(positions).mapToDouble(i -> labels[i]).toArray(),
        Arrays.stream(positions).mapToDouble(i -> weights[i]).toArray());
  }
}
