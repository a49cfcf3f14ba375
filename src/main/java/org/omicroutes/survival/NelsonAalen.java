package org.omicroutes.survival;

/**
 * The cumulative hazard (Nelson, 1969; Aalen, 1978), {@code H(t) = sum_{u <= t} d(u)/Y(u)}, with
 * the standard error from {@code sum d(u)/Y(u)²}. Equals R's {@code survfit}, {@code cumhaz} and
 * {@code std.chaz}.
 *
 * @param times of events and censorings, ascending, days
 * @param hazard {@code H} from each of those times on
 * @param standardErrors of {@code hazard}
 */
public record NelsonAalen(double[] times, double[] hazard, double[] standardErrors) {

  /** What events at the same time count. */
  public enum Ties {
    /** {@code d/Y}, as if they were at one time (survfit's {@code ctype = 1}). */
    TOGETHER,
    /** {@code 1/Y + 1/(Y-1) …}, one after the other (Fleming and Harrington; ctype = 2). */
    ONE_BY_ONE
  }

  /** From the counts of a Kaplan-Meier curve. */
  public static NelsonAalen of(KaplanMeier curve, Ties ties) {
    int[] atRisk = curve.atRisk();
    int[] events = curve.events();
    double[] hazard = new double[events.length];
    double[] errors = new double[events.length];
    double sum = 0;
    double variance = 0;
    for (int k = 0; k < events.length; k++) {
      for (int l = 0; l < events[k]; l++) {
        double y = atRisk[k] - (ties == Ties.ONE_BY_ONE ? l : 0);
        sum += 1 / y;
        variance += 1 / (y * y);
      }
      hazard[k] = sum;
      errors[k] = Math.sqrt(variance);
    }
    return new NelsonAalen(curve.times(), hazard, errors);
  }
}
