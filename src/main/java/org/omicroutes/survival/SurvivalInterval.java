package org.omicroutes.survival;

import org.omicroutes.cohort.DataException;

/**
 * The central interval of a patient's survival time by a predicted curve: from the day at which
 * survival has fallen to {@code (1 + level)/2} to the day at which it has fallen to {@code (1 -
 * level)/2}. Between horizons the curve is a straight line, from 1 at day 0.
 *
 * @param lower days
 * @param median days; like the others infinite where the curve does not fall so far
 * @param upper days
 */
public record SurvivalInterval(double lower, double median, double upper) {

  /**
   * @param days horizons, ascending
   * @param curve predicted survival at each, not rising
   * @param level probability that the interval is to hold, within (0, 1)
   * @throws DataException where the curve is no survival curve or a value is missing
   */
  public static SurvivalInterval of(double[] days, double[] curve, double level) {
    PredictedCurve.check(days, new double[][] {curve});
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level " + level + ", expected between 0 and 1");
    }
    return new SurvivalInterval(
        PredictedCurve.fallsTo(days, curve, (1 + level) / 2),
        PredictedCurve.fallsTo(days, curve, 0.5),
        PredictedCurve.fallsTo(days, curve, (1 - level) / 2));
  }

  /**
   * The share of such patients that is to be found inside by the end of follow-up, at least: an
   * upper end that lies beyond it misses nobody.
   *
   * @param level of the interval, within (0, 1)
   * @param horizon days, where times and intervals are cut
   */
  public double promised(double level, double horizon) {
    double tail = (1 - level) / 2;
    return 1 - tail - (upper < horizon ? tail : 0);
  }

  /**
   * How many of the patients live as long as their intervals say.
   *
   * @param value share covered, 0 to 1; NaN where nobody's is known
   * @param standardError by the weighted patients' own spread, the censoring distribution taken as
   *     known
   * @param known patients of whom it is known
   */
  public record Coverage(double value, double standardError, int known) {}

  /**
   * The share of patients whose survival time lies in their interval (ends included), times and
   * intervals cut at a horizon: beyond it nobody is asked about. Who is censored before that is
   * settled counts through the others: each of these has the weight {@code 1/G(v-)}, v the day at
   * which it is settled (event, upper end, or lower end where the upper one lies beyond the
   * horizon), G the Kaplan-Meier estimate of the censoring distribution, which is taken not to
   * depend on the patient. Events come before censorings at shared times. The weighted mean is
   * divided by the sum of the weights.
   *
   * @param times days
   * @param horizon days, at most the end of follow-up
   * @throws DataException where the numbers of patients differ
   */
  public static Coverage coverage(
      double[] times, boolean[] events, SurvivalInterval[] intervals, double horizon) {
    if (times.length != intervals.length || events.length != times.length) {
      throw DataException.of(
          times.length + " times and " + intervals.length + " intervals", "one of each a patient");
    }
    KaplanMeier censoring = KaplanMeier.censoring(times, events);
    double[] weights = new double[times.length];
    boolean[] inside = new boolean[times.length];
    double sum = 0;
    double covered = 0;
    int known = 0;
    for (int i = 0; i < times.length; i++) {
      double lower = Math.min(intervals[i].lower, horizon);
      double upper = intervals[i].upper;
      double settled = upper < horizon ? upper : lower;
      if (times[i] >= settled || events[i]) {
        known++;
        weights[i] = 1 / censoring.before(Math.min(times[i], settled));
        // Censored on the upper end means that the event comes later.
        boolean late = upper < horizon && (events[i] ? times[i] > upper : times[i] >= upper);
        inside[i] = times[i] >= lower && !late;
        sum += weights[i];
        covered += inside[i] ? weights[i] : 0;
      }
    }
    if (known == 0) {
      return new Coverage(Double.NaN, Double.NaN, 0);
    }
    double value = covered / sum;
    double squares = 0;
    for (int i = 0; i < times.length; i++) {
      double part = weights[i] * ((inside[i] ? 1 : 0) - value);
      squares += part * part;
    }
    return new Coverage(value, Math.sqrt(squares) / sum, known);
  }
}
