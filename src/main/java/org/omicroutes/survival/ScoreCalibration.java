package org.omicroutes.survival;

import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;

/**
 * What makes a score a prognosis: a one-parameter Cox model (Breslow's ties) gives the slope that
 * turns scores into log hazards, and the sloped scores give the baseline hazard. Taken from
 * out-of-fold scores it undoes the overfitting of the model that made them (van Houwelingen,
 * Statistics in Medicine 2000).
 *
 * @param slope 0 where scores do not predict: it would be negative, or does not converge
 * @param baseline Breslow's, at a sloped score of 0
 */
public record ScoreCalibration(double slope, BreslowBaseline baseline) {

  /**
   * @param outOfFold scores of the training samples from models that did not see them
   * @throws DataException where no event was seen or a score is not finite
   */
  public static ScoreCalibration of(double[] outOfFold, SurvivalData survival) {
    double[][] x = new double[outOfFold.length][];
    Arrays.setAll(x, i -> new double[] {outOfFold[i]});
    CoxModel recalibration = CoxModel.fit(List.of("score"), x, survival, CoxModel.Ties.BRESLOW);
    double fitted = recalibration.coefficients()[0];
    double slope = recalibration.converged() && fitted > 0 ? fitted : 0;
    return new ScoreCalibration(
        slope, BreslowBaseline.fit(survival.times(), survival.events(), risk(slope, outOfFold)));
  }

  private static double[] risk(double slope, double[] scores) {
    return Arrays.stream(scores).map(s -> s * slope).toArray();
  }

  /** Log relative hazards. */
  public double[] risk(double[] scores) {
    return risk(slope, scores);
  }

  /**
   * Probabilities to be alive.
   *
   * @return scores × days
   */
  public double[][] survival(double[] scores, double[] days) {
    double[][] curves = new double[scores.length][days.length];
    for (int i = 0; i < scores.length; i++) {
      for (int t = 0; t < days.length; t++) {
        curves[i][t] = baseline.survival(days[t], slope * scores[i]);
      }
    }
    return curves;
  }
}
