package org.omicroutes.neural.plain;

/** A sum or a product of two values, element by element; axes of length 1 are broadcast. */
abstract class Binary extends Operation {
  private Broadcast walk;

  private Binary(Operation a, Operation b) {
    super(a, b);
  }

  @Override
  final int[] resultShape() {
    int[] a = input(0).shape();
    int[] b = input(1).shape();
    if (walk == null || !walk.isOf(a, b)) {
      walk = new Broadcast(a, b);
    }
    return Shapes.broadcast(a, b);
  }

  @Override
  final void compute(Buffers buffers) {
    double[] a = input(0).value();
    double[] b = input(1).value();
    double[] out = value();
    int n = walk.length();
    for (int row = 0; row < walk.rows(); row++) {
      int startA = walk.startA(row);
      int startB = walk.startB(row);
      if (walk.stepA() == 0) {
        combineOne(a[startA], b, startB, out, row * n, n);
      } else if (walk.stepB() == 0) {
        combineOne(b[startB], a, startA, out, row * n, n);
      } else {
        combine(a, startA, b, startB, out, row * n, n);
      }
    }
  }

  abstract void combine(
      double[] a, int startA, double[] b, int startB, double[] out, int start, int n);

  abstract void combineOne(double one, double[] many, int from, double[] out, int start, int n);

  @Override
  final void differentiate(Buffers buffers) {
    int n = walk.length();
    if (input(0).trained()) {
      double[] into = input(0).gradientIn(buffers);
      for (int row = 0; row < walk.rows(); row++) {
        pass(
            row * n,
            input(1).value(),
            walk.startB(row),
            walk.stepB(),
            into,
            walk.startA(row),
            walk.stepA());
      }
    }
    if (input(1).trained()) {
      double[] into = input(1).gradientIn(buffers);
      for (int row = 0; row < walk.rows(); row++) {
        pass(
            row * n,
            input(0).value(),
            walk.startA(row),
            walk.stepA(),
            into,
            walk.startB(row),
            walk.stepB());
      }
    }
  }

  /**
   * Adds what a row of the gradient, which begins at {@code row}, passes on to one of the values.
   */
  abstract void pass(
      int row, double[] other, int startOther, int stepOther, double[] into, int start, int step);

  final int rowLength() {
    return walk.length();
  }

  /** a + b. */
  static final class Add extends Binary {
    Add(Operation a, Operation b) {
      super(a, b);
    }

    @Override
    void combine(double[] a, int startA, double[] b, int startB, double[] out, int start, int n) {
      for (int i = 0; i < n; i++) {
        out[start + i] = a[startA + i] + b[startB + i];
      }
    }

    @Override
    void combineOne(double one, double[] many, int from, double[] out, int start, int n) {
      for (int i = 0; i < n; i++) {
        out[start + i] = one + many[from + i];
      }
    }

    @Override
    void pass(
        int row,
        double[] other,
        int startOther,
        int stepOther,
        double[] into,
        int start,
        int step) {
      if (step == 0) {
        into[start] += Vectors.sum(gradient(), row, rowLength());
      } else {
        Vectors.add(gradient(), row, into, start, rowLength());
      }
    }
  }

  /** a · b. */
  static final class Multiply extends Binary {
    Multiply(Operation a, Operation b) {
      super(a, b);
    }

    @Override
    boolean readsInput(int input) {
      return input(1 - input).trained();
    }

    @Override
    void combine(double[] a, int startA, double[] b, int startB, double[] out, int start, int n) {
      for (int i = 0; i < n; i++) {
        out[start + i] = a[startA + i] * b[startB + i];
      }
    }

    @Override
    void combineOne(double one, double[] many, int from, double[] out, int start, int n) {
      for (int i = 0; i < n; i++) {
        out[start + i] = one * many[from + i];
      }
    }

    @Override
    void pass(
        int row,
        double[] other,
        int startOther,
        int stepOther,
        double[] into,
        int start,
        int step) {
      double[] gradient = gradient();
      int n = rowLength();
      if (step == 0) {
        into[start] += Vectors.dot(gradient, row, other, startOther, n);
      } else if (stepOther == 0) {
        Vectors.addScaled(other[startOther], gradient, row, into, start, n);
      } else {
        Vectors.addProduct(gradient, row, other, startOther, into, start, n);
      }
    }
  }
}
