package org.omicroutes.neural.fusion.plain;

/** Part of a network. It remembers what it needs to go back. */
interface Layer {

  /**
   * @param x patients × inputs; kept and not changed
   * @return patients × outputs
   */
  double[] forward(double[] x, Pass pass);

  /**
   * @param gradient the derivatives of the loss by this layer's outputs; may be changed
   * @param wanted whether the derivatives by the inputs are needed
   * @return those by the inputs; null where they are not wanted
   */
  double[] backward(double[] gradient, Pass pass, GradientTaker taker, boolean wanted);
}
