package org.omicroutes.neural.plain;

import java.util.Arrays;

/**
 * The product of two matrices (rank 2), or of those at the same place on the first axis (rank 3);
 * the second one may be taken transposed.
 */
final class MatrixProduct extends Operation {
  private final boolean transposed;

  MatrixProduct(Operation a, Operation b, boolean transposed) {
    super(a, b);
    this.transposed = transposed;
  }

  @Override
  int[] resultShape() {
    int[] a = input(0).shape();
    int[] b = input(1).shape();
    int rank = a.length;
    boolean possible = rank == b.length && (rank == 2 || rank == 3 && a[0] == b[0]);
    if (!possible || a[rank - 1] != b[transposed ? rank - 1 : rank - 2]) {
      throw new IllegalArgumentException(
          "no product of "
              + Arrays.toString(a)
              + " and "
              + (transposed ? "the transposed " : "")
              + Arrays.toString(b));
    }
    int[] shape = a.clone();
    shape[rank - 1] = b[transposed ? rank - 2 : rank - 1];
    return shape;
  }

  @Override
  boolean readsInput(int input) {
    return input(1 - input).trained();
  }

  private int count() {
    return shape().length == 3 ? shape()[0] : 1;
  }

  /** One of the matrices of a value of an operation. */
  private static Matrix matrix(Operation of, double[] values, int place) {
    int[] shape = of.shape();
    int rows = shape[shape.length - 2];
    int columns = shape[shape.length - 1];
    return Matrix.of(values, place * rows * columns, rows, columns);
  }

  private Matrix second(double[] values, int place) {
    Matrix b = matrix(input(1), values, place);
    return transposed ? b.transposed() : b;
  }

  @Override
  void compute(Buffers buffers) {
    Arrays.fill(value(), 0, size(), 0);
    for (int m = 0; m < count(); m++) {
      MatrixKernel.addProduct(
          matrix(this, value(), m),
          matrix(input(0), input(0).value(), m),
          second(input(1).value(), m),
          buffers);
    }
  }

  /** With C = A B and G the derivative by C: G Bᵀ by A, and Aᵀ G by B, or Gᵀ A by Bᵀ. */
  @Override
  void differentiate(Buffers buffers) {
    double[] intoA = input(0).trained() ? input(0).gradientIn(buffers) : null;
    double[] intoB = input(1).trained() ? input(1).gradientIn(buffers) : null;
    for (int m = 0; m < count(); m++) {
      Matrix gradient = matrix(this, gradient(), m);
      if (intoA != null) {
        Matrix b = second(input(1).value(), m);
        MatrixKernel.addProduct(matrix(input(0), intoA, m), gradient, b.transposed(), buffers);
      }
      if (intoB != null) {
        Matrix a = matrix(input(0), input(0).value(), m);
        Matrix into = matrix(input(1), intoB, m);
        if (transposed) {
          MatrixKernel.addProduct(into, gradient.transposed(), a, buffers);
        } else {
          MatrixKernel.addProduct(into, a.transposed(), gradient, buffers);
        }
      }
    }
  }
}
