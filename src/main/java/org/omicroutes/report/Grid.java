package org.omicroutes.report;

/**
 * Panels of one size side by side on a drawing, row by row. Few panels are large, many are small.
 *
 * @param cellWidth a panel's width, in pixels, its margins included
 * @param top where the first row begins
 */
record Grid(int count, int columns, double cellWidth, double cellHeight, double top) {
  static final double WIDTH = 880;

  /** As many columns as keep the panels legible: one panel fills the drawing, nine stand 3 by 3. */
  static int columnsFor(int count) {
    return count == 1 ? 1 : count == 2 || count == 4 ? 2 : 3;
  }

  static Grid of(int count, double[] heights, double top) {
    int columns = columnsFor(count);
    return new Grid(count, columns, WIDTH / columns, heights[columns - 1], top);
  }

  double x(int index) {
    return index % columns * cellWidth;
  }

  double y(int index) {
    return top + index / columns * cellHeight;
  }

  double height() {
    return top + (count + columns - 1) / columns * cellHeight;
  }

  boolean firstOfRow(int index) {
    return index % columns == 0;
  }
}
