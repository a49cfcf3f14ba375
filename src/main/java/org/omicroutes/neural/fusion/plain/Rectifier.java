package org.omicroutes.neural.fusion.plain;

/** ReLU and the dropout after it. */
final class Rectifier implements Layer {
  private final String name;
  private double[] output;

  /**
   * @param name of the layer that this follows, as masks have it
   */
  Rectifier(String name) {
    this.name = name;
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    double[] mask = pass.masks().get(name);
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      // Not a comparison, which would turn NaN into 0 and hide a diverging training.
      y[i] = Math.max(x[i], 0);
    }
    if (mask != null) {
      for (int i = 0; i < y.length; i++) {
        y[i] *= mask[i];
      }
    }
    output = y;
    return y;
  }

  @Override
  public double[] backward(double[] gradient, Pass pass, GradientTaker taker, boolean wanted) {
    double[] mask = pass.masks().get(name);
    for (int i = 0; i < gradient.length; i++) {
      double kept = mask == null ? 1 : mask[i];
      gradient[i] = output[i] > 0 ? gradient[i] * kept : 0;
    }
    return gradient;
  }
}
