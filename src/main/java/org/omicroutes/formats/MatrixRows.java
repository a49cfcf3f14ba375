package org.omicroutes.formats;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Goes through the rows of a matrix file without making strings of its numbers. */
final class MatrixRows {
  private final DelimitedReader in;
  private String text;
  private List<String> quoted;
  private int[] ends = new int[64];
  private int count;

  MatrixRows(DelimitedReader in) {
    this.in = in;
  }

  /** Goes to the next row; false at the end. */
  boolean next() throws IOException {
    text = in.nextText();
    if (text == null) {
      return false;
    }
    if (text.indexOf('"') >= 0) {
      quoted = in.cells(text);
      count = quoted.size();
      return true;
    }
    quoted = null;
    count = 0;
    char delimiter = in.delimiter();
    for (int end = text.indexOf(delimiter); end >= 0; end = text.indexOf(delimiter, end + 1)) {
      add(end);
    }
    add(text.length());
    return true;
  }

  private void add(int end) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = end;
  }

  /** How many cells the row has. */
  int cellCount() {
    return count;
  }

  /** The text of a cell. */
  String cell(int cell) {
    return quoted != null ? quoted.get(cell) : text.substring(start(cell), ends[cell]);
  }

  /** A cell that is a short number; NaN where it is anything else. */
  double simpleNumber(int cell) {
    if (quoted != null) {
      String value = quoted.get(cell);
      return NumberText.simple(value, 0, value.length());
    }
    return NumberText.simple(text, start(cell), ends[cell]);
  }

  private int start(int cell) {
    return cell == 0 ? 0 : ends[cell - 1] + 1;
  }
}
