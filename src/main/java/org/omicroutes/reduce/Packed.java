package org.omicroutes.reduce;

/**
 * Small symmetric matrices as packed lower triangles, row after row: element (i, j), j &lt;= i, at
 * {@code i (i + 1) / 2 + j}. The inner loops of MOFA run over thousands of these, so that one array
 * without the mirrored half saves time and memory.
 */
final class Packed {
  private Packed() {}

  static int length(int size) {
    return size * (size + 1) / 2;
  }

  static int diagonal(int i) {
    return i * (i + 3) / 2;
  }

  static int at(int i, int j) {
    return j <= i ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i;
  }

  /** {@code target += factor * source}. */
  static void add(double[] target, double factor, double[] source) {
    for (int i = 0; i < source.length; i++) {
      target[i] += factor * source[i];
    }
  }

  /** {@code target += v v'}, {@code v} as long as the matrix is wide. */
  static void addOuter(double[] target, double[] v) {
    int p = 0;
    for (int i = 0; i < v.length; i++) {
      for (int j = 0; j <= i; j++) {
        target[p++] += v[i] * v[j];
      }
    }
  }

  /** A copy with the elements off the diagonal doubled, for {@link #dot}. */
  static double[] doubled(double[] a, int size) {
    double[] twice = new double[a.length];
    int p = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        twice[p] = 2 * a[p];
        p++;
      }
      twice[p] = a[p];
      p++;
    }
    return twice;
  }

  /** Trace of the product of a matrix and one that {@link #doubled} made. */
  static double dot(double[] a, double[] doubled) {
    double even = 0;
    double odd = 0;
    int last = a.length - 1;
    for (int i = 0; i < last; i += 2) {
      even += a[i] * doubled[i];
      odd += a[i + 1] * doubled[i + 1];
    }
    if (a.length % 2 == 1) {
      even += a[last] * doubled[last];
    }
    return even + odd;
  }

  /** {@code A v}. */
  static double[] times(double[] a, double[] v) {
    double[] product = new double[v.length];
    int p = 0;
    for (int i = 0; i < v.length; i++) {
      for (int j = 0; j < i; j++) {
        product[i] += a[p] * v[j];
        product[j] += a[p] * v[i];
        p++;
      }
      product[i] += a[p++] * v[i];
    }
    return product;
  }

  /** Rows and columns {@code keep} in that order. */
  static double[] subset(double[] a, int[] keep) {
    double[] kept = new double[length(keep.length)];
    int p = 0;
    for (int i = 0; i < keep.length; i++) {
      for (int j = 0; j <= i; j++) {
        kept[p++] = a[at(keep[i], keep[j])];
      }
    }
    return kept;
  }

  /**
   * Replaces a positive definite matrix by its inverse (Cholesky).
   *
   * @return the logarithm of the determinant of the inverse
   * @throws ArithmeticException where the matrix is not positive definite
   */
  static double invert(double[] a, int size) {
    double logDeterminant = 0;
    for (int i = 0; i < size; i++) {
      int row = i * (i + 1) / 2;
      for (int j = 0; j <= i; j++) {
        int other = j * (j + 1) / 2;
        double sum = a[row + j];
        for (int k = 0; k < j; k++) {
          sum -= a[row + k] * a[other + k];
        }
        if (j < i) {
          a[row + j] = sum / a[other + j];
        } else {
          if (!(sum > 0)) {
            throw new ArithmeticException("a matrix that is not positive definite");
          }
          a[row + i] = Math.sqrt(sum);
          logDeterminant -= Math.log(sum);
        }
      }
    }
    invertLower(a, size);
    // The inverse is M' M with M the inverse of the Cholesky factor; column by column downwards.
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < size; k++) {
          int row = k * (k + 1) / 2;
          sum += a[row + i] * a[row + j];
        }
        a[i * (i + 1) / 2 + j] = sum;
      }
    }
    return logDeterminant;
  }

  private static void invertLower(double[] a, int size) {
    for (int i = 0; i < size; i++) {
      int row = i * (i + 1) / 2;
      double pivot = 1 / a[row + i];
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum -= a[row + k] * a[k * (k + 1) / 2 + j];
        }
        a[row + j] = sum * pivot;
      }
      a[row + i] = pivot;
    }
  }
}
