package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.DataException;

/**
 * Cox regression with the elastic-net penalty along a path of penalties (Simon, Friedman, Hastie
 * and Tibshirani, Journal of Statistical Software 2011), with the conventions of R's {@code
 * glmnet(family = "cox")}. For each lambda it minimises
 *
 * <pre>-l(b) / W + lambda sum_j f_j (alpha |b_j| + (1-alpha)/2 b_j²)</pre>
 *
 * with l the log partial likelihood (ties after Breslow, a sample censored at an event time is at
 * risk there) and W the sum of the observation weights. With standardisation b_j in the penalty is
 * the coefficient per standard deviation (weighted, divisor n). The penalty factors f are scaled to
 * sum to the number of features, constant ones included. A constant feature has the coefficient 0.
 *
 * <p>Without lambdas of the caller's the sequence starts at the smallest lambda at which all
 * penalised coefficients are 0 (taken with alpha 0.001 where alpha is less; the first model has
 * them 0 in any case, or below 1e-30 with ridge, where they have a direction) and descends by equal
 * factors. It ends early, after five models or later, where the deviance ratio has grown by less
 * than 1e-3 of itself in four steps or passes 0.99 (glmnet.control gives a hundredth of that, and
 * 0.999, which are for its other families).
 *
 * <p>Solutions meet the optimality conditions to 1e-10 of the null model's largest gradient, which
 * is far tighter than glmnet's default; glmnet comes to them with {@code thresh = 1e-18} or so.
 * glmnet 4.1 tells an event from a censoring at the same time by adding 2e-14 to the latter, which
 * is lost on times above 256 and leaves their order to chance; give it years to compare such data.
 */
public final class CoxElasticNet {
  private static final double SMALLEST_ALPHA = 1e-3;
  private static final double SMALLEST_RATIO = 1e-6;

  /** The lambda of the first model; the path names the smallest one that gives the same. */
  private static final double INFINITE = 9.9e35;

  private static final int FIRST_STOP = 5;
  private static final double LEAST_GAIN = 1e-3;
  private static final double ENOUGH = 0.99;

  /**
   * @param alpha 1: lasso, 0: ridge
   * @param lambdas penalties at least 0, descending; null for glmnet's sequence
   * @param pathLength how many lambdas that sequence has before it may end early
   * @param smallestRatio last of that sequence by its first; NaN for 0.01 with fewer samples than
   *     features, else 0.0001
   * @param standardize whether the penalty is on coefficients per standard deviation
   * @param penaltyFactors one a feature, at least 0 (0: unpenalised); null for all 1
   */
  public record Settings(
      double alpha,
      double[] lambdas,
      int pathLength,
      double smallestRatio,
      boolean standardize,
      double[] penaltyFactors) {

    public Settings {
      if (!(alpha >= 0 && alpha <= 1)) {
        throw new IllegalArgumentException("alpha: found " + alpha + ", expected 0 to 1");
      }
      if (pathLength < 1) {
        throw new IllegalArgumentException("nlambda: found " + pathLength + ", expected >= 1");
      }
      if (!Double.isNaN(smallestRatio) && !(smallestRatio > 0 && smallestRatio < 1)) {
        throw new IllegalArgumentException(
            "lambda-min-ratio: found " + smallestRatio + ", expected above 0 and below 1");
      }
      double last = Double.POSITIVE_INFINITY;
      for (double lambda : lambdas == null ? new double[0] : lambdas) {
        if (!(lambda >= 0 && lambda < last)) {
          throw new IllegalArgumentException(
              "lambdas: found " + Arrays.toString(lambdas) + ", expected descending numbers >= 0");
        }
        last = lambda;
      }
    }

    /** glmnet's defaults. */
    public static Settings alpha(double alpha) {
      return new Settings(alpha, null, 100, Double.NaN, true, null);
    }

    public Settings withLambdas(double... values) {
      return new Settings(alpha, values, pathLength, smallestRatio, standardize, penaltyFactors);
    }

    public Settings withPath(int length, double ratio) {
      return new Settings(alpha, lambdas, length, ratio, standardize, penaltyFactors);
    }

    public Settings withStandardize(boolean value) {
      return new Settings(alpha, lambdas, pathLength, smallestRatio, value, penaltyFactors);
    }

    public Settings withPenaltyFactors(double... values) {
      return new Settings(alpha, lambdas, pathLength, smallestRatio, standardize, values);
    }

    /**
     * The smallest lambda at which all penalised coefficients are 0; of ridge as of alpha 0.001.
     */
    public double first(double largestScore) {
      return largestScore / Math.max(alpha, SMALLEST_ALPHA);
    }

    /**
     * glmnet's lambdas, from the smallest at which all penalised coefficients are 0.
     *
     * @param largestScore the largest gradient of a penalised feature in the model without them
     * @throws DataException where that is 0
     */
    public double[] sequence(double largestScore, int samples, int features) {
      if (!(largestScore > 0)) {
        throw DataException.of(
            "no penalised feature with a gradient (too few events?)",
            "a feature that can tell events from survivors, or lambdas given");
      }
      double ratio = smallestRatio;
      if (Double.isNaN(ratio)) {
        ratio = samples < features ? 0.01 : 1e-4;
      }
      // glmnet has this exponent in single precision, which moves lambdas by up to 1e-7 of
      // themselves.
      double exponent = 1f / Math.max(1, pathLength - 1);
      double factor = Math.pow(Math.max(SMALLEST_RATIO, ratio), exponent);
      double[] sequence = new double[pathLength];
      sequence[0] = first(largestScore);
      for (int k = 1; k < pathLength; k++) {
        sequence[k] = sequence[k - 1] * factor;
      }
      return sequence;
    }
  }

  private final CoxElasticNetData data;
  private final Settings settings;
  private final CoxElasticNetLikelihood likelihood;
  private final ElasticNetScale scale;
  private final double nullLogLik;
  private final double[] nullGradient;

  private CoxElasticNet(CoxElasticNetData data, Settings settings) {
    this.data = data;
    this.settings = settings;
    this.likelihood = data.likelihood();
    this.scale = ElasticNetScale.of(sorted(data), likelihood.weights(), settings);
    this.nullLogLik = likelihood.at(likelihood.sort(data.offset()));
    this.nullGradient = new double[data.size()];
    likelihood.gradient(nullGradient);
  }

  private double[][] sorted(CoxElasticNetData data) {
    double[][] features = new double[data.features().length][];
    double[] values = new double[data.size()];
    for (int j = 0; j < features.length; j++) {
      double[] row = data.features()[j];
      Arrays.setAll(values, i -> row[data.columns()[i]]);
      features[j] = likelihood.sort(values);
    }
    return features;
  }

  /**
   * Fits the whole path.
   *
   * @throws DataException where no sample has an event, all features are constant or unpenalised,
   *     or (without lambdas) none has a gradient
   */
  public static CoxElasticNetPath fit(CoxElasticNetData data, Settings settings) {
    if (!data.hasEvent()) {
      throw DataException.of(
          "no event among " + data.size() + " samples (all censored)", "at least one event");
    }
    return new CoxElasticNet(data, settings).path();
  }

  private CoxElasticNetPath path() {
    double[] offset = likelihood.sort(data.offset());
    ElasticNetDual dual =
        settings.alpha() == 0 && scale.penalised() > data.size() ? new ElasticNetDual(scale) : null;
    ElasticNetSolver solver =
        dual == null
            ? new ElasticNetSolver(
                likelihood, scale.x(), offset, settings.alpha(), scale.l1(), scale.l2())
            : new ElasticNetSolver(
                likelihood, dual.x(), offset, 0, new double[dual.x().length], dual.l2());
    boolean own = settings.lambdas() == null;
    // With ridge glmnet has the gradient of the model without unpenalised features here.
    double[] gradient = settings.alpha() == 0 ? nullGradient : solver.gradient();
    double largest = scale.largestScore(gradient);
    double[] lambdas =
        own ? settings.sequence(largest, data.size(), data.features().length) : settings.lambdas();
    List<CoxElasticNetPath.Coefficients> coefficients = new ArrayList<>();
    double[] ratios = new double[lambdas.length];
    boolean[] converged = new boolean[lambdas.length];
    int size = 0;
    while (size < lambdas.length) {
      if (!own || size > 0) {
        solver.solve(
            lambdas[size],
            size == 0 ? Math.max(settings.first(largest), lambdas[0]) : lambdas[size - 1]);
      }
      double[] scaled =
          (dual == null ? solver.coefficients() : dual.coefficients(solver.coefficients())).clone();
      if (own && size == 0 && settings.alpha() == 0) {
        scale.addInfinitesimal(solver.gradient(), INFINITE, scaled);
      }
      coefficients.add(CoxElasticNetPath.Coefficients.of(scale.original(scaled)));
      ratios[size] = (solver.logLikelihood() - nullLogLik) / (likelihood.saturated() - nullLogLik);
      converged[size] = solver.converged();
      size++;
      if (own && ends(ratios, size)) {
        break;
      }
    }
    double weight = Arrays.stream(data.weights()).sum();
    return new CoxElasticNetPath(
        Arrays.copyOf(lambdas, size),
        coefficients,
        Arrays.copyOf(ratios, size),
        2 * weight * (likelihood.saturated() - nullLogLik),
        Arrays.copyOf(converged, size));
  }

  private static boolean ends(double[] ratios, int size) {
    if (size < FIRST_STOP) {
      return false;
    }
    double last = ratios[size - 1];
    return last - ratios[size - FIRST_STOP] < LEAST_GAIN * last || last > ENOUGH;
  }
}
