package org.omicroutes.survival;

import java.util.Arrays;
import org.omicroutes.cohort.StopSignal;

/**
 * The Brier score under censoring (Graf et al., Statistics in Medicine 1999): the weighted mean of
 * {@code (1{T > t} - S(t|x))²} with the censoring weights of {@code riskRegression::Score} (events
 * come before censorings at shared times). 0 is perfect; a prediction of 0.5 for everybody gives
 * 0.25. The standard error is that of {@code riskRegression::Score}, the estimation of the
 * censoring distribution included.
 */
public final class BrierScore {
  private BrierScore() {}

  /**
   * @param survival predicted probability to be alive at {@code horizon}, one a sample
   * @param horizon days
   * @return not estimable where follow-up ends before the horizon: nobody is known to be event free
   *     beyond it, and the last time seen is not an event of all who were left
   */
  public static Estimate at(double[] times, boolean[] events, double[] survival, double horizon) {
    StopSignal.check();
    int n = times.length;
    CensoringWeights weights = new CensoringWeights(times, events, horizon);
    double[] part = new double[n];
    double total = 0;
    for (int i = 0; i < n; i++) {
      double error = (weights.isControl(i) ? 1 : 0) - survival[i];
      part[i] = weights.weight(i) * error * error;
      total += part[i];
    }
    if (!weights.reachHorizon()) {
      return Estimate.none(n);
    }
    double score = total / n;
    double[] influence = weights.influence(part, true);
    double small = Estimate.smallSample(n);
    for (int i = 0; i < n; i++) {
      influence[i] = (influence[i] + part[i] - score) / n * small;
    }
    return new Estimate(score, influence);
  }

  /**
   * The score of a prediction that knows nothing of the patients: everybody gets the Kaplan-Meier
   * estimate of these samples (the null model of {@code riskRegression::Score}, the reference of
   * {@code pec}). That the estimate is made of the same samples adds nothing to the influence: it
   * is where the score is smallest.
   *
   * @param horizon days
   */
  public static Estimate ofNull(double[] times, boolean[] events, double horizon) {
    double[] everybody = new double[times.length];
    Arrays.fill(everybody, KaplanMeier.of(times, events).at(horizon));
    return at(times, events, everybody, horizon);
  }

  /**
   * The scaled Brier score, or index of prediction accuracy (Kattan and Gerds, Diagnostic and
   * Prognostic Research 2018): {@code 1 - score/null}. 1 is perfect, 0 no better than the null
   * model, below 0 worse. Standard error by the delta method. Also of two integrated scores.
   *
   * @param score of a model
   * @param nullScore of the null model on the same samples
   * @return not estimable where one of the two is not, or where the null score is 0
   */
  public static Estimate scaled(Estimate score, Estimate nullScore) {
    int n = score.influence().length;
    if (!score.estimable() || !(nullScore.value() > 0)) {
      return Estimate.none(n);
    }
    double[] influence = new double[n];
    double share = score.value() / nullScore.value();
    for (int i = 0; i < n; i++) {
      influence[i] = (share * nullScore.influence()[i] - score.influence()[i]) / nullScore.value();
    }
    return new Estimate(1 - share, influence);
  }

  /** How a score known at some times is integrated. */
  public enum Integration {
    /** Straight lines between the horizons, from 0 at time 0. */
    TRAPEZOID,
    /**
     * Each score holds from its horizon to the next one, 0 before the first and the last one
     * unused: {@code riskRegression}'s, meant for dense grids.
     */
    STEP
  }

  /**
   * The integrated Brier score {@code (1/t) int_0^t BS(u) du}, t the last horizon. The score at
   * time 0, where everybody is alive, is 0.
   *
   * @param horizons ascending
   * @param scores one a horizon
   * @return not estimable where one of the scores is not
   */
  public static Estimate integrated(double[] horizons, Estimate[] scores, Integration rule) {
    int n = scores[0].influence().length;
    double value = 0;
    double[] influence = new double[n];
    double span = horizons[horizons.length - 1];
    for (int h = 0; h < horizons.length; h++) {
      double before = horizons[h] - (h == 0 ? 0 : horizons[h - 1]);
      double after = h + 1 == horizons.length ? 0 : horizons[h + 1] - horizons[h];
      double weight = (rule == Integration.STEP ? after : (before + after) / 2) / span;
      value += weight * scores[h].value();
      for (int i = 0; i < n; i++) {
        influence[i] += weight * scores[h].influence()[i];
      }
    }
    return new Estimate(value, influence);
  }
}
