package org.omicroutes.classify;

import org.omicroutes.survival.DotProduct;

/**
 * A fitted logistic regression.
 *
 * @param intercept log odds of class 1 where all features are 0
 * @param coefficients change of the log odds by feature, on the scale of the features as they were
 *     given
 * @param lambda the penalty that it was fitted with
 */
public record LogisticModel(double intercept, double[] coefficients, double lambda)
    implements Classifier {

  /**
   * @param rows patients × features
   */
  public double[] logOdds(double[][] rows) {
    double[] eta = new double[rows.length];
    for (int i = 0; i < eta.length; i++) {
      if (rows[i].length != coefficients.length) {
        throw new IllegalArgumentException(
            rows[i].length + " features, expected " + coefficients.length);
      }
      eta[i] = intercept + DotProduct.of(coefficients, rows[i]);
    }
    return eta;
  }

  @Override
  public double[] probability(double[][] rows) {
    double[] result = logOdds(rows);
    for (int i = 0; i < result.length; i++) {
      result[i] = LogisticLikelihood.probability(result[i]);
    }
    return result;
  }
}
