package org.omicroutes.survival;

import static org.omicroutes.survival.ElasticNetSolver.add;
import static org.omicroutes.survival.ElasticNetSolver.dot;

import java.util.Arrays;
import org.omicroutes.cohort.StopSignal;

/**
 * The quadratic that one step of {@link ElasticNetSolver} minimises, its Hessian that of some point
 * met before: cyclic coordinate descent on {@code X'HX} ("covariance updates"; Friedman, Hastie and
 * Tibshirani, Journal of Statistical Software 2010), helped by Cholesky solves over the non-zero
 * coefficients where passes are many. Where features are many more than samples it descends on the
 * samples' residuals.
 */
final class ElasticNetQuadratic {
  /** Passes before a Cholesky solve is tried. */
  private static final int PATIENCE = 8;

  /** One more for so many non-zero coefficients: a solve costs some such number of passes. */
  private static final int PASS_FOR = 6;

  private static final int MAX_PASSES = 20_000;

  /** Above this many features by samples {@code X'HX} costs more than it saves. */
  private static final double MAX_GRAM = 1.5;

  private static final int MIN_GRAM = 200;

  private final PenalisedLikelihood likelihood;
  private final double[][] x;
  private final double[] l1;
  private final double[] l2;
  private final double[] beta;
  private final ElasticNetGram gram;
  private PenalisedLikelihood.Hessian hessian;
  private boolean stale;

  private double lasso;
  private double ridge;

  /** By position in {@link #gram}: the quadratic's gradient without penalty. */
  private double[] slopes = new double[0];

  ElasticNetQuadratic(
      PenalisedLikelihood likelihood, double[][] x, double[] l1, double[] l2, double[] beta) {
    this.likelihood = likelihood;
    this.x = x;
    this.l1 = l1;
    this.l2 = l2;
    this.beta = beta;
    this.gram = new ElasticNetGram(x);
  }

  /** Takes the Hessian of where the likelihood stands. */
  void refresh(int[] set) {
    hessian = likelihood.hessian();
    gram.reset(hessian, large(set) ? new int[0] : set);
    stale = false;
  }

  /** Whether there is a Hessian. */
  boolean ready() {
    return hessian != null;
  }

  /** Whether a step was taken with this Hessian. */
  boolean stale() {
    return stale;
  }

  private boolean large(int[] set) {
    return set.length > Math.max(MIN_GRAM, MAX_GRAM * likelihood.size());
  }

  /**
   * Moves the coefficients of {@code set} to the minimum.
   *
   * @param scores by feature, the gradient of the log partial likelihood where it stands
   * @param gradient the same by linear predictor
   * @param aim largest violation of an optimality condition
   */
  void minimise(
      int[] set,
      double[] scores,
      double[] gradient,
      double lassoWeight,
      double ridgeWeight,
      double aim) {
    lasso = lassoWeight;
    ridge = ridgeWeight;
    stale = true;
    if (large(set)) {
      descendOnResiduals(set, gradient, aim);
      return;
    }
    gram.ensure(set);
    slopes = new double[gram.size()];
    for (int j : set) {
      slopes[gram.position(j)] = scores[j];
    }
    boolean solvable = true;
    for (int passes = 0; passes < MAX_PASSES; ) {
      StopSignal.check();
      int[] active = Arrays.stream(set).filter(j -> beta[j] != 0).toArray();
      int patience = solvable ? PATIENCE + active.length / PASS_FOR : MAX_PASSES;
      if (solvable && passes > 0 && gram.solvedBefore(active, ridge)) {
        patience = 1;
      }
      boolean done = false;
      for (int inner = 0; inner < patience && !done; inner++) {
        pass(set);
        passes++;
        done = violation(set) <= aim;
      }
      if (done) {
        return;
      }
      solvable = solvable && direct(set);
    }
  }

  private void pass(int[] set) {
    int size = gram.size();
    for (int j : set) {
      int k = gram.position(j);
      double change = updated(j, slopes[k], gram.curvature(k)) - beta[j];
      if (change != 0) {
        beta[j] += change;
        add(-change, gram.row(k), slopes, size);
      }
    }
  }

  /** The coefficient at which the quadratic is least with the others as they are. */
  private double updated(int j, double slope, double curvature) {
    double u = slope + curvature * beta[j];
    double bound = lasso * l1[j];
    double divisor = curvature + ridge * l2[j];
    return Math.abs(u) <= bound || !(divisor > 0) ? 0 : (u - Math.signum(u) * bound) / divisor;
  }

  private double violation(int[] set) {
    double largest = 0;
    for (int j : set) {
      largest = Math.max(largest, violation(j, slopes[gram.position(j)], lasso, ridge));
    }
    return largest;
  }

  /** How far feature {@code j} is from its optimality condition. */
  double violation(int j, double slope, double lassoWeight, double ridgeWeight) {
    double bound = lassoWeight * l1[j];
    return beta[j] == 0
        ? Math.abs(slope) - bound
        : Math.abs(slope - ridgeWeight * l2[j] * beta[j] - Math.signum(beta[j]) * bound);
  }

  /**
   * Goes to the minimum over the non-zero coefficients with their signs kept, or towards it up to
   * where the first of them becomes 0.
   *
   * @return false where that is singular
   */
  private boolean direct(int[] set) {
    int[] active = Arrays.stream(set).filter(j -> beta[j] != 0).toArray();
    double[] step = new double[active.length];
    for (int r = 0; r < step.length; r++) {
      int j = active[r];
      step[r] =
          slopes[gram.position(j)] - ridge * l2[j] * beta[j] - lasso * l1[j] * Math.signum(beta[j]);
    }
    if (step.length == 0 || !gram.solve(active, ridge, l2, step)) {
      return false;
    }
    double part = 1;
    int stopped = -1;
    for (int r = 0; r < step.length; r++) {
      double b = beta[active[r]];
      if (lasso * l1[active[r]] > 0 && (b + part * step[r]) * Math.signum(b) < 0) {
        part = -b / step[r];
        stopped = r;
      }
    }
    for (int r = 0; r < step.length; r++) {
      int j = active[r];
      double updated = r == stopped ? 0 : beta[j] + part * step[r];
      add(beta[j] - updated, gram.row(gram.position(j)), slopes, gram.size());
      beta[j] = updated;
    }
    return true;
  }

  private void descendOnResiduals(int[] set, double[] gradient, double aim) {
    int n = likelihood.size();
    double[] residual = gradient.clone();
    double[][] products = new double[x.length][];
    double[] curvature = new double[x.length];
    int[] features = set;
    for (int passes = 0; passes < MAX_PASSES; passes++) {
      StopSignal.check();
      double largest = 0;
      for (int j : features) {
        double slope = dot(x[j], residual);
        if (beta[j] == 0 && Math.abs(slope) <= lasso * l1[j]) {
          continue;
        }
        if (products[j] == null) {
          products[j] = new double[n];
          hessian.times(x[j], products[j]);
          curvature[j] = dot(x[j], products[j]);
        }
        largest = Math.max(largest, violation(j, slope, lasso, ridge));
        double change = updated(j, slope, curvature[j]) - beta[j];
        if (change != 0) {
          beta[j] += change;
          add(-change, products[j], residual, n);
        }
      }
      if (largest <= aim) {
        if (features == set) {
          return;
        }
        features = set;
      } else {
        features = Arrays.stream(set).filter(j -> beta[j] != 0).toArray();
      }
    }
  }
}
