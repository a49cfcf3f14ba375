package org.omicroutes.survival;

/**
 * A concave log likelihood of linear predictors, one a sample, that {@link ElasticNetSolver} fits
 * penalised coefficients by. It stands at the predictors it was last moved to.
 */
public interface PenalisedLikelihood {

  /** The negative Hessian as it was at one point; it stays so when the likelihood moves on. */
  interface Hessian {
    /** Writes the product with {@code v}, one entry a sample (positive semidefinite). */
    void times(double[] v, double[] product);
  }

  /** How many samples there are. */
  int size();

  /**
   * Moves to these linear predictors, to which gradient and Hessian then refer.
   *
   * @return the log likelihood there, with observation weights that sum to 1
   */
  double at(double[] eta);

  /** Writes the derivative by each linear predictor. */
  void gradient(double[] gradient);

  /** The negative Hessian here. */
  Hessian hessian();
}
