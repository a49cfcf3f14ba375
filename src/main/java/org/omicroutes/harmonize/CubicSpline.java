package org.omicroutes.harmonize;

import java.util.Arrays;

/**
 * The cubic spline through given points whose third derivative at either end is that of the cubic
 * through the four outermost points (Forsythe, Malcolm and Moler, Computer Methods for Mathematical
 * Computations, 1977, section 4.4; R's {@code splinefun}). Beyond the points the end pieces go on.
 */
final class CubicSpline {
  private final double[] x;
  private final double[] y;

  /** A sixth of the second derivative at the points. */
  private final double[] bend;

  /**
   * @param x strictly ascending, at least 4
   */
  CubicSpline(double[] x, double[] y) {
    this.x = x;
    this.y = y;
    int n = x.length;
    double[] diagonal = new double[n];
    double[] right = new double[n];
    for (int i = 1; i < n - 1; i++) {
      diagonal[i] = 2 * (x[i + 1] - x[i - 1]);
      right[i] = slope(i) - slope(i - 1);
    }
    double first = x[1] - x[0];
    double last = x[n - 1] - x[n - 2];
    diagonal[0] = -first;
    right[0] = first * first * thirdDifference(0);
    diagonal[n - 1] = -last;
    right[n - 1] = -last * last * thirdDifference(n - 4);
    for (int i = 1; i < n; i++) {
      double above = x[i] - x[i - 1];
      double factor = above / diagonal[i - 1];
      diagonal[i] -= factor * above;
      right[i] -= factor * right[i - 1];
    }
    this.bend = new double[n];
    bend[n - 1] = right[n - 1] / diagonal[n - 1];
    for (int i = n - 2; i >= 0; i--) {
      bend[i] = (right[i] - (x[i + 1] - x[i]) * bend[i + 1]) / diagonal[i];
    }
  }

  private double slope(int i) {
    return (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
  }

  private double thirdDifference(int i) {
    double left = (slope(i + 1) - slope(i)) / (x[i + 2] - x[i]);
    double right = (slope(i + 2) - slope(i + 1)) / (x[i + 3] - x[i + 1]);
    return (right - left) / (x[i + 3] - x[i]);
  }

  private int piece(double at) {
    int found = Arrays.binarySearch(x, at);
    return Math.max(0, Math.min(found >= 0 ? found : -found - 2, x.length - 2));
  }

  double value(double at) {
    int i = piece(at);
    double t = at - x[i];
    return y[i] + t * (start(i) + t * (3 * bend[i] + t * third(i)));
  }

  double derivative(double at) {
    int i = piece(at);
    double t = at - x[i];
    return start(i) + t * (6 * bend[i] + 3 * t * third(i));
  }

  private double start(int i) {
    return slope(i) - (x[i + 1] - x[i]) * (bend[i + 1] + 2 * bend[i]);
  }

  private double third(int i) {
    return (bend[i + 1] - bend[i]) / (x[i + 1] - x[i]);
  }
}
