package org.omicroutes.neural.plain;

/**
 * Part of an array, seen as a matrix.
 *
 * @param start where its first number is
 * @param rowStep from a number to the one below it
 * @param columnStep from a number to the one right of it
 */
record Matrix(double[] values, int start, int rows, int columns, int rowStep, int columnStep) {

  /** Row after row. */
  static Matrix of(double[] values, int start, int rows, int columns) {
    return new Matrix(values, start, rows, columns, columns, 1);
  }

  /** The same numbers, rows as columns. */
  Matrix transposed() {
    return new Matrix(values, start, columns, rows, columnStep, rowStep);
  }

  /** Whether the numbers of a row are neighbours. */
  boolean hasWholeRows() {
    return columnStep == 1 || columns == 1;
  }
}
