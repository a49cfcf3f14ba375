package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Residuals of a Cox model (Therneau and Grambsch, 2000, chapter 4), as R's {@code
 * residuals.coxph}; with Efron's ties every tied event sees its own hazard partly gone.
 *
 * @param martingale events seen minus events expected, one a sample
 * @param score samples × features: each sample's part of the score, not weighted
 * @param events samples with an event, by stratum, time and the order given
 * @param schoenfeld those events × features: the event's values minus their mean at risk
 */
public record CoxResiduals(
    double[] martingale, double[][] score, int[] events, double[][] schoenfeld) {

  /**
   * @param training what the model was fitted to; samples with weight 0 have residuals 0
   */
  public static CoxResiduals of(CoxModel model, CoxData training) {
    CoxLikelihood likelihood = new CoxLikelihood(training.x(), training);
    int p = training.features().size();
    double[] beta = new double[p];
    for (int j : model.estimable()) {
      beta[j] = model.coefficients()[j];
    }
    likelihood.evaluate(beta, new double[p], new double[p][p]);
    return at(likelihood, training);
  }

  /** At the coefficients and on the scale of the columns where the likelihood stands. */
  static CoxResiduals at(CoxLikelihood likelihood, CoxData data) {
    CoxRiskSets sets = likelihood.riskSets();
    int n = data.survival().size();
    int p = data.features().size();
    List<CoxRiskSets.EventTime> times = new ArrayList<>();
    sets.visit(likelihood.hazards(), time -> times.add(time.copy()));
    Collections.reverse(times);
    Cumulative sums = new Cumulative(p);
    double[] martingale = new double[n];
    double[][] score = new double[n][p];
    List<Integer> events = new ArrayList<>();
    List<double[]> schoenfeld = new ArrayList<>();
    int next = 0;
    for (int k = 0; k < sets.order().length; k++) {
      int i = sets.order()[k];
      if (k == 0 || data.strata()[i] != data.strata()[sets.order()[k - 1]]) {
        sums = new Cumulative(p);
      }
      if (next < times.size() && times.get(next).from == k) {
        sums.add(times.get(next++));
      }
      boolean event = data.survival().event(i);
      double relative = likelihood.hazards()[i] / data.weights()[i];
      martingale[i] = (event ? 1 : 0) - relative * sums.hazard(event);
      double[] row = sets.x()[i];
      double[] residual = new double[p];
      for (int j = 0; j < p; j++) {
        residual[j] = event ? row[j] - sums.mean[j] : 0;
        score[i][j] =
            residual[j] - relative * (row[j] * sums.hazard(event) - sums.weighted(event, j));
      }
      if (event) {
        events.add(i);
        schoenfeld.add(residual);
      }
    }
    return new CoxResiduals(
        martingale,
        score,
        events.stream().mapToInt(Integer::intValue).toArray(),
        schoenfeld.toArray(double[][]::new));
  }

  /** The baseline hazard, and hazard × mean, summed over the times of one stratum so far. */
  private static final class Cumulative {
    private double hazard;
    private final double[] weighted;
    private double tiedHazard;
    private final double[] tiedWeighted;
    private final double[] mean;

    Cumulative(int p) {
      weighted = new double[p];
      tiedWeighted = new double[p];
      mean = new double[p];
    }

    void add(CoxRiskSets.EventTime time) {
      int parts = time.parts;
      tiedHazard = hazard;
      System.arraycopy(weighted, 0, tiedWeighted, 0, weighted.length);
      java.util.Arrays.fill(mean, 0);
      for (int l = 0; l < parts; l++) {
        double increment = time.partWeight() / time.totals[l];
        double kept = 1 - (double) l / parts;
        hazard += increment;
        tiedHazard += kept * increment;
        for (int j = 0; j < mean.length; j++) {
          mean[j] += time.means[l][j] / parts;
          weighted[j] += increment * time.means[l][j];
          tiedWeighted[j] += kept * increment * time.means[l][j];
        }
      }
    }

    /** Of a sample whose event is at the last time, or of one that outlives it. */
    double hazard(boolean event) {
      return event ? tiedHazard : hazard;
    }

    double weighted(boolean event, int j) {
      return event ? tiedWeighted[j] : weighted[j];
    }
  }

  /**
   * Scaled Schoenfeld residuals (Grambsch and Therneau, 1994), events × features: {@code coef +
   * events × covariance × residual}; their trend over time is that of the coefficient. NaN of a
   * feature without coefficient.
   */
  public double[][] scaledSchoenfeld(CoxModel model) {
    int[] known = model.estimable();
    double[][] scaled = new double[events.length][model.features().size()];
    for (int e = 0; e < scaled.length; e++) {
      java.util.Arrays.fill(scaled[e], Double.NaN);
      for (int a : known) {
        double sum = 0;
        for (int b : known) {
          sum += model.covariance()[a][b] * schoenfeld[e][b];
        }
        scaled[e][a] = model.coefficients()[a] + events.length * sum;
      }
    }
    return scaled;
  }
}
