package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.SurvivalData;

/**
 * A score whose log hazard ratio is not the same among low and high scores: a line that bends at
 * the median. Where two diseases share a cohort, as glioblastomas and gliomas of lower grade do, a
 * straight line is too steep for one of them and too flat for the other.
 *
 * @param at the median
 * @param above slope of the scores above it, in units of that of the scores below, above 0
 */
public record ScoreBend(double at, double above) {
  /** No bend. */
  static final ScoreBend NONE = new ScoreBend(0, 1);

  private static final double LEAST = 0.2;
  private static final double LEAST_WALD = 6.63;

  /**
   * The bend is estimated next to slopes of their own in each piece of time: those with high scores
   * die early, so that a slope that fades would otherwise pass for a bend. One Cox model of all
   * pieces, in which a piece of a fold is a stratum. The line stays straight unless chance makes
   * such a bend less than once in a hundred cohorts (Wald), and what is kept is drawn to the
   * straight line by the positive part of {@code 1 - variance/change²}, as in empirical Bayes
   * estimates. Bounded, so that scores keep their order.
   *
   * @param scores of samples that the model behind them did not see
   * @param fold of each sample, from 1; all the same where one model made the scores
   */
  static ScoreBend of(double[] scores, int[] fold, SurvivalData survival, TimePieces pieces) {
    double at = median(scores);
    int change = pieces.count();
    CoxModel cox = CoxModel.fit(data(scores, at, fold, survival, pieces));
    double[] slopes = cox.coefficients();
    double below = Arrays.stream(slopes, 0, change).average().orElseThrow();
    double variance = cox.covariance()[change][change];
    double wald = slopes[change] * slopes[change] / variance;
    if (!cox.converged() || !(below > 0) || !(wald > LEAST_WALD)) {
      return NONE;
    }
    double above = 1 + (1 - 1 / wald) * slopes[change] / below;
    return new ScoreBend(at, Math.min(1 / LEAST, Math.max(LEAST, above)));
  }

  /** One row a sample and piece: its score in the piece, and how far it is above the median. */
  private static CoxData data(
      double[] scores, double at, int[] fold, SurvivalData survival, TimePieces pieces) {
    List<String> terms = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<double[]> x = new ArrayList<>();
    List<Integer> strata = new ArrayList<>();
    List<SurvivalData> outcomes = new ArrayList<>();
    for (int k = 0; k < pieces.count(); k++) {
      terms.add("piece " + (k + 1));
      int[] rows = pieces.atRisk(survival, k);
      outcomes.add(pieces.until(survival, rows, k));
      for (int row : rows) {
        double[] values = new double[pieces.count() + 1];
        values[k] = scores[row];
        values[pieces.count()] = Math.max(0, scores[row] - at);
        x.add(values);
        ids.add(survival.sampleIds().get(row) + " " + k);
        strata.add(fold[row] * pieces.count() + k);
      }
    }
    terms.add("above");
    double[] times = outcomes.stream().flatMapToDouble(o -> Arrays.stream(o.times())).toArray();
    boolean[] events = new boolean[times.length];
    int row = 0;
    for (SurvivalData outcome : outcomes) {
      for (boolean event : outcome.events()) {
        events[row++] = event;
      }
    }
    return CoxData.of(
            terms,
            x.toArray(double[][]::new),
            new SurvivalData(ids, times, events),
            CoxModel.Ties.BRESLOW)
        .withStrata(strata.stream().mapToInt(Integer::intValue).toArray());
  }

  private static double median(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** The scores on a straight line. */
  double[] of(double[] scores) {
    return Arrays.stream(scores).map(s -> s < at ? s : at + above * (s - at)).toArray();
  }
}
