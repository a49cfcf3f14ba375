package org.omicroutes.formats;

/**
 * Finds the fields of one line without making strings of them: genome-wide files have tens of
 * millions of lines.
 */
final class FieldScanner {
  private final boolean spaces;
  private final int[] starts;
  private final int[] ends;
  private String line;
  private int count;

  /**
   * @param limit how many fields are looked at; the rest of a line is not scanned
   * @param spaces whether runs of blanks separate fields as well as tabs do
   */
  FieldScanner(int limit, boolean spaces) {
    this.starts = new int[limit];
    this.ends = new int[limit];
    this.spaces = spaces;
  }

  /** Looks at a line; the number of fields found, at most the limit. */
  int scan(String text) {
    line = text;
    count = 0;
    int position = 0;
    int length = text.length();
    while (count < starts.length && position <= length) {
      int end = position;
      while (end < length && !separates(text.charAt(end))) {
        end++;
      }
      starts[count] = position;
      ends[count] = end;
      count++;
      position = end + 1;
      while (spaces && position < length && separates(text.charAt(position))) {
        position++;
      }
    }
    return count;
  }

  private boolean separates(char c) {
    return c == '\t' || spaces && c == ' ';
  }

  /** The text of a field. */
  String text(int field) {
    return line.substring(starts[field], ends[field]);
  }

  /** Whether a field reads {@code text}. */
  boolean is(int field, String text) {
    return text.length() == ends[field] - starts[field] && line.startsWith(text, starts[field]);
  }

  /**
   * A field as a whole number.
   *
   * @throws NumberFormatException where it is none
   */
  int integer(int field) {
    return Integer.parseInt(line, starts[field], ends[field], 10);
  }

  /**
   * A field as a number.
   *
   * @throws NumberFormatException where it is none
   */
  double number(int field) {
    return Double.parseDouble(text(field));
  }
}
