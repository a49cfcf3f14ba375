package org.omicroutes.survival;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.omicroutes.cohort.StopSignal;

/**
 * Minimises {@code -l(b) + lambda sum_j (alpha l1_j |b_j| + (1-alpha)/2 l2_j b_j²)} over scaled
 * features, warm-started from one lambda to the next.
 *
 * <p>Each step replaces the log likelihood by a quadratic with its gradient here and its full
 * Hessian here or at a point shortly before, and minimises that over the active features. The
 * working set is that of the sequential strong rule (Tibshirani et al., JRSSB 2012) and every
 * feature outside is held against its optimality condition before a solution is taken. A solution
 * is one whose largest violation of these conditions is {@link #TOLERANCE} of the largest gradient
 * of the null model.
 */
public final class ElasticNetSolver {
  static final double TOLERANCE = 1e-10;

  /** Gradients below this are rounding. */
  private static final double SMALLEST_TOLERANCE = 1e-14;

  private static final int MAX_STEPS = 500;

  /** With a violation above this part of the last step's the Hessian is taken anew. */
  private static final double SLOW = 0.3;

  /** A quadratic is minimised to this part of the violation at its start. */
  private static final double INEXACT = 0.01;

  private static final int HALVINGS = 30;

  private final PenalisedLikelihood likelihood;
  private final double[][] x;
  private final double[] offset;
  private final double alpha;
  private final double[] l1;
  private final double[] l2;
  private final boolean[] free;
  private final ElasticNetQuadratic model;

  private final double[] beta;
  private final double[] eta;
  private final double[] gradient;

  /** Gradients by feature at the last solution, for the strong rule. */
  private final double[] scores;

  private boolean[] working;

  /** Features of the working set that steps move. */
  private final boolean[] active;

  private double logLik;
  private double tolerance;
  private boolean converged;

  /**
   * @param x scaled features × sorted samples; null for a constant feature, which stays 0
   * @param offset by sorted sample
   * @param l1 factor of the lasso penalty by feature; 0 for an unpenalised one
   * @param l2 factor of the ridge penalty by feature
   */
  public ElasticNetSolver(
      PenalisedLikelihood likelihood,
      double[][] x,
      double[] offset,
      double alpha,
      double[] l1,
      double[] l2) {
    this.likelihood = likelihood;
    this.x = x;
    this.offset = offset;
    this.alpha = alpha;
    this.l1 = l1;
    this.l2 = l2;
    int p = x.length;
    this.free = new boolean[p];
    this.beta = new double[p];
    this.scores = new double[p];
    this.working = new boolean[p];
    this.active = new boolean[p];
    this.eta = new double[likelihood.size()];
    this.gradient = new double[eta.length];
    for (int j = 0; j < p; j++) {
      free[j] = x[j] != null && l2[j] == 0;
    }
    this.model = new ElasticNetQuadratic(likelihood, x, l1, l2, beta);
    fitUnpenalised();
  }

  private void fitUnpenalised() {
    moveTo(beta);
    allScores();
    double largest = Arrays.stream(scores).map(Math::abs).max().orElse(0);
    tolerance = Math.max(SMALLEST_TOLERANCE, TOLERANCE * largest);
    working = free.clone();
    converged = true;
    if (IntStream.range(0, free.length).anyMatch(j -> free[j])) {
      newton(0);
      allScores();
    }
  }

  /**
   * Moves to the solution at {@code lambda}.
   *
   * @param previous a lambda that the solution before belongs to; at first one large enough to have
   *     all penalised coefficients 0
   */
  public void solve(double lambda, double previous) {
    for (int j = 0; j < x.length; j++) {
      double bound = alpha * l1[j] * (2 * lambda - previous);
      working[j] = x[j] != null && (beta[j] != 0 || free[j] || Math.abs(scores[j]) >= bound);
      active[j] = free[j] || beta[j] != 0;
    }
    moveTo(beta);
    do {
      StopSignal.check();
      newton(lambda);
      allScores();
    } while (addViolators(lambda));
  }

  private boolean addViolators(double lambda) {
    boolean added = false;
    for (int j = 0; j < x.length; j++) {
      if (x[j] != null && !working[j] && Math.abs(scores[j]) > lambda * alpha * l1[j] + tolerance) {
        working[j] = true;
        added = true;
      }
    }
    return added;
  }

  private void allScores() {
    for (int j = 0; j < x.length; j++) {
      scores[j] = x[j] == null ? 0 : dot(x[j], gradient);
    }
  }

  /**
   * Steps over the features of {@link #active}, which those of the working set join where they
   * violate their condition. The Hessian is kept from step to step and lambda to lambda for as long
   * as violations fall fast enough with it.
   */
  private void newton(double lambda) {
    int[] candidates = IntStream.range(0, x.length).filter(j -> working[j]).toArray();
    double lasso = lambda * alpha;
    double ridge = lambda * (1 - alpha);
    int[] set = new int[0];
    double before = Double.POSITIVE_INFINITY;
    converged = false;
    for (int step = 0; step < MAX_STEPS; step++) {
      double inside = 0;
      double outside = 0;
      for (int j : candidates) {
        scores[j] = dot(x[j], gradient);
        double violation = model.violation(j, scores[j], lasso, ridge);
        if (active[j]) {
          inside = Math.max(inside, violation);
        } else {
          active[j] = beta[j] != 0 || violation > tolerance;
          outside = Math.max(outside, violation);
        }
      }
      double violation = Math.max(inside, outside);
      if (violation <= tolerance) {
        converged = true;
        return;
      }
      set = Arrays.stream(candidates).filter(j -> active[j]).toArray();
      if (!model.ready() || inside > SLOW * before) {
        model.refresh(set);
      }
      before = violation;
      if (!step(set, lasso, ridge, aim(violation))) {
        // No descent: the solution is as good as doubles can tell.
        converged = violation <= 1e3 * tolerance;
        return;
      }
    }
  }

  private double aim(double violation) {
    return Math.max(tolerance / 2, violation * INEXACT);
  }

  /** One step, with the Hessian of this place if it fails with an older one. */
  private boolean step(int[] set, double lasso, double ridge, double aim) {
    double[] start = Arrays.stream(set).mapToDouble(j -> beta[j]).toArray();
    double objective = objective(set, lasso, ridge);
    boolean stale = model.stale();
    model.minimise(set, scores, gradient, lasso, ridge, aim);
    if (lineSearch(set, start, objective, lasso, ridge)) {
      return true;
    }
    if (!stale) {
      return false;
    }
    model.refresh(set);
    model.minimise(set, scores, gradient, lasso, ridge, aim);
    return lineSearch(set, start, objective, lasso, ridge);
  }

  private boolean lineSearch(int[] set, double[] start, double before, double lasso, double ridge) {
    double[] base = eta.clone();
    double[] change = new double[eta.length];
    double[] goal = Arrays.stream(set).mapToDouble(j -> beta[j]).toArray();
    for (int k = 0; k < set.length; k++) {
      if (goal[k] != start[k]) {
        add(goal[k] - start[k], x[set[k]], change);
      }
    }
    double slack = 1e-14 * (1 + Math.abs(before));
    double part = 1;
    for (int halving = 0; halving < HALVINGS; halving++) {
      for (int i = 0; i < eta.length; i++) {
        eta[i] = base[i] + part * change[i];
      }
      for (int k = 0; k < set.length; k++) {
        beta[set[k]] = part == 1 ? goal[k] : start[k] + part * (goal[k] - start[k]);
      }
      logLik = likelihood.at(eta);
      if (objective(set, lasso, ridge) <= before + slack) {
        likelihood.gradient(gradient);
        return true;
      }
      part /= 2;
    }
    for (int k = 0; k < set.length; k++) {
      beta[set[k]] = start[k];
    }
    System.arraycopy(base, 0, eta, 0, eta.length);
    logLik = likelihood.at(eta);
    likelihood.gradient(gradient);
    return false;
  }

  private double objective(int[] set, double lasso, double ridge) {
    double penalty = 0;
    for (int j : set) {
      penalty += lasso * l1[j] * Math.abs(beta[j]) + ridge / 2 * l2[j] * beta[j] * beta[j];
    }
    return penalty - logLik;
  }

  private void moveTo(double[] coefficients) {
    System.arraycopy(offset, 0, eta, 0, eta.length);
    for (int j = 0; j < x.length; j++) {
      if (coefficients[j] != 0) {
        add(coefficients[j], x[j], eta);
      }
    }
    logLik = likelihood.at(eta);
    likelihood.gradient(gradient);
  }

  /** The coefficients of the scaled features at the last solution; not a copy. */
  public double[] coefficients() {
    return beta;
  }

  /** Of the log partial likelihood by linear predictor, in sorted positions; not a copy. */
  public double[] gradient() {
    return gradient;
  }

  /** With weights that sum to 1. */
  public double logLikelihood() {
    return logLik;
  }

  /** Whether the last solution meets the tolerance. */
  public boolean converged() {
    return converged;
  }

  /** Four sums at once: a single one would wait for each addition. */
  static double dot(double[] a, double[] b) {
    return dot(a, b, a.length);
  }

  /** Of the first {@code n} entries. */
  static double dot(double[] a, double[] b, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < n; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  static void add(double factor, double[] from, double[] to) {
    add(factor, from, to, to.length);
  }

  /** To the first {@code n} entries. */
  static void add(double factor, double[] from, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] += factor * from[i];
    }
  }
}
