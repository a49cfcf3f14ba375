package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;

/**
 * As {@link ScoreCalibration}, with a slope that may change with time: hazards are seldom
 * proportional for as long as follow-up lasts (what a tumour's stage says fades in the survivors),
 * and one slope for all of it is then too timid for the first years. Follow-up is parted at
 * quantiles of the event times; within a piece the hazard is {@code h0(t) exp(slope * score)}.
 *
 * <p>The pieces' own slopes are drawn to their common one by as much as chance explains that they
 * differ (DerSimonian and Laird, Controlled Clinical Trials 1986, with the empirical Bayes estimate
 * of each piece); where chance explains all of it, one slope remains.
 *
 * <p>Out-of-fold scores of different folds come from different models, whose zero points differ;
 * slopes are therefore estimated within folds (stratified Cox models), as a new patient is judged
 * by one model only.
 *
 * <p>Scores go through a {@link ScoreBend} first, where there are events enough to see one.
 *
 * @param bend of the scores; the slopes are those of bent scores
 * @param ends of the pieces in days, but for the last one, which has no end
 * @param slopes one a piece, at least 0
 * @param slope the common one, at least 0
 * @param baselines cumulative hazards at a score of 0 within each piece
 */
public record PiecewiseCalibration(
    ScoreBend bend, double[] ends, double[] slopes, double slope, List<BreslowBaseline> baselines) {
  private static final int MOST_PIECES = 3;
  private static final int EVENTS_A_PIECE = 20;
  private static final int EVENTS_FOR_A_BEND = 40;
  private static final TimePieces WHOLE = new TimePieces(new double[0]);

  public PiecewiseCalibration {
    // Model files of before there was one have none.
    bend = bend == null ? ScoreBend.NONE : bend;
    baselines = List.copyOf(baselines);
  }

  /**
   * @param outOfFold scores of the training samples from models that did not see them
   * @param fold of each sample, from 1; all the same where one model made the scores
   * @throws DataException where no event was seen or a score is not finite
   */
  public static PiecewiseCalibration of(double[] outOfFold, int[] fold, SurvivalData survival) {
    TimePieces pieces = TimePieces.of(survival, EVENTS_A_PIECE, MOST_PIECES);
    ScoreBend bend =
        survival.eventCount() < EVENTS_FOR_A_BEND
            ? ScoreBend.NONE
            : ScoreBend.of(outOfFold, fold, survival, pieces);
    return of(bend, bend.of(outOfFold), fold, survival, pieces);
  }

  /** From scores that are straight by now. */
  private static PiecewiseCalibration of(
      ScoreBend bend, double[] scores, int[] fold, SurvivalData survival, TimePieces pieces) {
    double[] own = new double[pieces.count()];
    double[] variances = new double[own.length];
    for (int k = 0; k < own.length; k++) {
      CoxModel cox = cox(scores, fold, survival, pieces, k);
      double variance = cox.covariance()[0][0];
      boolean found = cox.converged() && variance > 0 && Double.isFinite(variance);
      own[k] = found ? cox.coefficients()[0] : 0;
      variances[k] = found ? variance : Double.POSITIVE_INFINITY;
    }
    CoxModel all = cox(scores, fold, survival, WHOLE, 0);
    double fitted = all.coefficients()[0];
    double common = all.converged() && fitted > 0 ? fitted : 0;
    double[] drawn = own.length == 1 ? new double[] {common} : drawn(own, variances);
    List<BreslowBaseline> baselines = new ArrayList<>();
    for (int k = 0; k < own.length; k++) {
      drawn[k] = common > 0 ? Math.max(0, drawn[k]) : 0;
      baselines.add(baseline(scores, survival, pieces, k, drawn[k]));
    }
    return new PiecewiseCalibration(bend, pieces.ends(), drawn, common, baselines);
  }

  private static CoxModel cox(
      double[] scores, int[] fold, SurvivalData survival, TimePieces pieces, int piece) {
    int[] rows = pieces.atRisk(survival, piece);
    double[][] x = new double[rows.length][];
    Arrays.setAll(x, i -> new double[] {scores[rows[i]]});
    int[] strata = Arrays.stream(rows).map(i -> fold[i]).toArray();
    SurvivalData outcome = pieces.until(survival, rows, piece);
    return CoxModel.fit(
        CoxData.of(List.of("score"), x, outcome, CoxModel.Ties.BRESLOW).withStrata(strata));
  }

  private static BreslowBaseline baseline(
      double[] scores, SurvivalData survival, TimePieces pieces, int piece, double slope) {
    int[] rows = pieces.atRisk(survival, piece);
    SurvivalData outcome = pieces.until(survival, rows, piece);
    double[] risk = Arrays.stream(rows).mapToDouble(i -> slope * scores[i]).toArray();
    return BreslowBaseline.fit(outcome.times(), outcome.events(), risk);
  }

  /** Each piece's slope between its own and the common one. */
  private static double[] drawn(double[] own, double[] variances) {
    double weights = 0;
    double squares = 0;
    double mean = 0;
    for (int k = 0; k < own.length; k++) {
      weights += 1 / variances[k];
      squares += 1 / variances[k] / variances[k];
      mean += own[k] / variances[k];
    }
    if (weights == 0) {
      return own.clone();
    }
    mean /= weights;
    double spread = 0;
    for (int k = 0; k < own.length; k++) {
      spread += (own[k] - mean) * (own[k] - mean) / variances[k];
    }
    double excess = spread - (own.length - 1);
    double between = excess > 0 ? excess / (weights - squares / weights) : 0;
    double[] drawn = new double[own.length];
    for (int k = 0; k < own.length; k++) {
      double trust = Double.isInfinite(variances[k]) ? 0 : between / (between + variances[k]);
      drawn[k] = mean + trust * (own[k] - mean);
    }
    return drawn;
  }

  /** Log relative hazards by the common slope, for an order of patients. */
  public double[] risk(double[] scores) {
    return Arrays.stream(bend.of(scores)).map(s -> s * slope).toArray();
  }

  /**
   * Probabilities to be alive.
   *
   * @return scores × days
   */
  public double[][] survival(double[] scores, double[] days) {
    double[] straight = bend.of(scores);
    double[][] curves = new double[scores.length][days.length];
    for (int t = 0; t < days.length; t++) {
      for (int k = 0; k < slopes.length; k++) {
        double hazard = baselines.get(k).hazardAt(days[t]);
        for (int i = 0; hazard > 0 && i < scores.length; i++) {
          curves[i][t] -= hazard * Math.exp(slopes[k] * straight[i]);
        }
      }
      for (double[] curve : curves) {
        curve[t] = Math.exp(curve[t]);
      }
    }
    return curves;
  }
}
