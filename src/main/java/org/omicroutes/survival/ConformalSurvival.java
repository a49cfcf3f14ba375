package org.omicroutes.survival;

import org.omicroutes.cohort.DataException;

/**
 * Lower predictive bounds of survival time that hold with a chosen probability whatever model
 * predicted the curves: conformalised survival analysis (Candès, Lei and Ren, JRSS B 2023) with a
 * cut-off that adapts to the patient (Gui et al., Biometrika 2024).
 *
 * <p>A patient's bound at level τ is the day {@code L(τ)} at which the predicted risk {@code 1 -
 * S(t|x)} reaches τ, at most {@code cutoff}. On calibration patients, of whom the model has learned
 * nothing, the share that die before their bound is estimated by {@code m(τ) = sum_i event_i 1{T_i
 * < L_i(τ)} / G(T_i-)} over n, G the Kaplan-Meier estimate of the censoring distribution. The level
 * taken is the largest τ with {@code (m(τ) + 1)/(n + 1) <= α}; where there is none it is 0, and all
 * bounds are 0.
 *
 * <p>The papers need the censoring time of everybody. Here it is not known of those who died, so
 * that they are weighted instead of selected. Assumed is that censoring depends neither on the
 * patient nor on the survival time, and that calibration and new patients are exchangeable. Without
 * censoring this is split conformal prediction: coverage is at least {@code 1 - α} in any sample
 * size. With censoring it is so but for the error of G.
 *
 * @param alpha share of patients that may die before their bound
 * @param level calibrated predicted risk at which bounds are read, 0 to 1
 * @param cutoff days beyond which no bound lies
 * @param patients calibration patients
 */
public record ConformalSurvival(double alpha, double level, double cutoff, int patients) {

  /**
   * Calibrates with a cut-off at the last time at which at least a tenth of the patients would not
   * have been censored, so that no weight is above 10.
   */
  public static ConformalSurvival fit(
      double[] days, double[][] curves, double[] times, boolean[] events, double alpha) {
    if (times.length == 0) {
      throw DataException.of("no calibration patients", "at least one");
    }
    KaplanMeier censoring = KaplanMeier.censoring(times, events);
    double cutoff = 0;
    for (double time : censoring.times()) {
      cutoff = censoring.before(time) >= 0.1 ? time : cutoff;
    }
    return fit(days, curves, times, events, alpha, cutoff);
  }

  /**
   * @param days horizons of the curves, ascending
   * @param curves calibration patients × predicted survival, not rising; straight lines between
   *     horizons, from 1 at day 0, and flat beyond the last
   * @param times days
   * @param alpha within (0, 1)
   * @param cutoff days, not beyond the end of follow-up
   * @throws DataException where there are no patients, or a curve is none
   */
  public static ConformalSurvival fit(
      double[] days,
      double[][] curves,
      double[] times,
      boolean[] events,
      double alpha,
      double cutoff) {
    int n = times.length;
    if (n == 0 || curves.length != n || events.length != n) {
      throw DataException.of(
          curves.length + " curves and " + n + " times", "one of each calibration patient");
    }
    if (!(alpha > 0 && alpha < 1) || !(cutoff > 0)) {
      throw new IllegalArgumentException(
          "alpha " + alpha + " and cutoff " + cutoff + ", expected 0 to 1 and days > 0");
    }
    PredictedCurve.check(days, curves);
    KaplanMeier censoring = KaplanMeier.censoring(times, events);
    double[] risks = new double[n];
    for (int i = 0; i < n; i++) {
      risks[i] = 1 - PredictedCurve.at(days, curves[i], times[i]);
    }
    double allowed = alpha * (n + 1) * (1 + 1e-12) - 1;
    if (allowed < 0) {
      return new ConformalSurvival(alpha, 0, cutoff, n);
    }
    double missed = 0;
    for (int i : TimeOrder.ascending(risks)) {
      // Who dies on the cut-off or later has not died before a bound.
      if (events[i] && times[i] < cutoff) {
        missed += 1 / censoring.before(times[i]);
      }
      // Up to here a level of this risk misses nobody of this risk; a higher one would.
      if (missed > allowed) {
        return new ConformalSurvival(alpha, risks[i], cutoff, n);
      }
    }
    return new ConformalSurvival(alpha, 1, cutoff, n);
  }

  /**
   * Days that each patient outlives with probability {@code 1 - alpha}, at most the cut-off.
   *
   * @param days horizons, as in calibration
   * @param curves patients × predicted survival
   * @throws DataException where a curve is none
   */
  public double[] bounds(double[] days, double[][] curves) {
    PredictedCurve.check(days, curves);
    double[] bounds = new double[curves.length];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = Math.min(cutoff, PredictedCurve.fallsTo(days, curves[i], 1 - level));
    }
    return bounds;
  }
}
