package org.omicroutes.neural.plain;

/**
 * Sums of products of matrices. Two ways to the same end: wide results are made row by row, as sums
 * of rows of the second matrix, which compilers turn into vector instructions; narrow ones in tiles
 * of two rows and four columns, whose sums stay in registers. Both go through the second matrix in
 * blocks that fit the cache. Which way is taken, and with it the order of every sum, depends on the
 * shapes alone.
 */
public final class MatrixKernel {
  private static final int WIDE = 24;
  private static final int BLOCK_ROWS = 16;
  private static final int BLOCK_COLUMNS = 128;
  private static final int TILE_DEPTH = 256;

  private MatrixKernel() {}

  /**
   * {@code c += a b}.
   *
   * @param c has whole rows
   */
  static void addProduct(Matrix c, Matrix a, Matrix b, Buffers buffers) {
    if (c.columns() < WIDE && c.rows() >= WIDE && a.columnStep() != 1) {
      // Of a transposed first matrix: the transposed result is wide, and needs no copy of a.
      double[] turned = buffers.takeZeros(c.rows() * c.columns());
      Matrix result = Matrix.of(turned, 0, c.columns(), c.rows());
      addProduct(result, b.transposed(), a.transposed(), buffers);
      addTransposed(result, c);
      buffers.give(turned);
      return;
    }
    if (!b.hasWholeRows()) {
      double[] turned = buffers.takeZeros(b.rows() * b.columns());
      Matrix rows = Matrix.of(turned, 0, b.rows(), b.columns());
      addTransposed(b.transposed(), rows);
      addProduct(c, a, rows, buffers);
      buffers.give(turned);
      return;
    }
    if (c.columns() < WIDE) {
      narrow(c, a, b);
    } else {
      wide(c, a, b);
    }
  }

  /** {@code into += from}, transposed; {@code from} and {@code into} have whole rows. */
  private static void addTransposed(Matrix from, Matrix into) {
    double[] source = from.values();
    double[] target = into.values();
    for (int i = 0; i < from.rows(); i++) {
      int read = from.start() + i * from.rowStep();
      int write = into.start() + i;
      for (int j = 0; j < from.columns(); j++) {
        target[write + j * into.rowStep()] += source[read + j];
      }
    }
  }

  private static void wide(Matrix c, Matrix a, Matrix b) {
    for (int j = 0; j < c.columns(); j += BLOCK_COLUMNS) {
      int columns = Math.min(BLOCK_COLUMNS, c.columns() - j);
      for (int k = 0; k < b.rows(); k += BLOCK_ROWS) {
        int rows = Math.min(BLOCK_ROWS, b.rows() - k);
        for (int i = 0; i < c.rows(); i++) {
          addRows(
              c.values(),
              c.start() + i * c.rowStep() + j,
              columns,
              a.values(),
              a.start() + i * a.rowStep() + k * a.columnStep(),
              a.columnStep(),
              b.values(),
              b.start() + k * b.rowStep() + j,
              b.rowStep(),
              rows);
        }
      }
    }
  }

  /** Adds some rows of b, each times a number of a, to a row of c. */
  private static void addRows(
      double[] c,
      int atC,
      int columns,
      double[] a,
      int atA,
      int stepA,
      double[] b,
      int atB,
      int stepB,
      int rows) {
    int k = 0;
    int x = atA;
    int row = atB;
    for (; k + 3 < rows; k += 4, x += 4 * stepA, row += 4 * stepB) {
      addFour(
          c, atC, columns, a[x], a[x + stepA], a[x + 2 * stepA], a[x + 3 * stepA], b, row, stepB);
    }
    for (; k < rows; k++, x += stepA, row += stepB) {
      Vectors.addScaled(a[x], b, row, c, atC, columns);
    }
  }

  /**
   * Adds four multiples of rows of {@code b}, {@code step} apart, to {@code n} values of {@code c}.
   */
  public static void addFour(
      double[] c,
      int to,
      int n,
      double x0,
      double x1,
      double x2,
      double x3,
      double[] b,
      int b0,
      int step) {
    int b1 = b0 + step;
    int b2 = b1 + step;
    int b3 = b2 + step;
    for (int j = 0; j < n; j++) {
      c[to + j] += ((x0 * b[b0 + j] + x1 * b[b1 + j]) + (x2 * b[b2 + j] + x3 * b[b3 + j]));
    }
  }

  private static void narrow(Matrix c, Matrix a, Matrix b) {
    for (int k = 0; k < b.rows(); k += TILE_DEPTH) {
      int depth = Math.min(TILE_DEPTH, b.rows() - k);
      for (int i = 0; i < c.rows(); i += 2) {
        // The last row of an odd number is taken by itself.
        boolean two = i + 1 < c.rows();
        int atA = a.start() + i * a.rowStep() + k * a.columnStep();
        int atC = c.start() + i * c.rowStep();
        int j = 0;
        for (; two && j + 3 < c.columns(); j += 4) {
          tile(c, atC + j, a, atA, b, b.start() + k * b.rowStep() + j, depth);
        }
        for (; j < c.columns(); j++) {
          int atB = b.start() + k * b.rowStep() + j;
          c.values()[atC + j] += column(a, atA, b, atB, depth);
          if (two) {
            c.values()[atC + c.rowStep() + j] += column(a, atA + a.rowStep(), b, atB, depth);
          }
        }
      }
    }
  }

  /** Two rows and four columns of the result. */
  private static void tile(
      Matrix result, int atC, Matrix first, int atA, Matrix second, int atB, int depth) {
    double[] a = first.values();
    double[] b = second.values();
    int stepA = first.columnStep();
    int stepB = second.rowStep();
    int p = atA;
    int q = atA + first.rowStep();
    int r = atB;
    double s00 = 0;
    double s01 = 0;
    double s02 = 0;
    double s03 = 0;
    double s10 = 0;
    double s11 = 0;
    double s12 = 0;
    double s13 = 0;
    for (int k = 0; k < depth; k++, p += stepA, q += stepA, r += stepB) {
      double x = a[p];
      double y = a[q];
      double b0 = b[r];
      double b1 = b[r + 1];
      double b2 = b[r + 2];
      double b3 = b[r + 3];
      s00 += x * b0;
      s01 += x * b1;
      s02 += x * b2;
      s03 += x * b3;
      s10 += y * b0;
      s11 += y * b1;
      s12 += y * b2;
      s13 += y * b3;
    }
    double[] c = result.values();
    int below = atC + result.rowStep();
    c[atC] += s00;
    c[atC + 1] += s01;
    c[atC + 2] += s02;
    c[atC + 3] += s03;
    c[below] += s10;
    c[below + 1] += s11;
    c[below + 2] += s12;
    c[below + 3] += s13;
  }

  /** One number of the result. */
  private static double column(Matrix first, int atA, Matrix second, int atB, int depth) {
    double[] a = first.values();
    double[] b = second.values();
    int stepA = first.columnStep();
    int stepB = second.rowStep();
    if (stepA == 1 && stepB == 1) {
      return Vectors.dot(a, atA, b, atB, depth);
    }
    double even = 0;
    double odd = 0;
    int k = 0;
    for (; k + 1 < depth; k += 2) {
      even += a[atA + k * stepA] * b[atB + k * stepB];
      odd += a[atA + (k + 1) * stepA] * b[atB + (k + 1) * stepB];
    }
    return even + odd + (k < depth ? a[atA + k * stepA] * b[atB + k * stepB] : 0);
  }
}
