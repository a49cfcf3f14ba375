package org.omicroutes.survival;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;

/**
 * The penalty of {@link CoxElasticNet} by cross-validation as R's {@code cv.glmnet} does it. Each
 * fold's complement is fitted along its own path, and its linear predictors are interpolated
 * between its lambdas to those of the full fit.
 *
 * <p>With {@link Measure#DEVIANCE} a fold's loss is the deviance of all samples less that of the
 * fold's complement under the complement's coefficients ({@code grouped = TRUE}; van Houwelingen et
 * al., Statistics in Medicine 2006), by the fold's weight of events; with {@link Measure#C} its
 * value is Harrell's C within the fold (offsets left out, as cv.glmnet does) with the fold's weight
 * of samples. The mean over folds is weighted so, and its standard error is the weighted standard
 * deviation of the folds by {@code sqrt(folds - 1)}.
 *
 * @param mean by lambda of the full path
 * @param standardError of the mean
 * @param best index of the lambda with the best mean; the largest of equals
 * @param oneStandardError index of the largest lambda whose mean is within one standard error of
 *     the best
 */
public record CoxElasticNetCv(
    double[] mean, double[] standardError, int best, int oneStandardError) {

  /** What a fold is judged by. */
  public enum Measure {
    /** Partial likelihood deviance; smaller is better. */
    DEVIANCE,
    /** Harrell's C; larger is better. */
    C
  }

  /**
   * Folds are fitted side by side; the result does not depend on that. Each has a copy of its
   * samples' features.
   *
   * @param path the full fit with the same settings
   * @param fold 1 to the number of folds, for each sample
   * @param threads 0: as many as there are processors
   * @throws DataException where a fold has no event, or no other fold has
   */
  public static CoxElasticNetCv of(
      CoxElasticNetData data,
      CoxElasticNet.Settings settings,
      CoxElasticNetPath path,
      int[] fold,
      Measure measure,
      int threads) {
    int folds = Arrays.stream(fold).max().orElse(0);
    double[] weights = new double[folds];
    for (int i = 0; i < fold.length; i++) {
      boolean counts = measure == Measure.C || data.events()[i];
      weights[fold[i] - 1] += counts ? data.weights()[i] : 0;
    }
    for (int k = 1; k <= folds; k++) {
      if (weights[k - 1] == 0 || folds < 2) {
        throw DataException.of(
            "no event in fold " + k + " of " + folds, "two folds or more, each with an event");
      }
    }
    double[][] values = new double[folds][];
    ForestWorkers.each(
        folds, threads, k -> values[k] = foldValues(data, settings, path, fold, k + 1, measure));
    return summary(values, weights, measure);
  }

  private static double[] foldValues(
      CoxElasticNetData data,
      CoxElasticNet.Settings settings,
      CoxElasticNetPath path,
      int[] fold,
      int k,
      Measure measure) {
    int[] inside = IntStream.range(0, fold.length).filter(i -> fold[i] != k).toArray();
    int[] outside = IntStream.range(0, fold.length).filter(i -> fold[i] == k).toArray();
    CoxElasticNetData training = data.select(inside);
    CoxElasticNetData test = data.select(outside);
    double[][] predictors =
        interpolated(CoxElasticNet.fit(training, settings), data, path.lambdas());
    CoxElasticNetLikelihood all = data.likelihood();
    CoxElasticNetLikelihood part = training.likelihood();
    double[] values = new double[path.size()];
    for (int l = 0; l < values.length; l++) {
      double[] eta = predictors[l];
      values[l] =
          measure == Measure.C
              ? concordance(test, Arrays.stream(outside).mapToDouble(i -> eta[i]).toArray())
              : deviance(all, data, eta)
                  - deviance(
                      part, training, Arrays.stream(inside).mapToDouble(i -> eta[i]).toArray());
      if (measure == Measure.DEVIANCE) {
        double deaths = 0;
        for (int i : outside) {
          deaths += data.events()[i] ? data.weights()[i] : 0;
        }
        values[l] /= deaths;
      }
    }
    return values;
  }

  /** With weights scaled to sum to the number of samples. */
  private static double deviance(
      CoxElasticNetLikelihood likelihood, CoxElasticNetData data, double[] eta) {
    double[] shifted = eta.clone();
    ElasticNetSolver.add(1, data.offset(), shifted);
    return 2 * data.size() * (likelihood.saturated() - likelihood.at(likelihood.sort(shifted)));
  }

  /** Linear predictors of all samples at these lambdas, linear between those of the path. */
  private static double[][] interpolated(
      CoxElasticNetPath path, CoxElasticNetData data, double[] lambdas) {
    double[] own = path.lambdas();
    double[][] at = new double[own.length][];
    double[][] result = new double[lambdas.length][];
    for (int l = 0; l < lambdas.length; l++) {
      double lambda = Math.min(own[0], Math.max(own[own.length - 1], lambdas[l]));
      int right = 0;
      while (own[right] > lambda) {
        right++;
      }
      int left = own[right] == lambda ? right : right - 1;
      for (int k = left; k <= right; k++) {
        if (at[k] == null) {
          at[k] = path.coefficients().get(k).predict(data.features(), data.columns());
        }
      }
      double part = left == right ? 1 : (lambda - own[right]) / (own[left] - own[right]);
      result[l] = new double[data.size()];
      ElasticNetSolver.add(part, at[left], result[l]);
      ElasticNetSolver.add(1 - part, at[right], result[l]);
    }
    return result;
  }

  /** Harrell's C with observation weights; NaN without a comparable pair. */
  private static double concordance(CoxElasticNetData data, double[] risk) {
    double[] times = data.times();
    double better = 0;
    double pairs = 0;
    for (int i = 0; i < risk.length; i++) {
      for (int j = 0; j < risk.length && data.events()[i]; j++) {
        if (times[i] < times[j] || times[i] == times[j] && !data.events()[j]) {
          double weight = data.weights()[i] * data.weights()[j];
          pairs += weight;
          better += weight * (1 + Math.signum(risk[i] - risk[j])) / 2;
        }
      }
    }
    return better / pairs;
  }

  private static CoxElasticNetCv summary(double[][] values, double[] weights, Measure measure) {
    int lambdas = values[0].length;
    double[] mean = new double[lambdas];
    double[] error = new double[lambdas];
    for (int l = 0; l < lambdas; l++) {
      double total = 0;
      for (int k = 0; k < weights.length; k++) {
        if (!Double.isNaN(values[k][l])) {
          total += weights[k];
          mean[l] += weights[k] * values[k][l];
        }
      }
      mean[l] /= total;
      double squares = 0;
      for (int k = 0; k < weights.length; k++) {
        double d = values[k][l] - mean[l];
        squares += Double.isNaN(d) ? 0 : weights[k] * d * d;
      }
      error[l] = Math.sqrt(squares / total / (weights.length - 1));
    }
    double sign = measure == Measure.C ? -1 : 1;
    int best = 0;
    for (int l = 1; l < lambdas; l++) {
      best = sign * mean[l] < sign * mean[best] ? l : best;
    }
    int first = 0;
    while (sign * mean[first] > sign * mean[best] + error[best]) {
      first++;
    }
    return new CoxElasticNetCv(mean, error, best, first);
  }
}
