package org.omicroutes.survival;

import org.omicroutes.cohort.DataException;

/**
 * A predicted survival curve that is known at horizons: straight lines between them, from 1 at time
 * 0; beyond the last horizon the last value is kept.
 */
final class PredictedCurve {
  private PredictedCurve() {}

  /**
   * @throws DataException where horizons do not ascend from above 0, a curve has another number of
   *     values, or a value is no probability or rises in time
   */
  static void check(double[] days, double[][] curves) {
    for (int h = 0; h < days.length; h++) {
      if (!(days[h] > (h == 0 ? 0 : days[h - 1])) || Double.isInfinite(days[h])) {
        throw DataException.of("horizon " + days[h] + " days", "ascending days > 0");
      }
    }
    if (days.length == 0) {
      throw DataException.of("no horizon", "at least one");
    }
    for (int i = 0; i < curves.length; i++) {
      if (curves[i].length != days.length) {
        throw DataException.of(
            curves[i].length + " survival probabilities of sample " + (i + 1),
            "one for each of " + days.length + " horizons");
      }
      for (int h = 0; h < days.length; h++) {
        if (!(curves[i][h] >= 0 && curves[i][h] <= (h == 0 ? 1 : curves[i][h - 1]))) {
          throw DataException.of(
              "survival " + curves[i][h] + " of sample " + (i + 1) + " at day " + days[h],
              "0 to 1, not rising in time");
        }
      }
    }
  }

  /** Survival at {@code t} days. */
  static double at(double[] days, double[] curve, double t) {
    int h = 0;
    while (h < days.length && days[h] < t) {
      h++;
    }
    if (h == days.length) {
      return curve[h - 1];
    }
    double from = h == 0 ? 1 : curve[h - 1];
    double start = h == 0 ? 0 : days[h - 1];
    return from + (t - start) / (days[h] - start) * (curve[h] - from);
  }

  /**
   * The first day at which the curve has fallen to {@code survival}; infinite where it stays above.
   */
  static double fallsTo(double[] days, double[] curve, double survival) {
    if (survival >= 1) {
      return 0;
    }
    int h = 0;
    while (h < days.length && curve[h] > survival) {
      h++;
    }
    if (h == days.length) {
      return Double.POSITIVE_INFINITY;
    }
    double from = h == 0 ? 1 : curve[h - 1];
    double start = h == 0 ? 0 : days[h - 1];
    return start + (from - survival) / (from - curve[h]) * (days[h] - start);
  }
}
