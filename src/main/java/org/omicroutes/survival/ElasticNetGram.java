package org.omicroutes.survival;

import java.util.Arrays;

/**
 * {@code X'HX} over features that are added one after the other, H the negative Hessian at one
 * point, and its Cholesky solves. Inner loops run along rows, over four of them at once, which the
 * compiler can turn into vector instructions (it leaves sums of products alone).
 */
final class ElasticNetGram {
  /** A pivot below this part of its diagonal is rounding: the matrix is singular. */
  private static final double SINGULAR = 1e-11;

  private final double[][] x;
  private final int[] position;
  private PenalisedLikelihood.Hessian hessian;
  private int[] features = new int[64];
  private int size;

  /** Symmetric; rows may be longer than there are features. */
  private double[][] rows = new double[64][64];

  private int[] factored = new int[0];
  private double factoredRidge = Double.NaN;
  private double[][] factor;

  /**
   * @param x features × sorted samples
   */
  ElasticNetGram(double[][] x) {
    this.x = x;
    this.position = new int[x.length];
  }

  /** Starts again with another Hessian and these features. */
  void reset(PenalisedLikelihood.Hessian at, int[] set) {
    hessian = at;
    size = 0;
    factored = new int[0];
    ensure(set);
  }

  int size() {
    return size;
  }

  /** Where feature {@code j} is, which must have been added. */
  int position(int j) {
    return position[j];
  }

  double[] row(int position) {
    return rows[position];
  }

  double curvature(int position) {
    return rows[position][position];
  }

  private boolean has(int j) {
    return position[j] < size && features[position[j]] == j;
  }

  /** Adds those of these features that are not there. */
  void ensure(int[] set) {
    int known = size;
    for (int j : set) {
      if (!has(j)) {
        grow();
        position[j] = size;
        features[size++] = j;
      }
    }
    if (size == known) {
      return;
    }
    int n = x[features[0]].length;
    double[][] bySample = new double[n][size];
    for (int c = 0; c < size; c++) {
      double[] feature = x[features[c]];
      for (int i = 0; i < n; i++) {
        bySample[i][c] = feature[i];
      }
    }
    double[] product = new double[n];
    for (int r = known; r < size; r++) {
      hessian.times(x[features[r]], product);
      Arrays.fill(rows[r], 0, r + 1, 0);
      addAll(product, bySample, n, rows[r], 0, r + 1);
      for (int c = 0; c < r; c++) {
        rows[c][r] = rows[r][c];
      }
    }
  }

  private void grow() {
    if (size == features.length) {
      int room = 2 * size;
      features = Arrays.copyOf(features, room);
      rows = Arrays.copyOf(rows, room);
      for (int r = 0; r < room; r++) {
        rows[r] = r < size ? Arrays.copyOf(rows[r], room) : new double[room];
      }
    }
  }

  /** Adds the first {@code count} rows times their factors to {@code to}, from one column on. */
  private static void addAll(
      double[] factors, double[][] from, int count, double[] to, int start, int end) {
    int i = 0;
    for (; i + 3 < count; i += 4) {
      add4(
          factors[i],
          from[i],
          factors[i + 1],
          from[i + 1],
          factors[i + 2],
          from[i + 2],
          factors[i + 3],
          from[i + 3],
          to,
          start,
          end);
    }
    for (; i < count; i++) {
      double f = factors[i];
      double[] row = from[i];
      for (int c = start; c < end; c++) {
        to[c] += f * row[c];
      }
    }
  }

  private static void add4(
      double f0,
      double[] a0,
      double f1,
      double[] a1,
      double f2,
      double[] a2,
      double f3,
      double[] a3,
      double[] to,
      int start,
      int end) {
    for (int c = start; c < end; c++) {
      to[c] += (f0 * a0[c] + f1 * a1[c]) + (f2 * a2[c] + f3 * a3[c]);
    }
  }

  /** Whether {@link #solve} has the factors for this from the last time. */
  boolean solvedBefore(int[] set, double ridge) {
    return ridge == factoredRidge && Arrays.equals(set, factored);
  }

  /**
   * Solves {@code (X'HX + ridge diag(l2)) y = right} over these features in place.
   *
   * @return false where the matrix is singular
   */
  boolean solve(int[] set, double ridge, double[] l2, double[] right) {
    if (!solvedBefore(set, ridge) && !factor(set, ridge, l2)) {
      return false;
    }
    int n = set.length;
    for (int i = 0; i < n; i++) {
      double[] row = factor[i];
      right[i] /= row[i];
      double value = right[i];
      for (int c = i + 1; c < n; c++) {
        right[c] -= value * row[c];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = right[i];
      double[] row = factor[i];
      for (int c = i + 1; c < n; c++) {
        sum -= row[c] * right[c];
      }
      right[i] = sum / row[i];
    }
    return true;
  }

  /** {@code U'U} with U upper triangular. */
  private boolean factor(int[] set, double ridge, double[] l2) {
    int n = set.length;
    factored = new int[0];
    factor = new double[n][n];
    double[] above = new double[n];
    for (int i = 0; i < n; i++) {
      double[] source = rows[position[set[i]]];
      double[] row = factor[i];
      for (int c = i; c < n; c++) {
        row[c] = source[position[set[c]]];
      }
      row[i] += ridge * l2[set[i]];
      double diagonal = row[i];
      for (int k = 0; k < i; k++) {
        above[k] = -factor[k][i];
      }
      addAll(above, factor, i, row, i, n);
      if (!(row[i] > SINGULAR * diagonal)) {
        return false;
      }
      double root = Math.sqrt(row[i]);
      for (int c = i; c < n; c++) {
        row[c] /= root;
      }
    }
    factored = set.clone();
    factoredRidge = ridge;
    return true;
  }
}
