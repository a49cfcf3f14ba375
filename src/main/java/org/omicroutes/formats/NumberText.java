package org.omicroutes.formats;

import com.fasterxml.jackson.core.io.NumberInput;
import java.util.stream.IntStream;

/** Numbers as the text that files hold, and back, exactly and fast: files hold millions of them. */
final class NumberText {
  private static final int MAX_DIGITS = 15;
  private static final double[] TENS =
      IntStream.rangeClosed(0, MAX_DIGITS).mapToDouble(k -> Double.parseDouble("1e" + k)).toArray();

  /** Decimals of a short number: those of most measured values. */
  private static final int DECIMALS = 6;

  private static final double SHIFT = 1e6;
  private static final int REMEMBERED_BITS = 10;

  private final double[] values = new double[1 << REMEMBERED_BITS];
  private final String[] texts = new String[1 << REMEMBERED_BITS];

  /**
   * A cell of up to 15 digits with or without sign and point, which are most of them, several times
   * faster than {@link Double#parseDouble} and with the same result: both the digits and the power
   * of ten are exact doubles, so the one division rounds correctly (Clinger 1990). NaN for anything
   * else.
   *
   * @param start of the cell in {@code text}
   * @param end behind the cell
   */
  static double simple(String text, int start, int end) {
    int first = start < end && text.charAt(start) == '-' ? start + 1 : start;
    long digits = 0;
    int count = 0;
    int point = -1;
    for (int i = first; i < end; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = 10 * digits + (c - '0');
        count++;
      } else if (c == '.' && point < 0) {
        point = i;
      } else {
        return Double.NaN;
      }
      if (count > MAX_DIGITS) {
        return Double.NaN;
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    double value = point < 0 ? digits : digits / TENS[end - 1 - point];
    return first > start ? -value : value;
  }

  /**
   * As {@link Double#parseDouble}, a few times faster (Lemire, Software: Practice and Experience
   * 2021, doi:10.1002/spe.2984).
   *
   * @throws NumberFormatException where the cell is no number
   */
  static double parse(String cell) {
    return NumberInput.parseDouble(cell, true);
  }

  /** A number as files hold it: shortest exact form, integers without a point, NaN as NA. */
  static String format(double value) {
    if (Double.isNaN(value)) {
      return "NA";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }

  /**
   * Appends what {@link #format} gives. Values that come again, as those of copy numbers and of
   * their ranks do, are looked up.
   */
  void append(StringBuilder out, double value) {
    if (Double.isNaN(value)) {
      out.append("NA");
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      out.append((long) value);
    } else if (!appendShort(out, value)) {
      long bits = Double.doubleToRawLongBits(value);
      int place = (int) ((bits * 0x9E3779B97F4A7C15L) >>> (64 - REMEMBERED_BITS));
      if (texts[place] == null || values[place] != value) {
        values[place] = value;
        texts[place] = Double.toString(value);
      }
      out.append(texts[place]);
    }
  }

  /**
   * Appends a number of at most 6 decimals: if a whole number / 10^6 is the value, its digits (at
   * most 13) are the shortest that read back to it, because decimals of up to 15 digits are all
   * different doubles.
   *
   * @return false, and nothing appended, for any other number
   */
  private static boolean appendShort(StringBuilder out, double value) {
    double size = Math.abs(value);
    // Double.toString writes others with an exponent.
    if (!(size >= 1e-3 && size < 1e7)) {
      return false;
    }
    long shifted = Math.round(size * SHIFT);
    if (shifted / SHIFT != size) {
      return false;
    }
    long whole = shifted / (long) SHIFT;
    int decimals = (int) (shifted - whole * (long) SHIFT);
    int places = DECIMALS;
    while (decimals % 10 == 0) {
      decimals /= 10;
      places--;
    }
    if (value < 0) {
      out.append('-');
    }
    out.append(whole).append('.');
    for (int unit = (int) TENS[places - 1]; unit > 0; unit /= 10) {
      out.append((char) ('0' + decimals / unit % 10));
    }
    return true;
  }
}
