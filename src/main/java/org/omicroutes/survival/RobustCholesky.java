package org.omicroutes.survival;

/**
 * Cholesky factor of a positive semidefinite matrix that leaves out columns which depend linearly
 * on those before them, as coxph does, so that they get a step of 0.
 */
final class RobustCholesky {
  /**
   * A column is redundant when less than this part of its own diagonal is left after the others.
   */
  private static final double TOLERANCE = 1e-10;

  private final double[][] lower;
  private final boolean[] redundant;

  RobustCholesky(double[][] matrix) {
    int p = matrix.length;
    lower = new double[p][p];
    redundant = new boolean[p];
    for (int j = 0; j < p; j++) {
      double pivot = matrix[j][j];
      for (int k = 0; k < j; k++) {
        pivot -= lower[j][k] * lower[j][k];
      }
      redundant[j] = !(pivot > TOLERANCE * matrix[j][j]) || pivot < 1e-14;
      if (redundant[j]) {
        continue;
      }
      lower[j][j] = Math.sqrt(pivot);
      for (int i = j + 1; i < p; i++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = sum / lower[j][j];
      }
    }
  }

  boolean redundant(int column) {
    return redundant[column];
  }

  /** The solution with 0 for redundant columns. */
  double[] solve(double[] right) {
    int p = right.length;
    double[] y = new double[p];
    for (int i = 0; i < p; i++) {
      if (!redundant[i]) {
        double sum = right[i];
        for (int k = 0; k < i; k++) {
          sum -= lower[i][k] * y[k];
        }
        y[i] = sum / lower[i][i];
      }
    }
    for (int i = p - 1; i >= 0; i--) {
      if (!redundant[i]) {
        double sum = y[i];
        for (int k = i + 1; k < p; k++) {
          if (!redundant[k]) {
            sum -= lower[k][i] * y[k];
          }
        }
        y[i] = sum / lower[i][i];
      }
    }
    return y;
  }

  /** The diagonal element of the inverse over the columns that are not redundant. */
  double inverseDiagonal(int column) {
    double[] unit = new double[lower.length];
    unit[column] = 1;
    return solve(unit)[column];
  }
}
