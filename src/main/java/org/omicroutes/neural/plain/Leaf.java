package org.omicroutes.neural.plain;

import java.util.Arrays;
import org.omicroutes.neural.Tensor;

/** A value that comes from outside: fed, trained or fixed. */
final class Leaf extends Operation {
  private final String name;
  private final boolean fed;
  private final int[] declared;

  private Leaf(boolean fed, boolean trained, String name, int... declared) {
    super(trained);
    this.fed = fed;
    this.name = name;
    this.declared = declared;
  }

  /**
   * A value that is fed at every run.
   *
   * @param declared -1 for an axis of any length
   */
  static Leaf placeholder(String name, int... declared) {
    return new Leaf(true, false, name, declared.clone());
  }

  static Leaf parameter(String name, Tensor initial) {
    Leaf leaf = new Leaf(false, true, name, initial.shape().clone());
    leaf.set(new Tensor(initial.values().clone(), initial.shape()));
    return leaf;
  }

  static Leaf constant(Tensor value) {
    Leaf leaf = new Leaf(false, false, "constant", value.shape().clone());
    leaf.set(value);
    return leaf;
  }

  String name() {
    return name;
  }

  /** Whether the value is fed at every run. */
  boolean isFed() {
    return fed;
  }

  /** Takes the value as it is. */
  void set(Tensor given) {
    if (given == null) {
      throw new IllegalArgumentException("placeholder " + name + ": no value");
    }
    if (!Shapes.fits(declared, given.shape())) {
      throw new IllegalArgumentException(
          "placeholder "
              + name
              + ": found the shape "
              + Arrays.toString(given.shape())
              + ", expected "
              + Arrays.toString(declared));
    }
    shape(given.shape().clone());
    value(given.values());
  }

  /** Copies the values of a parameter. */
  void copy(double[] values) {
    if (values.length != size()) {
      throw new IllegalArgumentException(
          "parameter " + name + ": found " + values.length + " values, expected " + size());
    }
    System.arraycopy(values, 0, value(), 0, values.length);
  }

  @Override
  int[] resultShape() {
    return shape();
  }

  @Override
  void compute(Buffers buffers) {
    // It has its value.
  }

  @Override
  void differentiate(Buffers buffers) {
    // Nothing is behind it.
  }

  /** The caller of the graph keeps it. */
  @Override
  double[] newGradient(Buffers buffers) {
    return new double[size()];
  }
}
