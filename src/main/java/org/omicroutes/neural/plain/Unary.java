package org.omicroutes.neural.plain;

/** A function of each number by itself. */
abstract class Unary extends Operation {
  private Unary(Operation a) {
    super(a);
  }

  @Override
  final int[] resultShape() {
    return input(0).shape();
  }

  @Override
  final void compute(Buffers buffers) {
    apply(input(0).value(), value(), size());
  }

  @Override
  final void differentiate(Buffers buffers) {
    pass(gradient(), input(0).gradientIn(buffers), size());
  }

  abstract void apply(double[] a, double[] out, int size);

  /** Adds {@code gradient} times the derivative to {@code into}. */
  abstract void pass(double[] gradient, double[] into, int size);

  /** {@code factor * a + shift}. */
  static final class Affine extends Unary {
    private final double factor;
    private final double shift;

    Affine(Operation a, double factor, double shift) {
      super(a);
      this.factor = factor;
      this.shift = shift;
    }

    @Override
    void apply(double[] a, double[] out, int size) {
      double f = factor;
      double s = shift;
      for (int i = 0; i < size; i++) {
        out[i] = f * a[i] + s;
      }
    }

    @Override
    void pass(double[] gradient, double[] into, int size) {
      double f = factor;
      for (int i = 0; i < size; i++) {
        into[i] += f * gradient[i];
      }
    }
  }

  /** The exponential. */
  static final class Exp extends Unary {
    Exp(Operation a) {
      super(a);
    }

    @Override
    boolean readsValue() {
      return true;
    }

    @Override
    void apply(double[] a, double[] out, int size) {
      for (int i = 0; i < size; i++) {
        out[i] = Math.exp(a[i]);
      }
    }

    @Override
    void pass(double[] gradient, double[] into, int size) {
      double[] out = value();
      for (int i = 0; i < size; i++) {
        into[i] += gradient[i] * out[i];
      }
    }
  }

  /** The natural logarithm. */
  static final class Log extends Unary {
    Log(Operation a) {
      super(a);
    }

    @Override
    boolean readsInput(int input) {
      return true;
    }

    @Override
    void apply(double[] a, double[] out, int size) {
      for (int i = 0; i < size; i++) {
        out[i] = Math.log(a[i]);
      }
    }

    @Override
    void pass(double[] gradient, double[] into, int size) {
      double[] a = input(0).value();
      for (int i = 0; i < size; i++) {
        into[i] += gradient[i] / a[i];
      }
    }
  }

  /** {@code max(0, a)}; the derivative at 0 is 0. */
  static final class Relu extends Unary {
    Relu(Operation a) {
      super(a);
    }

    @Override
    boolean readsValue() {
      return true;
    }

    @Override
    void apply(double[] a, double[] out, int size) {
      for (int i = 0; i < size; i++) {
        out[i] = Math.max(0, a[i]);
      }
    }

    @Override
    void pass(double[] gradient, double[] into, int size) {
      double[] out = value();
      for (int i = 0; i < size; i++) {
        into[i] += out[i] > 0 ? gradient[i] : 0;
      }
    }
  }
}
