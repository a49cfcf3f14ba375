package org.omicroutes.classify;

import java.util.List;

/**
 * Elastic-net logistic regressions along a sequence of penalties.
 *
 * @param models with descending lambdas
 * @param devianceRatios by lambda, the part of the null model's deviance that is explained
 * @param nullDeviance {@code -2 log likelihood} of the intercept alone, with weights of mean 1
 * @param converged by lambda, whether the optimality conditions hold to the tolerance
 */
public record LogisticPath(
    List<LogisticModel> models, double[] devianceRatios, double nullDeviance, boolean[] converged) {

  public double[] lambdas() {
    return models.stream().mapToDouble(LogisticModel::lambda).toArray();
  }

  /**
   * Log odds at any lambda, linear between the models and those of the last model beyond them, as
   * glmnet's {@code predict} has them.
   *
   * @param rows patients × features
   * @return lambdas × patients
   */
  double[][] logOdds(double[][] rows, double[] lambdas) {
    double[][] at = new double[models.size()][];
    double[][] result = new double[lambdas.length][rows.length];
    for (int l = 0; l < lambdas.length; l++) {
      int last = models.size() - 1;
      double lambda =
          Math.min(models.get(0).lambda(), Math.max(models.get(last).lambda(), lambdas[l]));
      int right = 0;
      while (models.get(right).lambda() > lambda) {
        right++;
      }
      int left = models.get(right).lambda() == lambda ? right : right - 1;
      for (int k = left; k <= right; k++) {
        at[k] = at[k] == null ? models.get(k).logOdds(rows) : at[k];
      }
      double high = models.get(left).lambda();
      double low = models.get(right).lambda();
      double part = left == right ? 1 : (lambda - low) / (high - low);
      for (int i = 0; i < rows.length; i++) {
        result[l][i] = part * at[left][i] + (1 - part) * at[right][i];
      }
    }
    return result;
  }
}
