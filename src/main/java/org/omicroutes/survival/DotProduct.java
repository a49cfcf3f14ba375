package org.omicroutes.survival;

/** The dot product of two vectors. */
public final class DotProduct {
  private DotProduct() {}

  /** Four running sums, so that additions need not wait for each other. */
  public static double of(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int f = 0;
    for (; f + 3 < a.length; f += 4) {
      s0 += a[f] * b[f];
      s1 += a[f + 1] * b[f + 1];
      s2 += a[f + 2] * b[f + 2];
      s3 += a[f + 3] * b[f + 3];
    }
    for (; f < a.length; f++) {
      s0 += a[f] * b[f];
    }
    return s0 + s1 + (s2 + s3);
  }
}
