package org.omicroutes.neural.plain;

/**
 * Loops over stretches of arrays, short enough for a compiler to turn into vector instructions.
 * Sums are taken in one fixed order.
 */
final class Vectors {
  private Vectors() {}

  /** {@code into += a}. */
  static void add(double[] a, int from, double[] into, int to, int n) {
    for (int i = 0; i < n; i++) {
      into[to + i] += a[from + i];
    }
  }

  /** {@code into += factor * a}. */
  static void addScaled(double factor, double[] a, int from, double[] into, int to, int n) {
    for (int i = 0; i < n; i++) {
      into[to + i] += factor * a[from + i];
    }
  }

  /** {@code into += a * b}, element by element. */
  static void addProduct(
      double[] a, int fromA, double[] b, int fromB, double[] into, int to, int n) {
    for (int i = 0; i < n; i++) {
      into[to + i] += a[fromA + i] * b[fromB + i];
    }
  }

  static double sum(double[] a, int from, int n) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < n; i += 2) {
      even += a[from + i];
      odd += a[from + i + 1];
    }
    return even + odd + (i < n ? a[from + i] : 0);
  }

  static double dot(double[] a, int fromA, double[] b, int fromB, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[fromA + i] * b[fromB + i];
      s1 += a[fromA + i + 1] * b[fromB + i + 1];
      s2 += a[fromA + i + 2] * b[fromB + i + 2];
      s3 += a[fromA + i + 3] * b[fromB + i + 3];
    }
    double sum = (s0 + s1) + (s2 + s3);
    for (; i < n; i++) {
      sum += a[fromA + i] * b[fromB + i];
    }
    return sum;
  }
}
