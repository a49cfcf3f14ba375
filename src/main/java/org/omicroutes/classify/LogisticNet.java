package org.omicroutes.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.survival.CoxElasticNet;
import org.omicroutes.survival.ElasticNetDual;
import org.omicroutes.survival.ElasticNetScale;
import org.omicroutes.survival.ElasticNetSolver;

/**
 * Logistic regression with the elastic-net penalty along a path of penalties (Friedman, Hastie and
 * Tibshirani, Journal of Statistical Software 2010), with the conventions of R's {@code
 * glmnet(family = "binomial")}. For each lambda it minimises
 *
 * <pre>-l(b0, b) / W + lambda sum_j f_j (alpha |b_j| + (1-alpha)/2 b_j²)</pre>
 *
 * with l the weighted log likelihood, W the sum of the weights and b0 an unpenalised intercept. The
 * settings mean what they mean to {@link CoxElasticNet}, whose solver this is: b_j per standard
 * deviation (weighted, divisor n), factors scaled to sum to the number of features, a constant
 * feature has the coefficient 0.
 *
 * <p>glmnet's sequence of lambdas ends early, after five models or later, where the deviance ratio
 * has grown by less than 1e-5 or passes 0.999; perfectly separable classes end there. Its lambdas
 * are glmnet's to 1e-7 of themselves, all else to the precision that glmnet is asked for.
 *
 * <p>With 5,000 features of 500 patients and five folds an alpha of 0.5 takes seconds; one near
 * ridge, where most features are in, takes ten times as long (but for 0 itself).
 */
public final class LogisticNet {
  private static final int FIRST_STOP = 5;
  private static final double LEAST_GAIN = 1e-5;
  private static final double ENOUGH = 0.999;

  private final ClassData data;
  private final CoxElasticNet.Settings settings;
  private final LogisticLikelihood likelihood;
  private final double[] weights;
  private final double[] means;
  private final ElasticNetScale scale;

  private LogisticNet(ClassData data, CoxElasticNet.Settings settings) {
    this.data = data;
    this.settings = settings;
    double total = Arrays.stream(data.weights()).sum();
    this.weights = Arrays.stream(data.weights()).map(w -> w / total).toArray();
    this.likelihood = new LogisticLikelihood(data.labels(), weights);
    double[][] columns = new double[data.features()][data.size()];
    this.means = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      for (int i = 0; i < data.size(); i++) {
        columns[j][i] = data.rows()[i][j];
        means[j] += weights[i] * columns[j][i];
      }
    }
    this.scale = ElasticNetScale.of(columns, weights, settings).withIntercept();
  }

  /**
   * Fits the whole path.
   *
   * @throws DataException where all features are constant or unpenalised, or (without lambdas) none
   *     has a gradient
   */
  public static LogisticPath path(ClassData data, CoxElasticNet.Settings settings) {
    return new LogisticNet(data, settings).path();
  }

  /**
   * The model at the lambda with the least deviance in stratified cross-validation ({@code
   * lambda.min}).
   *
   * @param folds at least 2
   * @param seed of the folds
   * @param threads 0: as many as there are processors; the result does not depend on it
   * @throws DataException also where a class has one row only
   */
  public static LogisticModel fit(
      ClassData data, CoxElasticNet.Settings settings, int folds, long seed, int threads) {
    int[] fold = ClassFolds.stratified(data, folds, seed);
    LogisticPath path = path(data, settings);
    return path.models().get(LogisticCv.of(data, settings, path, fold, threads).best());
  }

  private LogisticPath path() {
    int n = data.size();
    ElasticNetDual dual =
        settings.alpha() == 0 && scale.penalised() > n ? new ElasticNetDual(scale) : null;
    ElasticNetSolver solver = solver(dual);
    double nullLogLik = nullLogLikelihood();
    boolean own = settings.lambdas() == null;
    // With ridge glmnet has the gradient of the model without unpenalised features here.
    double[] gradient = settings.alpha() == 0 ? nullGradient() : solver.gradient();
    double score = scale.largestScore(gradient);
    double[] lambdas = own ? settings.sequence(score, n, data.features()) : settings.lambdas();
    List<LogisticModel> models = new ArrayList<>();
    double[] ratios = new double[lambdas.length];
    boolean[] converged = new boolean[lambdas.length];
    for (int k = 0; k < lambdas.length && !(own && ends(ratios, k)); k++) {
      // The first of one's own lambdas has all penalised coefficients 0, which is where it starts.
      if (!own || k > 0) {
        double before = k == 0 ? Math.max(settings.first(score), lambdas[0]) : lambdas[k - 1];
        solver.solve(lambdas[k], before);
      }
      double[] scaled = solver.coefficients();
      models.add(model(dual == null ? scaled : dual.coefficients(scaled), lambdas[k]));
      ratios[k] = 1 - solver.logLikelihood() / nullLogLik;
      converged[k] = solver.converged();
    }
    return new LogisticPath(
        models,
        Arrays.copyOf(ratios, models.size()),
        -2 * nullLogLik * Arrays.stream(data.weights()).sum(),
        Arrays.copyOf(converged, models.size()));
  }

  private ElasticNetSolver solver(ElasticNetDual dual) {
    double[] offset = new double[data.size()];
    return dual == null
        ? new ElasticNetSolver(
            likelihood, scale.x(), offset, settings.alpha(), scale.l1(), scale.l2())
        : new ElasticNetSolver(
            likelihood, dual.x(), offset, 0, new double[dual.x().length], dual.l2());
  }

  private LogisticModel model(double[] scaled, double lambda) {
    double[] original = scale.original(scaled);
    double intercept = original[means.length];
    double[] coefficients = Arrays.copyOf(original, means.length);
    for (int j = 0; j < means.length; j++) {
      intercept -= coefficients[j] * means[j];
    }
    return new LogisticModel(intercept, coefficients, lambda);
  }

  private double[] nullGradient() {
    double share = share();
    double[] gradient = new double[data.size()];
    Arrays.setAll(gradient, i -> weights[i] * (data.labels()[i] - share));
    return gradient;
  }

  private double nullLogLikelihood() {
    double share = share();
    return share * Math.log(share) + (1 - share) * Math.log1p(-share);
  }

  /** The weighted share of class 1. */
  private double share() {
    double share = 0;
    for (int i = 0; i < weights.length; i++) {
      share += weights[i] * data.labels()[i];
    }
    return share;
  }

  private static boolean ends(double[] ratios, int size) {
    return size >= FIRST_STOP
        && (ratios[size - 1] - ratios[size - 2] < LEAST_GAIN || ratios[size - 1] > ENOUGH);
  }
}
