package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.special.Erf;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;

/**
 * A fitted Cox proportional hazards model (Cox, 1972), {@code h(t|x) = h0(t) exp((x - mean)'b)}
 * with a baseline hazard h0 of each stratum, by Newton's method with step halving on the partial
 * likelihood, ties after Efron (1977) or Breslow (1974). Agrees with R's {@code survival::coxph}.
 *
 * <p>A column that is constant (in every stratum) or a linear combination of columns before it gets
 * the coefficient and standard error NaN and takes no part in the risk, as coxph does with its NA.
 *
 * @param features column names
 * @param coefficients log hazard ratio per unit
 * @param covariance of the coefficients, the inverse of the observed information; NaN where a
 *     coefficient is NaN or so large that no information is left
 * @param robustCovariance the sandwich estimate (Lin and Wei, 1989), each sample its own cluster
 * @param means weighted means of the columns in the training samples, where the risk is 0
 * @param nullLogLikelihood partial log-likelihood with all coefficients 0
 * @param logLikelihood at the estimate
 * @param scoreStatistic of the score test that all coefficients are 0
 * @param iterations Newton steps taken
 * @param converged false where a coefficient may be infinite (a column separates events perfectly)
 */
public record CoxModel(
    List<String> features,
    double[] coefficients,
    double[][] covariance,
    double[][] robustCovariance,
    double[] means,
    double nullLogLikelihood,
    double logLikelihood,
    double scoreStatistic,
    int iterations,
    boolean converged) {

  /** What to do with events at the same time. */
  public enum Ties {
    EFRON,
    BRESLOW
  }

  private static final int MAX_ITERATIONS = 40;
  private static final double TOLERANCE = 1e-12;

  /** Log hazard ratios per standard deviation above which a coefficient is taken for infinite. */
  private static final double LARGE = 15;

  /**
   * Standard errors per standard deviation from which on the likelihood is flat: Newton's method
   * then stops on its way to infinity, before the coefficient is {@link #LARGE}.
   */
  private static final double FLAT = 1e3;

  /**
   * One stratum, every weight 1.
   *
   * @param features column names of {@code x}
   * @param x samples × features, no missing values, rows as in {@code survival}
   * @throws DataException where no event was seen or a value is missing
   */
  public static CoxModel fit(
      List<String> features, double[][] x, SurvivalData survival, Ties ties) {
    return fit(CoxData.of(features, x, survival, ties));
  }

  /** The maximum of the partial likelihood of these data. */
  public static CoxModel fit(CoxData data) {
    int p = data.features().size();
    CoxData.Standardised columns = data.standardised();
    CoxLikelihood likelihood = new CoxLikelihood(columns.z(), data);
    double[] beta = new double[p];
    double[] gradient = new double[p];
    double[][] information = new double[p][p];
    double nullLogLik = likelihood.evaluate(beta, gradient, information);
    // At 0, because far out the information of every column vanishes.
    RobustCholesky atZero = new RobustCholesky(information);
    double logLik = nullLogLik;
    double score = 0;
    boolean converged = false;
    int iterations = 0;
    while (iterations < MAX_ITERATIONS && !converged) {
      double[] step = new RobustCholesky(information).solve(gradient);
      score = iterations == 0 ? dot(step, gradient) : score;
      iterations++;
      double next = Double.NEGATIVE_INFINITY;
      double[] candidate = beta;
      for (int halving = 0; halving < 30 && !noWorse(next, logLik); halving++) {
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
    double[][] covariance = inverse(information, columns.scales());
    double[] coefficients = new double[p];
    boolean finite = true;
    for (int j = 0; j < p; j++) {
      boolean known = columns.scales()[j] > 0 && !atZero.redundant(j);
      coefficients[j] = known ? beta[j] / columns.scales()[j] : Double.NaN;
      double error = Math.sqrt(covariance[j][j]) * columns.scales()[j];
      finite &= Math.abs(beta[j]) < LARGE && !(known && !(error < FLAT));
    }
    double[][] scores = CoxResiduals.at(likelihood, data).score();
    return new CoxModel(
        data.features(),
        coefficients,
        covariance,
        sandwich(covariance, scores, columns.scales(), data.weights()),
        columns.means(),
        nullLogLik,
        logLik,
        score,
        iterations,
        converged && finite);
  }

  private static boolean noWorse(double next, double before) {
    return Double.isFinite(next) && next >= before - 1e-13 * Math.abs(before);
  }

  /** The inverse over the columns that can be estimated, back on their own scale; else NaN. */
  private static double[][] inverse(double[][] information, double[] scales) {
    int p = scales.length;
    RobustCholesky cholesky = new RobustCholesky(information);
    double[][] inverse = new double[p][p];
    for (int a = 0; a < p; a++) {
      double[] unit = new double[p];
      unit[a] = 1;
      double[] column = cholesky.solve(unit);
      for (int b = 0; b < p; b++) {
        boolean known =
            scales[a] > 0 && scales[b] > 0 && !cholesky.redundant(a) && !cholesky.redundant(b);
        inverse[a][b] = known ? column[b] / (scales[a] * scales[b]) : Double.NaN;
      }
    }
    return inverse;
  }

  private static double[][] sandwich(
      double[][] covariance, double[][] scores, double[] scales, double[] weights) {
    int p = scales.length;
    double[][] sandwich = new double[p][p];
    for (int i = 0; i < scores.length; i++) {
      double[] influence = new double[p];
      for (int a = 0; a < p; a++) {
        for (int b = 0; b < p; b++) {
          if (!Double.isNaN(covariance[a][b])) {
            influence[a] += covariance[a][b] * weights[i] * scores[i][b] * scales[b];
          }
        }
      }
      for (int a = 0; a < p; a++) {
        for (int b = 0; b < p; b++) {
          sandwich[a][b] += influence[a] * influence[b];
        }
      }
    }
    for (int a = 0; a < p; a++) {
      for (int b = 0; b < p; b++) {
        sandwich[a][b] = Double.isNaN(covariance[a][b]) ? Double.NaN : sandwich[a][b];
      }
    }
    return sandwich;
  }

  /** From the observed information. */
  public double[] standardErrors() {
    return rootOfDiagonal(covariance);
  }

  /** From the sandwich estimate. */
  public double[] robustStandardErrors() {
    return rootOfDiagonal(robustCovariance);
  }

  private static double[] rootOfDiagonal(double[][] matrix) {
    double[] roots = new double[matrix.length];
    Arrays.setAll(roots, j -> Math.sqrt(matrix[j][j]));
    return roots;
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

  /** {@link #risk} of each row. */
  double[] risks(double[][] rows) {
    return Arrays.stream(rows).mapToDouble(this::risk).toArray();
  }

  /** The baseline hazard of each stratum of the training samples, at a risk of 0. */
  public List<BreslowBaseline> baselines(CoxData training) {
    double[] risk = risks(training.x());
    List<BreslowBaseline> baselines = new ArrayList<>();
    for (int s = 0; s < training.strataCount(); s++) {
      double[] weights = training.weights().clone();
      for (int i = 0; i < weights.length; i++) {
        weights[i] = training.strata()[i] == s ? weights[i] : 0;
      }
      baselines.add(
          BreslowBaseline.fit(
              training.survival().times(),
              training.survival().events(),
              risk,
              weights,
              training.ties()));
    }
    return baselines;
  }

  /** Wald statistic of a coefficient. */
  public double z(int j) {
    return coefficients[j] / Math.sqrt(covariance[j][j]);
  }

  /** Two-sided p-value of {@link #z}. */
  public double pValue(int j) {
    return twoSided(z(j));
  }

  /** Two-sided p-value of a standard normal statistic. */
  static double twoSided(double z) {
    return Double.isNaN(z) ? Double.NaN : Erf.erfc(Math.abs(z) / Math.sqrt(2));
  }

  /** The likelihood-ratio test that all coefficients are 0. */
  public ChiSquareTest likelihoodRatioTest() {
    return test(2 * (logLikelihood - nullLogLikelihood));
  }

  /** The score test that all coefficients are 0 (the log-rank test of one binary feature). */
  public ChiSquareTest scoreTest() {
    return test(scoreStatistic);
  }

  /** The Wald test that all coefficients are 0. */
  public ChiSquareTest waldTest() {
    return test(wald(covariance));
  }

  /** The Wald test with the sandwich estimate. */
  public ChiSquareTest robustWaldTest() {
    return test(wald(robustCovariance));
  }

  private ChiSquareTest test(double statistic) {
    int df = (int) Arrays.stream(coefficients).filter(b -> !Double.isNaN(b)).count();
    return new ChiSquareTest(df == 0 ? Double.NaN : statistic, df);
  }

  private double wald(double[][] matrix) {
    int[] known = estimable();
    double[][] v = new double[known.length][known.length];
    double[] b = new double[known.length];
    for (int a = 0; a < known.length; a++) {
      // On the scale of the standard errors, so that the factorization knows what is small.
      double scale = Math.sqrt(matrix[known[a]][known[a]]);
      b[a] = coefficients[known[a]] / scale;
      for (int c = 0; c < known.length; c++) {
        v[a][c] = matrix[known[a]][known[c]] / scale / Math.sqrt(matrix[known[c]][known[c]]);
      }
    }
    return dot(new RobustCholesky(v).solve(b), b);
  }

  /** Features with a coefficient. */
  int[] estimable() {
    return java.util.stream.IntStream.range(0, coefficients.length)
        .filter(j -> !Double.isNaN(coefficients[j]))
        .toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
