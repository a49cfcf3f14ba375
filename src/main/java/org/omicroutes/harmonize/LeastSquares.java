package org.omicroutes.harmonize;

import java.util.Optional;
import org.omicroutes.cohort.StopSignal;

/** Ordinary least squares of many responses on one small design, missing responses allowed. */
final class LeastSquares {
  /** A column whose part off the earlier ones is smaller than this share of it, depends on them. */
  private static final double DEPENDENT = 1e-7;

  private final double[][] design;
  private final double[][] crossProducts;
  private final double[][] projection;

  /**
   * @param design one row per term, one value per sample; of full rank
   */
  LeastSquares(double[][] design) {
    this.design = design;
    this.crossProducts = crossProducts(design);
    double[][] inverse =
        inverse(crossProducts)
            .orElseThrow(() -> new IllegalArgumentException("a design without full rank"));
    int samples = design[0].length;
    this.projection = new double[design.length][samples];
    for (int t = 0; t < design.length; t++) {
      for (int u = 0; u < design.length; u++) {
        for (int s = 0; s < samples; s++) {
          projection[t][s] += inverse[t][u] * design[u][s];
        }
      }
    }
  }

  /** Coefficients of a response without missing values. */
  double[] solve(double[] y) {
    StopSignal.check();
    double[] coefficients = new double[design.length];
    for (int t = 0; t < coefficients.length; t++) {
      double sum = 0;
      for (int s = 0; s < y.length; s++) {
        sum += projection[t][s] * y[s];
      }
      coefficients[t] = sum;
    }
    return coefficients;
  }

  /** Coefficients over the samples with a value; empty where those do not determine them. */
  Optional<double[]> solveObserved(double[] y) {
    return inverse(withoutMissing(y))
        .map(
            inverse -> {
              double[] observed = y.clone();
              for (int s = 0; s < y.length; s++) {
                observed[s] = Double.isNaN(y[s]) ? 0 : y[s];
              }
              double[] products = new double[design.length];
              for (int t = 0; t < products.length; t++) {
                products[t] = dot(design[t], observed);
              }
              double[] coefficients = new double[design.length];
              for (int t = 0; t < products.length; t++) {
                for (int u = 0; u < products.length; u++) {
                  coefficients[t] += inverse[t][u] * products[u];
                }
              }
              return coefficients;
            });
  }

  private static double[][] crossProducts(double[][] design) {
    double[][] products = new double[design.length][design.length];
    for (int t = 0; t < design.length; t++) {
      for (int u = 0; u <= t; u++) {
        products[t][u] = dot(design[t], design[u]);
        products[u][t] = products[t][u];
      }
    }
    return products;
  }

  /** X'X over the samples with a value: what the few others add is taken off again. */
  private double[][] withoutMissing(double[] y) {
    double[][] products = new double[design.length][];
    for (int t = 0; t < products.length; t++) {
      products[t] = crossProducts[t].clone();
    }
    for (int s = 0; s < y.length; s++) {
      for (int t = 0; Double.isNaN(y[s]) && t < products.length; t++) {
        double x = design[t][s];
        for (int u = 0; x != 0 && u < products.length; u++) {
          products[t][u] -= x * design[u][s];
        }
      }
    }
    return products;
  }

  /** Inverse of a symmetric positive definite matrix by Cholesky; empty where it is not that. */
  private static Optional<double[][]> inverse(double[][] matrix) {
    int n = matrix.length;
    double[][] factor = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        if (i == j) {
          if (!(sum > 1e-12 * matrix[i][i])) {
            return Optional.empty();
          }
          factor[i][i] = Math.sqrt(sum);
        } else {
          factor[i][j] = sum / factor[j][j];
        }
      }
    }
    double[][] inverse = new double[n][n];
    for (int c = 0; c < n; c++) {
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        double sum = i == c ? 1 : 0;
        for (int k = 0; k < i; k++) {
          sum -= factor[i][k] * x[k];
        }
        x[i] = sum / factor[i][i];
      }
      for (int i = n - 1; i >= 0; i--) {
        double sum = x[i];
        for (int k = i + 1; k < n; k++) {
          sum -= factor[k][i] * x[k];
        }
        x[i] = sum / factor[i][i];
        inverse[i][c] = x[i];
      }
    }
    return Optional.of(inverse);
  }

  /** The first row that is a linear combination of the rows before it, or -1. */
  static int firstDependent(double[][] rows) {
    double[][] basis = new double[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      double[] rest = rows[r].clone();
      double size = Math.sqrt(dot(rest, rest));
      for (int pass = 0; pass < 2; pass++) {
        for (int b = 0; b < r; b++) {
          double along = dot(rest, basis[b]);
          for (int s = 0; s < rest.length; s++) {
            rest[s] -= along * basis[b][s];
          }
        }
      }
      double left = Math.sqrt(dot(rest, rest));
      if (!(left > DEPENDENT * size)) {
        return r;
      }
      for (int s = 0; s < rest.length; s++) {
        rest[s] /= left;
      }
      basis[r] = rest;
    }
    return -1;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
