package org.omicroutes.classify;

import org.omicroutes.survival.PenalisedLikelihood;

/** The weighted log likelihood of binary labels by their log odds; all at a cost of O(n). */
final class LogisticLikelihood implements PenalisedLikelihood {
  private final double[] labels;
  private final double[] weights;
  private final double[] probabilities;

  /**
   * @param weights sum to 1
   */
  LogisticLikelihood(double[] labels, double[] weights) {
    this.labels = labels;
    this.weights = weights;
    this.probabilities = new double[labels.length];
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public double at(double[] eta) {
    double logLik = 0;
    for (int i = 0; i < eta.length; i++) {
      probabilities[i] = probability(eta[i]);
      logLik += weights[i] * (labels[i] * eta[i] - logOnePlusExp(eta[i]));
    }
    return logLik;
  }

  @Override
  public void gradient(double[] gradient) {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = weights[i] * (labels[i] - probabilities[i]);
    }
  }

  @Override
  public Hessian hessian() {
    double[] diagonal = new double[labels.length];
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = weights[i] * probabilities[i] * (1 - probabilities[i]);
    }
    return (v, product) -> {
      for (int i = 0; i < diagonal.length; i++) {
        product[i] = diagonal[i] * v[i];
      }
    };
  }

  /** {@code 1 / (1 + exp(-logOdds))} without overflow. */
  static double probability(double logOdds) {
    if (logOdds >= 0) {
      return 1 / (1 + Math.exp(-logOdds));
    }
    double odds = Math.exp(logOdds);
    return odds / (1 + odds);
  }

  /** {@code log(1 + exp(x))} without overflow. */
  static double logOnePlusExp(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
