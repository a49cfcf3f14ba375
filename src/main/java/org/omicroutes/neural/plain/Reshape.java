package org.omicroutes.neural.plain;

/** The numbers of its input in another shape; they are neither copied nor moved. */
final class Reshape extends Operation {
  private final int[] wanted;

  /**
   * @param wanted one axis may be -1
   */
  Reshape(Operation a, int... wanted) {
    super(a);
    this.wanted = wanted.clone();
  }

  @Override
  Operation storage() {
    return input(0).storage();
  }

  @Override
  int[] resultShape() {
    return Shapes.resolve(wanted, input(0).size());
  }

  @Override
  void compute(Buffers buffers) {
    // The value is the input's.
  }

  @Override
  void differentiate(Buffers buffers) {
    // What was added to the gradient was added to the input's.
  }
}
