package org.omicroutes.neural.plain;

/** Exponentials along the last axis, divided by their sum. */
final class Softmax extends Operation {
  /** Below it the exponential is 0 in double precision. */
  private static final double NOTHING = -746;

  Softmax(Operation a) {
    super(a);
  }

  @Override
  int[] resultShape() {
    return input(0).shape();
  }

  @Override
  boolean readsValue() {
    return true;
  }

  private int width() {
    return shape().length == 0 ? 1 : shape()[shape().length - 1];
  }

  @Override
  void compute(Buffers buffers) {
    double[] a = input(0).value();
    double[] out = value();
    int width = width();
    for (int row = 0; row < size(); row += width) {
      row(a, out, row, row + width);
    }
  }

  /** Less the greatest, which changes nothing but keeps the exponentials from overflowing. */
  private static void row(double[] a, double[] out, int from, int to) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      greatest = Math.max(greatest, a[i]);
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      double less = a[i] - greatest;
      // Masked ones are far below; not a number stays one.
      out[i] = less < NOTHING ? 0 : Math.exp(less);
      sum += out[i];
    }
    for (int i = from; i < to; i++) {
      out[i] /= sum;
    }
  }

  @Override
  void differentiate(Buffers buffers) {
    double[] out = value();
    double[] gradient = gradient();
    double[] into = input(0).gradientIn(buffers);
    int width = width();
    for (int row = 0; row < size(); row += width) {
      double mean = Vectors.dot(gradient, row, out, row, width);
      for (int i = row; i < row + width; i++) {
        into[i] += out[i] * (gradient[i] - mean);
      }
    }
  }
}
