package org.omicroutes.neural.fusion.plain;

import java.util.List;

/** Matrices side by side. */
final class Columns {
  private Columns() {}

  /**
   * One matrix of several.
   *
   * @param parts each of {@code rows} rows, of any width
   * @param width of all together
   */
  static double[] joined(int rows, List<double[]> parts, int width) {
    double[] joined = new double[rows * width];
    int to = 0;
    for (double[] part : parts) {
      int columns = rows == 0 ? 0 : part.length / rows;
      for (int i = 0; i < rows; i++) {
        System.arraycopy(part, i * columns, joined, i * width + to, columns);
      }
      to += columns;
    }
    return joined;
  }

  /** Some columns of a matrix of {@code width} columns. */
  static double[] cut(double[] from, int rows, int width, int first, int columns) {
    double[] cut = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(from, i * width + first, cut, i * columns, columns);
    }
    return cut;
  }

  static double[][] rows(double[] from, int rows, int width) {
    double[][] cut = new double[rows][width];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(from, i * width, cut[i], 0, width);
    }
    return cut;
  }
}
