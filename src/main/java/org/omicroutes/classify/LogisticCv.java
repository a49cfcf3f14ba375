package org.omicroutes.classify;

import java.util.Arrays;
import org.omicroutes.cohort.DataException;
import org.omicroutes.survival.CoxElasticNet;
import org.omicroutes.survival.ForestWorkers;

/**
 * The penalty of {@link LogisticNet} by cross-validation, as R's {@code cv.glmnet} does it. Each
 * fold's complement is fitted along its own path, and its log odds are interpolated between its
 * lambdas to those of the full fit. A patient's loss is {@code -2 log} of the probability of their
 * class, that probability held within 1e-5 and 1 - 1e-5; a fold's is the weighted mean, and the
 * folds' mean and standard error are weighted by the folds' weights.
 *
 * @param mean deviance by lambda of the full path
 * @param standardError of the mean
 * @param best index of the lambda with the least mean; the largest of equals
 * @param oneStandardError index of the largest lambda whose mean is within one standard error of
 *     the best
 */
public record LogisticCv(double[] mean, double[] standardError, int best, int oneStandardError) {
  private static final double LEAST = 1e-5;

  /**
   * Folds are fitted side by side; the result does not depend on that.
   *
   * @param path the full fit with the same settings
   * @param fold 1 to the number of folds, one a row
   * @param threads 0: as many as there are processors
   * @throws DataException where a fold's complement cannot be fitted
   */
  public static LogisticCv of(
      ClassData data, CoxElasticNet.Settings settings, LogisticPath path, int[] fold, int threads) {
    int folds = Arrays.stream(fold).max().orElse(0);
    double[] lambdas = path.lambdas();
    double[][] losses = new double[folds][];
    double[] weights = new double[folds];
    for (int i = 0; i < fold.length; i++) {
      weights[fold[i] - 1] += data.weights()[i];
    }
    ForestWorkers.each(
        folds,
        threads,
        k -> {
          ClassData training = data.select(ClassFolds.inside(fold, k + 1));
          ClassData test = data.select(ClassFolds.outside(fold, k + 1));
          LogisticPath part = LogisticNet.path(training, settings);
          double[][] odds = part.logOdds(test.rows(), lambdas);
          losses[k] = Arrays.stream(odds).mapToDouble(eta -> deviance(test, eta)).toArray();
        });
    return summary(losses, weights);
  }

  private static double deviance(ClassData test, double[] logOdds) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < logOdds.length; i++) {
      double p = LogisticLikelihood.probability(logOdds[i]);
      double held = Math.min(1 - LEAST, Math.max(LEAST, p));
      double label = test.labels()[i];
      sum -= 2 * test.weights()[i] * Math.log(label == 1 ? held : 1 - held);
      total += test.weights()[i];
    }
    return sum / total;
  }

  private static LogisticCv summary(double[][] losses, double[] weights) {
    int lambdas = losses[0].length;
    double total = Arrays.stream(weights).sum();
    double[] mean = new double[lambdas];
    double[] error = new double[lambdas];
    int best = 0;
    for (int l = 0; l < lambdas; l++) {
      double squares = 0;
      for (int k = 0; k < weights.length; k++) {
        mean[l] += weights[k] * losses[k][l] / total;
      }
      for (int k = 0; k < weights.length; k++) {
        squares += weights[k] * Math.pow(losses[k][l] - mean[l], 2);
      }
      error[l] = Math.sqrt(squares / total / (weights.length - 1));
      best = mean[l] < mean[best] ? l : best;
    }
    int first = 0;
    while (mean[first] > mean[best] + error[best]) {
      first++;
    }
    return new LogisticCv(mean, error, best, first);
  }
}
