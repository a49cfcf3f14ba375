package org.omicroutes.neural.fusion.plain;

import java.util.Arrays;

/** {@code y = x W + b}. */
final class Dense implements Layer {
  /** So many rows of the gradient are made at a time. */
  private static final int ROWS = 16;

  private final Parameter weight;
  private final Parameter bias;
  private final int inputs;
  private final int outputs;
  private double[] input;

  /**
   * @param bias null for none
   */
  Dense(Parameter weight, Parameter bias) {
    this.weight = weight;
    this.bias = bias;
    this.inputs = weight.shape().rows();
    this.outputs = weight.shape().columns();
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    input = x;
    int rows = x.length / inputs;
    double[] y = new double[rows * outputs];
    for (int i = 0; bias != null && i < rows; i++) {
      System.arraycopy(bias.values(), 0, y, i * outputs, outputs);
    }
    Products.add(y, rows, x, 0, inputs, 1, inputs, weight.values(), outputs);
    return y;
  }

  @Override
  public double[] backward(double[] gradient, Pass pass, GradientTaker taker, boolean wanted) {
    int rows = gradient.length / outputs;
    // Before the weights may be moved.
    double[] byInput = wanted ? byInput(gradient, rows) : null;
    if (taker != GradientTaker.NONE) {
      byWeights(gradient, rows, taker);
      if (bias != null) {
        byBias(gradient, rows, taker);
      }
    }
    return byInput;
  }

  /** (W Gᵀ)ᵀ: goes through the weights once, with long inner loops. */
  private double[] byInput(double[] gradient, int rows) {
    double[] turned = new double[inputs * rows];
    double[] columns = Products.transposed(gradient, rows, outputs);
    Products.add(turned, inputs, weight.values(), 0, outputs, 1, outputs, columns, rows);
    return Products.transposed(turned, inputs, rows);
  }

  private void byWeights(double[] gradient, int rows, GradientTaker taker) {
    double[] piece = new double[ROWS * outputs];
    for (int i = 0; i < inputs; i += ROWS) {
      int count = Math.min(ROWS, inputs - i);
      Arrays.fill(piece, 0);
      Products.add(piece, count, input, i, 1, inputs, rows, gradient, outputs);
      taker.take(weight, i * outputs, piece, count * outputs);
    }
  }

  private void byBias(double[] gradient, int rows, GradientTaker taker) {
    double[] sum = new double[outputs];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < outputs; j++) {
        sum[j] += gradient[i * outputs + j];
      }
    }
    taker.take(bias, 0, sum, outputs);
  }
}
