package org.omicroutes.neural.plain;

import java.util.Arrays;

/**
 * Rows of the last axis brought to mean 0 and variance 1, then scaled and shifted. Ba, Kiros,
 * Hinton, <i>Layer normalization</i>, arXiv:1607.06450.
 */
final class LayerNorm extends Operation {
  /** Added to the variance: a constant row gives zeros. */
  private static final double EPSILON = 1e-5;

  private double[] means = {};
  private double[] scales = {};

  LayerNorm(Operation a, Operation gain, Operation bias) {
    super(a, gain, bias);
  }

  @Override
  int[] resultShape() {
    int[] shape = input(0).shape();
    int width = shape[shape.length - 1];
    if (input(1).size() != width || input(2).size() != width) {
      throw new IllegalArgumentException(
          "found a gain of "
              + input(1).size()
              + " and a bias of "
              + input(2).size()
              + " values, expected one for each column of "
              + Arrays.toString(shape));
    }
    return shape;
  }

  @Override
  boolean readsInput(int input) {
    return input < 2;
  }

  @Override
  void compute(Buffers buffers) {
    int width = input(1).size();
    int rows = width == 0 ? 0 : size() / width;
    if (means.length < rows) {
      means = new double[rows];
      scales = new double[rows];
    }
    double[] a = input(0).value();
    for (int r = 0; r < rows; r++) {
      double mean = Vectors.sum(a, r * width, width) / width;
      double squares = 0;
      for (int i = r * width; i < (r + 1) * width; i++) {
        squares += (a[i] - mean) * (a[i] - mean);
      }
      means[r] = mean;
      scales[r] = 1 / Math.sqrt(squares / width + EPSILON);
      normalise(a, r * width, mean, scales[r], width);
    }
  }

  private void normalise(double[] a, int from, double mean, double scale, int width) {
    double[] gain = input(1).value();
    double[] bias = input(2).value();
    double[] out = value();
    for (int j = 0; j < width; j++) {
      out[from + j] = (a[from + j] - mean) * scale * gain[j] + bias[j];
    }
  }

  @Override
  void differentiate(Buffers buffers) {
    int width = input(1).size();
    int rows = width == 0 ? 0 : size() / width;
    if (input(0).trained()) {
      double[] into = input(0).gradientIn(buffers);
      for (int r = 0; r < rows; r++) {
        passRow(into, r, width);
      }
    }
    if (input(1).trained()) {
      passGain(input(1).gradientIn(buffers), rows, width);
    }
    if (input(2).trained()) {
      double[] into = input(2).gradientIn(buffers);
      for (int r = 0; r < rows; r++) {
        Vectors.add(gradient(), r * width, into, 0, width);
      }
    }
  }

  /** With x the normalised row and g the gradient by it: scale · (g - mean g - x · mean g x). */
  private void passRow(double[] into, int r, int width) {
    double[] a = input(0).value();
    double[] gain = input(1).value();
    double[] gradient = gradient();
    int from = r * width;
    double sum = 0;
    double product = 0;
    for (int j = 0; j < width; j++) {
      double g = gradient[from + j] * gain[j];
      sum += g;
      product += g * (a[from + j] - means[r]);
    }
    double scale = scales[r];
    double mean = sum / width;
    double slope = product * scale * scale / width;
    for (int j = 0; j < width; j++) {
      double g = gradient[from + j] * gain[j];
      into[from + j] += scale * (g - mean - (a[from + j] - means[r]) * slope);
    }
  }

  private void passGain(double[] into, int rows, int width) {
    double[] a = input(0).value();
    double[] gradient = gradient();
    for (int r = 0; r < rows; r++) {
      int from = r * width;
      for (int j = 0; j < width; j++) {
        into[j] += gradient[from + j] * ((a[from + j] - means[r]) * scales[r]);
      }
    }
  }
}
