package org.omicroutes.neural.fusion.plain;

import org.omicroutes.neural.plain.MatrixKernel;

/**
 * Sums of products of matrices whose rows lie one after another. The order of every sum depends on
 * its length alone, so that a patient's numbers are the same in any company.
 */
final class Products {
  /** So many rows and columns of the second matrix stay in the cache of first level. */
  private static final int BLOCK_ROWS = 16;

  private static final int BLOCK_COLUMNS = 256;

  private Products() {}

  /**
   * {@code c += a b}.
   *
   * @param a rows × depth: the number at row i, place k is at {@code startA + i stepRow + k step}
   * @param b depth × columns
   * @param c rows × columns
   */
  static void add(
      double[] c,
      int rows,
      double[] a,
      int startA,
      int stepRow,
      int step,
      int depth,
      double[] b,
      int columns) {
    for (int j = 0; j < columns; j += BLOCK_COLUMNS) {
      int width = Math.min(BLOCK_COLUMNS, columns - j);
      for (int k = 0; k < depth; k += BLOCK_ROWS) {
        int count = Math.min(BLOCK_ROWS, depth - k);
        for (int i = 0; i < rows; i++) {
          int atA = startA + i * stepRow + k * step;
          addRows(c, i * columns + j, width, a, atA, step, b, k * columns + j, columns, count);
        }
      }
    }
  }

  private static void addRows(
      double[] c,
      int atC,
      int width,
      double[] a,
      int atA,
      int step,
      double[] b,
      int atB,
      int stepB,
      int count) {
    int k = 0;
    int x = atA;
    int row = atB;
    for (; k + 3 < count; k += 4, x += 4 * step, row += 4 * stepB) {
      MatrixKernel.addFour(
          c, atC, width, a[x], a[x + step], a[x + 2 * step], a[x + 3 * step], b, row, stepB);
    }
    for (; k < count; k++, x += step, row += stepB) {
      double factor = a[x];
      for (int j = 0; j < width; j++) {
        c[atC + j] += factor * b[row + j];
      }
    }
  }

  /** Rows as columns. */
  static double[] transposed(double[] a, int rows, int columns) {
    double[] turned = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rows + i] = a[i * columns + j];
      }
    }
    return turned;
  }
}
