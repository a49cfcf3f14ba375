package org.omicroutes.survival;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.special.Erf;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;

/**
 * A fitted Cox proportional hazards model (Cox, 1972), {@code h(t|x) = h0(t) exp((x - mean)'b)}, by
 * Newton's method with step halving on the partial likelihood, ties after Efron (1977) or Breslow
 * (1974). Agrees with R's {@code survival::coxph}.
 *
 * <p>A column that is constant or a linear combination of columns before it gets the coefficient
 * and standard error NaN and takes no part in the risk, as coxph does with its NA.
 *
 * @param features column names
 * @param coefficients log hazard ratio per unit
 * @param standardErrors from the inverse of the observed information
 * @param means of the columns in the training samples, where the risk is 0
 * @param nullLogLikelihood partial log-likelihood with all coefficients 0
 * @param logLikelihood at the estimate
 * @param iterations Newton steps taken
 * @param converged false where a coefficient may be infinite (a column separates events perfectly)
 */
public record CoxModel(
    List<String> features,
    double[] coefficients,
    double[] standardErrors,
    double[] means,
    double nullLogLikelihood,
    double logLikelihood,
    int iterations,
    boolean converged) {

  /** What to do with events at the same time. */
  public enum Ties {
    EFRON,
    BRESLOW
  }

  private static final int MAX_ITERATIONS = 40;
  private static final double TOLERANCE = 1e-12;

  /**
   * @param features column names of {@code x}
   * @param x samples × features, no missing values, rows as in {@code survival}
   * @throws DataException where no event was seen or a value is missing
   */
  public static CoxModel fit(
      List<String> features, double[][] x, SurvivalData survival, Ties ties) {
    requireUsable(features, x, survival);
    int p = features.size();
    double[] means = new double[p];
    double[] scales = new double[p];
    double[][] z = standardise(x, means, scales);
    CoxLikelihood likelihood = new CoxLikelihood(z, survival.times(), survival.events(), ties);
    double[] beta = new double[p];
    double[] gradient = new double[p];
    double[][] information = new double[p][p];
    double nullLogLik = likelihood.evaluate(beta, gradient, information);
    double logLik = nullLogLik;
    boolean converged = false;
    int iterations = 0;
    while (iterations < MAX_ITERATIONS && !converged) {
      iterations++;
      double[] step = new RobustCholesky(information).solve(gradient);
      double next = Double.NEGATIVE_INFINITY;
      double[] candidate = beta;
      for (int halving = 0;
          halving < 30 && !(next >= logLik - 1e-13 * Math.abs(logLik));
          halving++) {
        candidate = beta.clone();
        for (int j = 0; j < p; j++) {
          candidate[j] += Math.scalb(step[j], -halving);
        }
        next = likelihood.evaluate(candidate, gradient, information);
      }
      converged = Math.abs(next - logLik) <= TOLERANCE * Math.max(1e-3, Math.abs(next));
      beta = candidate;
      logLik = next;
    }
    return finish(
        features, beta, information, means, scales, nullLogLik, logLik, iterations, converged);
  }

  private static CoxModel finish(
      List<String> features,
      double[] beta,
      double[][] information,
      double[] means,
      double[] scales,
      double nullLogLik,
      double logLik,
      int iterations,
      boolean converged) {
    RobustCholesky cholesky = new RobustCholesky(information);
    int p = beta.length;
    double[] coefficients = new double[p];
    double[] errors = new double[p];
    for (int j = 0; j < p; j++) {
      boolean estimable = scales[j] > 0 && !cholesky.redundant(j);
      coefficients[j] = estimable ? beta[j] / scales[j] : Double.NaN;
      errors[j] = estimable ? Math.sqrt(cholesky.inverseDiagonal(j)) / scales[j] : Double.NaN;
    }
    boolean finite = Arrays.stream(beta).allMatch(b -> Math.abs(b) < 15);
    return new CoxModel(
        List.copyOf(features),
        coefficients,
        errors,
        means,
        nullLogLik,
        logLik,
        iterations,
        converged && finite);
  }

  private static void requireUsable(List<String> features, double[][] x, SurvivalData survival) {
    if (survival.eventCount() == 0) {
      throw DataException.of(
          "no event among " + survival.size() + " samples (all censored)", "at least one event");
    }
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < features.size(); j++) {
        if (!Double.isFinite(x[i][j])) {
          throw DataException.of(
              "no value of " + features.get(j) + " for sample " + survival.sampleIds().get(i),
              "every value present (impute the features first)");
        }
      }
    }
  }

  /** Centred columns with standard deviation 1; a constant column becomes 0 and its scale 0. */
  private static double[][] standardise(double[][] x, double[] means, double[] scales) {
    int n = x.length;
    double[][] z = new double[n][means.length];
    for (int j = 0; j < means.length; j++) {
      double sum = 0;
      for (double[] row : x) {
        sum += row[j];
      }
      means[j] = sum / n;
      double squares = 0;
      double largest = 0;
      for (double[] row : x) {
        squares += (row[j] - means[j]) * (row[j] - means[j]);
        largest = Math.max(largest, Math.abs(row[j]));
      }
      double sd = Math.sqrt(squares / n);
      scales[j] = sd > 1e-12 * largest ? sd : 0;
      for (int i = 0; i < n && scales[j] > 0; i++) {
        z[i][j] = (x[i][j] - means[j]) / scales[j];
      }
    }
    return z;
  }

  /** The log relative hazard of a sample; features in the order of {@link #features}. */
  public double risk(double[] values) {
    double sum = 0;
    for (int j = 0; j < coefficients.length; j++) {
      if (!Double.isNaN(coefficients[j])) {
        sum += coefficients[j] * (values[j] - means[j]);
      }
    }
    return sum;
  }

  /** Wald statistic of a coefficient. */
  public double z(int j) {
    return coefficients[j] / standardErrors[j];
  }

  /** Two-sided p-value of {@link #z}. */
  public double pValue(int j) {
    return Double.isNaN(z(j)) ? Double.NaN : Erf.erfc(Math.abs(z(j)) / Math.sqrt(2));
  }
}
