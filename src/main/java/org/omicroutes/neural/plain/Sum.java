package org.omicroutes.neural.plain;

import java.util.Arrays;

/** A sum over one axis, which is kept with length 1, or over everything. */
final class Sum extends Operation {
  private static final int ALL = -1;

  private final int axis;

  private Sum(Operation a, int axis) {
    super(a);
    this.axis = axis;
  }

  static Sum over(Operation a, int axis) {
    if (axis < 0) {
      throw new IllegalArgumentException("axis: found " + axis + ", expected 0 or above");
    }
    return new Sum(a, axis);
  }

  static Sum ofAll(Operation a) {
    return new Sum(a, ALL);
  }

  @Override
  int[] resultShape() {
    if (axis == ALL) {
      return new int[0];
    }
    int[] shape = input(0).shape().clone();
    if (axis >= shape.length) {
      throw new IllegalArgumentException("no axis " + axis + " in " + Arrays.toString(shape));
    }
    shape[axis] = 1;
    return shape;
  }

  /** How many numbers go into one sum. */
  private int length() {
    return axis == ALL ? input(0).size() : input(0).shape()[axis];
  }

  /** How far they are apart. */
  private int step() {
    int[] shape = input(0).shape();
    return axis == ALL ? 1 : Shapes.size(Arrays.copyOfRange(shape, axis + 1, shape.length));
  }

  @Override
  void compute(Buffers buffers) {
    double[] a = input(0).value();
    double[] out = value();
    int step = step();
    int length = length();
    Arrays.fill(out, 0, size(), 0);
    for (int at = 0; at < size(); at += step) {
      for (int k = 0; k < length; k++) {
        int from = at * length + k * step;
        for (int j = 0; j < step; j++) {
          out[at + j] += a[from + j];
        }
      }
    }
  }

  @Override
  void differentiate(Buffers buffers) {
    double[] into = input(0).gradientIn(buffers);
    double[] gradient = gradient();
    int step = step();
    int length = length();
    for (int at = 0; at < size(); at += step) {
      for (int k = 0; k < length; k++) {
        int to = at * length + k * step;
        for (int j = 0; j < step; j++) {
          into[to + j] += gradient[at + j];
        }
      }
    }
  }
}
