package org.omicroutes.survival;

import java.util.List;

/** Horizons in months as they are typed: positive whole numbers, ascending. */
public final class Horizons {
  public static final String DEFAULT = "12,24,36,48,60";

  private Horizons() {}

  /**
   * Checks the parameter {@code horizons}.
   *
   * @throws IllegalArgumentException where they are no ascending whole months
   */
  public static int[] parse(List<String> typed) {
    int[] months = new int[typed.size()];
    for (int h = 0; h < months.length; h++) {
      try {
        months[h] = Integer.parseInt(typed.get(h));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "horizons: found '" + typed.get(h) + "', expected whole months", e);
      }
      if (months[h] <= (h == 0 ? 0 : months[h - 1])) {
        throw new IllegalArgumentException(
            "horizons: found " + typed + ", expected ascending months > 0");
      }
    }
    if (months.length == 0) {
      throw new IllegalArgumentException("horizons: found none, expected at least one month > 0");
    }
    return months;
  }
}
