package org.omicroutes.neural.fusion.plain;

/**
 * Gets the derivatives by a parameter piece by piece, as they are made: what uses them at once
 * finds them in the cache, and there is no need to hold those of millions of weights.
 */
interface GradientTaker {

  /**
   * @param from place in the parameter's values
   * @param gradient the derivatives by the next {@code count} values, without the penalty's; the
   *     array is used again afterwards
   */
  void take(Parameter parameter, int from, double[] gradient, int count);

  /** Passes the derivatives on to the inputs alone. */
  GradientTaker NONE = (parameter, from, gradient, count) -> {};
}
