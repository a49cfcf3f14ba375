package org.omicroutes.survival;

import org.hipparchus.special.Gamma;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalPredictions;

/**
 * Distributional calibration (Haider et al., Journal of Machine Learning Research 2020): where
 * predicted curves are right, the predicted survival of each patient at the time of the own event
 * is uniform in [0, 1]. Counts per tenth are compared with n/10 by Pearson's chi-squared test.
 *
 * <p>A patient censored at predicted survival s would have had the event at some survival below: a
 * part {@code (s - a)/s} of the patient counts in the tenth [a, b) that s lies in and a part {@code
 * 0.1/s} in each tenth below. A survival on the border of two tenths counts in the upper one.
 *
 * @param statistic chi-squared with 9 degrees of freedom; NaN without an event
 * @param pValue upper tail; a small one says that the curves are not calibrated
 * @param counts patients, whole and in parts, in [0, 0.1), … [0.9, 1]
 */
public record DCalibration(double statistic, double pValue, double[] counts) {
  /** How many parts [0, 1] is cut into. */
  public static final int PARTS = 10;

  /**
   * @param survival each sample's predicted survival at its own time
   * @param events whether the event was seen at that time; false: censored
   * @throws DataException where a survival is not a probability
   */
  public static DCalibration test(double[] survival, boolean[] events) {
    double[] counts = new double[PARTS];
    boolean any = false;
    for (int i = 0; i < survival.length; i++) {
      double s = survival[i];
      if (!(s >= 0 && s <= 1)) {
        throw DataException.of("survival probability " + s, "0 to 1");
      }
      int own = part(s);
      any |= events[i];
      if (events[i] || s == 0) {
        counts[own]++;
      } else {
        counts[own] += (s - lower(own)) / s;
        for (int k = 0; k < own; k++) {
          counts[k] += (lower(k + 1) - lower(k)) / s;
        }
      }
    }
    if (!any) {
      return new DCalibration(Double.NaN, Double.NaN, counts);
    }
    double expected = (double) survival.length / PARTS;
    double chi = 0;
    for (double count : counts) {
      chi += (count - expected) * (count - expected) / expected;
    }
    return new DCalibration(chi, Gamma.regularizedGammaQ((PARTS - 1) / 2.0, chi / 2), counts);
  }

  private static double lower(int part) {
    return (double) part / PARTS;
  }

  private static int part(double s) {
    int part = PARTS - 1;
    while (part > 0 && s < lower(part)) {
      part--;
    }
    return part;
  }

  /**
   * The test for curves that are known at horizons only: straight lines between them, starting from
   * 1 at time 0. Who is followed beyond the last horizon counts as censored there.
   *
   * @param predictions the same samples in the same order as {@code times}
   * @param times days
   * @return NaN without a horizon, or without an event up to the last one
   */
  public static DCalibration test(
      SurvivalPredictions predictions, double[] times, boolean[] events) {
    int horizons = predictions.horizonMonths().length;
    if (horizons == 0) {
      return new DCalibration(Double.NaN, Double.NaN, new double[PARTS]);
    }
    double last = predictions.horizonDays(horizons - 1);
    double[] own = new double[times.length];
    boolean[] seen = new boolean[times.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = onCurve(predictions, i, Math.min(times[i], last));
      seen[i] = events[i] && times[i] <= last;
    }
    return test(own, seen);
  }

  private static double onCurve(SurvivalPredictions predictions, int sample, double time) {
    double[] curve = predictions.survival()[sample];
    int h = 0;
    while (predictions.horizonDays(h) < time) {
      h++;
    }
    double fromDay = h == 0 ? 0 : predictions.horizonDays(h - 1);
    double from = h == 0 ? 1 : curve[h - 1];
    double share = (time - fromDay) / (predictions.horizonDays(h) - fromDay);
    return from + share * (curve[h] - from);
  }
}
