package org.omicroutes.report;

import java.util.Locale;

/** Numbers as people read them; a missing value is a dash. */
final class Numbers {
  static final String MISSING = "–";

  private Numbers() {}

  /** A fixed number of decimals; a minus sign is the typographic one. */
  static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return MISSING;
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    if (text.matches("-0\\.?0*")) {
      text = text.substring(1);
    }
    return text.replace('-', '\u2212');
  }

  /** As {@link #fixed}, with its sign also where it is positive. */
  static String signed(double value, int decimals) {
    String text = fixed(value, decimals);
    return Double.isFinite(value) && value > 0 ? "+" + text : text;
  }

  static String percent(double share, int decimals) {
    return Double.isFinite(share) ? fixed(share * 100, decimals) + " %" : MISSING;
  }

  /** A whole number with thin thousands separators. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202F');
  }

  /** Enough digits for a tick label at this spacing. */
  static String tick(double value, double step) {
    if (value != 0 && (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-4)) {
      return String.format(Locale.ROOT, "%.0e", value).replace('-', '\u2212');
    }
    int decimals = (int) Math.max(0, Math.ceil(-StrictMath.log10(Math.abs(step)) - 1e-6));
    return fixed(value, Math.min(decimals, 6));
  }

  /** Three significant digits, or scientific for the very small. */
  static String significant(double value) {
    if (!Double.isFinite(value)) {
      return MISSING;
    }
    double size = Math.abs(value);
    if (size != 0 && size < 1e-3) {
      return String.format(Locale.ROOT, "%.2e", value).replace('-', '\u2212');
    }
    int decimals = size == 0 ? 0 : 2 - (int) Math.floor(StrictMath.log10(size));
    return fixed(value, Math.max(0, Math.min(5, decimals)));
  }

  /** {@code p = 0.012} or {@code p < 0.001}. */
  static String pValue(double p) {
    if (!Double.isFinite(p)) {
      return "p not available";
    }
    return p < 0.001 ? "p < 0.001" : "p = " + fixed(p, p < 0.1 ? 3 : 2);
  }

  /** A mean with its interval: {@code 0.71 (0.66 to 0.76)}. */
  static String interval(double value, double low, double high, int decimals) {
    return Double.isFinite(low) && Double.isFinite(high)
        ? fixed(value, decimals)
            + " ("
            + fixed(low, decimals)
            + " to "
            + fixed(high, decimals)
            + ")"
        : fixed(value, decimals);
  }
}
