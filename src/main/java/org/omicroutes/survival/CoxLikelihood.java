package org.omicroutes.survival;

import java.util.Arrays;
import org.omicroutes.cohort.StopSignal;

/** The log partial likelihood of a Cox model with its gradient and information, in O(n p²). */
final class CoxLikelihood {
  private final CoxRiskSets sets;
  private final boolean[] events;
  private final double[] weights;
  private final double[] eta;
  private final double[] hazards;

  /**
   * @param x samples × columns
   */
  CoxLikelihood(double[][] x, CoxData data) {
    sets = new CoxRiskSets(x, data);
    events = data.survival().events();
    weights = data.weights();
    eta = new double[x.length];
    hazards = new double[x.length];
  }

  CoxRiskSets riskSets() {
    return sets;
  }

  /** Weight × relative hazard of each sample at the last {@code beta}, up to a common factor. */
  double[] hazards() {
    return hazards;
  }

  /**
   * The log partial likelihood at {@code beta}; fills {@code gradient} and {@code information}. Not
   * finite where a hazard leaves the range of a double.
   */
  double evaluate(double[] beta, double[] gradient, double[][] information) {
    StopSignal.check();
    int p = beta.length;
    Arrays.fill(gradient, 0);
    for (double[] row : information) {
      Arrays.fill(row, 0);
    }
    double[] logLik = {move(beta, gradient)};
    sets.visit(
        hazards,
        time -> {
          double weight = time.partWeight();
          for (int l = 0; l < time.parts; l++) {
            logLik[0] -= weight * Math.log(time.totals[l]);
            for (int a = 0; a < p; a++) {
              gradient[a] -= weight * time.means[l][a];
            }
          }
          int k = 0;
          for (int a = 0; a < p; a++) {
            for (int b = 0; b <= a; b++) {
              information[a][b] += time.covariance[k++];
            }
          }
        });
    for (int a = 0; a < p; a++) {
      for (int b = 0; b < a; b++) {
        information[b][a] = information[a][b];
      }
    }
    return logLik[0];
  }

  /** Sets the hazards; adds the events' own part to the gradient and returns that of the value. */
  private double move(double[] beta, double[] gradient) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i : sets.order()) {
      eta[i] = 0;
      for (int j = 0; j < beta.length; j++) {
        eta[i] += beta[j] * sets.x()[i][j];
      }
      largest = Math.max(largest, eta[i]);
    }
    double sum = 0;
    for (int i : sets.order()) {
      hazards[i] = weights[i] * Math.exp(eta[i] - largest);
      if (events[i]) {
        sum += weights[i] * (eta[i] - largest);
        for (int j = 0; j < beta.length; j++) {
          gradient[j] += weights[i] * sets.x()[i][j];
        }
      }
    }
    return sum;
  }
}
