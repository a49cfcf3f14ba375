package org.omicroutes.survival;

/**
 * Quantiles and restricted mean of a Kaplan-Meier curve.
 *
 * <p>The p-quantile is the first time at which {@code 1 - S(t) >= p}, and where the curve is flat
 * at {@code 1 - p} the middle of that stretch, up to the last time where it ends so (R's {@code
 * quantile.survfit}). Its limits are the times at which the limits of S(t) reach {@code 1 - p}
 * (Brookmeyer and Crowley, 1982). NaN where the curve or the limit does not come down so far.
 */
public final class SurvivalSummary {
  /** What a rounding error can put between S(t) and 1 - p; R's too. */
  private static final double TOLERANCE = Math.sqrt(Math.ulp(1.0));

  private SurvivalSummary() {}

  /**
   * A figure with its 95 % limits.
   *
   * @param value in days
   */
  public record Limits(double value, double lower, double upper) {}

  /**
   * A mean with its standard error, both in days.
   *
   * @param value in days
   */
  public record Mean(double value, double standardError) {}

  /**
   * @param p in (0, 1)
   */
  public static Limits quantile(KaplanMeier curve, double p, KaplanMeier.Interval interval) {
    double[] times = curve.times();
    double[] low = new double[times.length];
    double[] high = new double[times.length];
    for (int k = 0; k < times.length; k++) {
      double[] limits = curve.interval(k, interval);
      low[k] = limits[0];
      high[k] = limits[1];
    }
    return new Limits(
        crossing(times, curve.survival(), p), crossing(times, low, p), crossing(times, high, p));
  }

  private static double crossing(double[] times, double[] curve, double p) {
    for (int k = 0; k < times.length; k++) {
      double gone = 1 - curve[k];
      if (gone >= p - TOLERANCE) {
        return gone <= p + TOLERANCE ? (times[k] + endOfStretch(times, curve, k)) / 2 : times[k];
      }
    }
    return Double.NaN;
  }

  /** When the curve next falls; the last time where it stays, or is not known after. */
  private static double endOfStretch(double[] times, double[] curve, int k) {
    for (int l = k + 1; l < times.length; l++) {
      if (curve[l] < curve[k] - TOLERANCE) {
        return times[l];
      }
    }
    return times[times.length - 1];
  }

  /**
   * The mean time lived up to {@code until}, the area under the curve, with Greenwood's standard
   * error (Irwin, 1949; R's {@code print(survfit, rmean = until)}). Beyond the last time the last
   * value is kept.
   *
   * @param until days, &gt; 0
   */
  public static Mean restrictedMean(KaplanMeier curve, double until) {
    double[] times = curve.times();
    double[] survival = curve.survival();
    int[] atRisk = curve.atRisk();
    int[] events = curve.events();
    int count = 0;
    while (count < times.length && times[count] <= until) {
      count++;
    }
    double after = 0;
    double variance = 0;
    for (int k = count - 1; k >= 0; k--) {
      double end = k + 1 < count ? times[k + 1] : until;
      after += survival[k] * (end - times[k]);
      double left = atRisk[k] - events[k];
      variance += left == 0 ? 0 : after * after * events[k] / (atRisk[k] * left);
    }
    double first = count == 0 ? until : times[0];
    return new Mean(first + after, Math.sqrt(variance));
  }
}
