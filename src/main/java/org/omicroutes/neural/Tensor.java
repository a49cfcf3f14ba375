package org.omicroutes.neural;

import java.util.Arrays;

/**
 * Numbers with a shape, row-major (the last axis runs fastest). The array is not copied: whoever
 * hands over a tensor leaves it alone while it is in use.
 *
 * @param values as many as the product of {@code shape}
 * @param shape the length of each axis; empty for a single number
 */
public record Tensor(double[] values, int... shape) {
  public Tensor {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    if (size != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for the shape " + Arrays.toString(shape));
    }
  }

  /** A tensor of zeros. */
  public static Tensor zeros(int... shape) {
    return new Tensor(new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)], shape);
  }

  /** A tensor of ones. */
  public static Tensor ones(int... shape) {
    Tensor tensor = zeros(shape);
    Arrays.fill(tensor.values, 1);
    return tensor;
  }
}
