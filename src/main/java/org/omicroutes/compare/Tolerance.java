package org.omicroutes.compare;

/**
 * How far two numbers may be apart and still be called the same: by the absolute difference, or by
 * the difference relative to the greater of the two.
 *
 * @param relative at least 0
 * @param absolute at least 0
 */
public record Tolerance(double relative, double absolute) {

  public Tolerance {
    if (!(relative >= 0 && absolute >= 0)) {
      throw new IllegalArgumentException(
          "tolerance: found " + relative + "/" + absolute + ", expected numbers of at least 0");
    }
  }

  /**
   * {@code 1e-9} for both, or {@code 1e-6/1e-12}: relative, then absolute.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Tolerance parse(String text) {
    int slash = text.indexOf('/');
    try {
      double relative = Double.parseDouble(slash < 0 ? text : text.substring(0, slash));
      double absolute = slash < 0 ? relative : Double.parseDouble(text.substring(slash + 1));
      return new Tolerance(relative, absolute);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "tolerance: found '" + text + "', expected a number, or RELATIVE/ABSOLUTE", e);
    }
  }

  /** Whether two texts are the same text, or numbers within the tolerance. */
  boolean same(String a, String b) {
    return a.equals(b) || isNumber(a) && isNumber(b) && same(parse64(a), parse64(b));
  }

  /** NaN is the same as NaN. */
  boolean same(double a, double b) {
    if (Double.compare(a, b) == 0) {
      return true;
    }
    double apart = Math.abs(a - b);
    return apart <= absolute || apart <= relative * Math.max(Math.abs(a), Math.abs(b));
  }

  /** Plain decimal numbers only; Java would also take {@code 1d} or {@code 0x1p3}. */
  private static boolean isNumber(String text) {
    boolean hasDigit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isDigit = c >= '0' && c <= '9';
      hasDigit |= isDigit;
      if (!isDigit && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return hasDigit && !Double.isNaN(parse64(text));
  }

  private static double parse64(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
