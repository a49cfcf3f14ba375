package org.omicroutes.survival;

import static org.omicroutes.survival.ElasticNetSolver.add;
import static org.omicroutes.survival.ElasticNetSolver.dot;

/**
 * Pure ridge with more features than samples in as many features as samples: with {@code K = sum_j
 * x_j x_j' / l2_j = ZZ'} a ridge on the columns of Z has the same linear predictors (the kernel
 * trick; Hastie and Tibshirani, Biostatistics 2004). Z is the Cholesky factor of K, with pivots
 * since centred features make K singular. Unpenalised features stay as they are.
 */
public final class ElasticNetDual {
  private static final double SINGULAR = 1e-13;

  private final ElasticNetScale scale;
  private final int[] unpenalised;
  private final int[] pivots;

  /** Unpenalised features, then the columns of Z. */
  private final double[][] x;

  public ElasticNetDual(ElasticNetScale scale) {
    this.scale = scale;
    int p = scale.x().length;
    this.unpenalised =
        java.util.stream.IntStream.range(0, p)
            .filter(j -> scale.x()[j] != null && !scale.penalised(j))
            .toArray();
    double[][] kernel = kernel(scale);
    int n = kernel.length;
    int[] chosen = new int[n];
    double[][] z = new double[n][];
    int rank = factor(kernel, z, chosen);
    this.pivots = java.util.Arrays.copyOf(chosen, rank);
    this.x = new double[unpenalised.length + rank][];
    for (int k = 0; k < unpenalised.length; k++) {
      x[k] = scale.x()[unpenalised[k]];
    }
    System.arraycopy(z, 0, x, unpenalised.length, rank);
  }

  private static double[][] kernel(ElasticNetScale scale) {
    double[][] kernel = null;
    for (int j = 0; j < scale.x().length; j++) {
      if (scale.penalised(j)) {
        double[] row = scale.x()[j];
        kernel = kernel == null ? new double[row.length][row.length] : kernel;
        for (int i = 0; i < row.length; i++) {
          add(row[i] / scale.l2()[j], row, kernel[i]);
        }
      }
    }
    return kernel;
  }

  /** Cholesky with the largest remaining pivot first; the rank. */
  private static int factor(double[][] kernel, double[][] z, int[] pivots) {
    int n = kernel.length;
    double[] left = new double[n];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      left[i] = kernel[i][i];
      largest = Math.max(largest, left[i]);
    }
    for (int rank = 0; rank < n; rank++) {
      int pivot = 0;
      for (int i = 1; i < n; i++) {
        pivot = left[i] > left[pivot] ? i : pivot;
      }
      if (!(left[pivot] > SINGULAR * n * largest)) {
        return rank;
      }
      double[] column = kernel[pivot].clone();
      for (int k = 0; k < rank; k++) {
        add(-z[k][pivot], z[k], column);
      }
      double root = Math.sqrt(left[pivot]);
      for (int i = 0; i < n; i++) {
        column[i] = left[i] == Double.NEGATIVE_INFINITY ? 0 : column[i] / root;
        left[i] -= column[i] * column[i];
      }
      column[pivot] = root;
      left[pivot] = Double.NEGATIVE_INFINITY;
      z[rank] = column;
      pivots[rank] = pivot;
    }
    return n;
  }

  /** Unpenalised features, then the columns of Z; by sample. */
  public double[][] x() {
    return x;
  }

  /** Ridge factors: 0 for the unpenalised features, 1 for the columns of Z. */
  public double[] l2() {
    double[] l2 = new double[x.length];
    java.util.Arrays.fill(l2, unpenalised.length, x.length, 1);
    return l2;
  }

  /** Coefficients of the scaled features from those of {@link #x()}. */
  public double[] coefficients(double[] reduced) {
    int free = unpenalised.length;
    int rank = pivots.length;
    double[] dual = new double[x[free].length];
    // Z'a = c with a on the pivots, where Z is triangular.
    for (int k = rank - 1; k >= 0; k--) {
      dual[pivots[k]] = (reduced[free + k] - dot(x[free + k], dual)) / x[free + k][pivots[k]];
    }
    double[] coefficients = new double[scale.x().length];
    for (int k = 0; k < free; k++) {
      coefficients[unpenalised[k]] = reduced[k];
    }
    for (int j = 0; j < coefficients.length; j++) {
      if (scale.penalised(j)) {
        coefficients[j] = dot(scale.x()[j], dual) / scale.l2()[j];
      }
    }
    return coefficients;
  }
}
