package org.omicroutes.compare;

/**
 * One place where two results differ.
 *
 * @param file relative to the folders
 * @param row the row's id, the line's number or the place in JSON; {@code -} for the whole file
 * @param column the column's name; {@code -} for the whole row
 * @param a what is there in the first
 * @param b what is there in the second
 */
public record Difference(String file, String row, String column, String a, String b) {
  /** The whole file, or the whole row. */
  static final String WHOLE = "-";

  /** Where one of the two has nothing. */
  static final String MISSING = "(missing)";

  private static final int MOST = 60;

  /** The columns of {@link #line}. */
  public static final String HEADER = "file\trow\tcolumn\ta\tb";

  /** The difference on one line, tab separated; long values are cut. */
  public String line() {
    return String.join("\t", file, cut(row), cut(column), cut(a), cut(b));
  }

  private static String cut(String text) {
    String plain = text.replaceAll("\\s+", " ");
    return plain.length() <= MOST ? plain : plain.substring(0, MOST) + "…";
  }
}
