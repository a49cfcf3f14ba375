package org.omicroutes.survival;

import static org.omicroutes.survival.CoxElasticNetSolver.add;
import static org.omicroutes.survival.CoxElasticNetSolver.dot;

import java.util.Arrays;

/**
 * The quadratic that one Newton step of {@link CoxElasticNetSolver} minimises: cyclic coordinate
 * descent, helped by Cholesky solves over the non-zero coefficients where passes are many.
 */
final class CoxElasticNetQuadratic {
  /**
   * Passes over the non-zero coefficients before a Cholesky solve is tried, and one more for so
   * many of them: a solve costs as much as some such number of passes.
   */
  private static final int PATIENCE = 12;

  private static final int PASS_FOR = 6;

  private static final int MAX_PASSES = 20_000;

  /** Above this many non-zero coefficients their Hessian is too large to factor. */
  private static final int MAX_DIRECT = 1500;

  private final CoxElasticNetLikelihood likelihood;
  private final double[][] x;
  private final double[] beta;

  /** The Hessian times a feature, computed once a Newton step where it is needed. */
  private final double[][] products;

  private final double[] curvature;
  private final int[] computedIn;
  private int newtonStep;

  private double[] residual;
  private double[] l1;
  private double[] l2;
  private double lasso;
  private double ridge;

  private int[] gramFeatures = new int[0];
  private final int[] gramPosition;
  private double[][] gram = new double[0][];

  CoxElasticNetQuadratic(CoxElasticNetLikelihood likelihood, double[][] x, double[] beta) {
    this.likelihood = likelihood;
    this.x = x;
    this.beta = beta;
    this.products = new double[x.length][];
    this.curvature = new double[x.length];
    this.computedIn = new int[x.length];
    this.gramPosition = new int[x.length];
  }

  /**
   * Moves the coefficients of {@code set} to the minimum around the predictors at which the
   * likelihood stands.
   *
   * @param gradient of the log partial likelihood there
   * @param penalties l1 and l2
   * @param aim largest change of a gradient in the last pass
   */
  void minimise(
      int[] set,
      double[] gradient,
      double[][] penalties,
      double lassoWeight,
      double ridgeWeight,
      double aim) {
    newtonStep++;
    gramFeatures = new int[0];
    residual = gradient.clone();
    l1 = penalties[0];
    l2 = penalties[1];
    lasso = lassoWeight;
    ridge = ridgeWeight;
    boolean solvable = true;
    for (int passes = 0; passes < MAX_PASSES; ) {
      double change = pass(set);
      passes++;
      if (change <= aim) {
        return;
      }
      int[] active = Arrays.stream(set).filter(j -> beta[j] != 0).toArray();
      int patience = solvable ? PATIENCE + active.length / PASS_FOR : MAX_PASSES;
      for (int inner = 0; inner < patience && change > aim; inner++) {
        change = pass(active);
        passes++;
      }
      solvable = solvable && (change <= aim || direct(active));
    }
  }

  /** One update of each coefficient; the largest change of a gradient. */
  private double pass(int[] features) {
    double largest = 0;
    for (int j : features) {
      double slope = dot(x[j], residual);
      double bound = lasso * l1[j];
      if (beta[j] == 0 && Math.abs(slope) <= bound) {
        continue;
      }
      double[] product = product(j);
      double u = slope + curvature[j] * beta[j];
      double shrunk = Math.abs(u) <= bound ? 0 : u - Math.signum(u) * bound;
      double divisor = curvature[j] + ridge * l2[j];
      double updated = divisor > 0 ? shrunk / divisor : 0;
      double change = updated - beta[j];
      if (change != 0) {
        beta[j] = updated;
        add(-change, product, residual);
        largest = Math.max(largest, Math.abs(change) * divisor);
      }
    }
    return largest;
  }

  private double[] product(int j) {
    if (computedIn[j] != newtonStep) {
      if (products[j] == null) {
        products[j] = new double[likelihood.size()];
      }
      likelihood.hessianTimes(x[j], products[j]);
      curvature[j] = dot(x[j], products[j]);
      computedIn[j] = newtonStep;
    }
    return products[j];
  }

  /**
   * Goes to the minimum over these coefficients with their signs kept, or towards it up to where
   * the first of them becomes 0.
   *
   * @return false where that is too large or singular
   */
  private boolean direct(int[] active) {
    int[] features = Arrays.stream(active).filter(j -> beta[j] != 0).toArray();
    int a = features.length;
    if (a == 0 || a > MAX_DIRECT) {
      return false;
    }
    ensureGram(features);
    double[][] matrix = new double[a][];
    double[] step = new double[a];
    for (int r = 0; r < a; r++) {
      int j = features[r];
      double[] row = gram[gramPosition[j]];
      matrix[r] = new double[r + 1];
      for (int c = 0; c <= r; c++) {
        int other = gramPosition[features[c]];
        matrix[r][c] = other <= gramPosition[j] ? row[other] : gram[other][gramPosition[j]];
      }
      matrix[r][r] += ridge * l2[j];
      step[r] =
          dot(x[j], residual) - ridge * l2[j] * beta[j] - lasso * l1[j] * Math.signum(beta[j]);
    }
    if (!solve(matrix, step)) {
      return false;
    }
    moveUntilZero(features, step);
    return true;
  }

  private void moveUntilZero(int[] features, double[] step) {
    double part = 1;
    int stopped = -1;
    for (int r = 0; r < step.length; r++) {
      double b = beta[features[r]];
      if (lasso * l1[features[r]] > 0 && (b + part * step[r]) * Math.signum(b) < 0) {
        part = -b / step[r];
        stopped = r;
      }
    }
    for (int r = 0; r < step.length; r++) {
      int j = features[r];
      double updated = r == stopped ? 0 : beta[j] + part * step[r];
      add(beta[j] - updated, product(j), residual);
      beta[j] = updated;
    }
  }

  /** Entries of {@code X'HX} (lower triangle) for these features, kept within a Newton step. */
  private void ensureGram(int[] features) {
    int known = gramFeatures.length;
    int[] all = Arrays.copyOf(gramFeatures, known + features.length);
    int size = known;
    for (int j : features) {
      boolean there = gramPosition[j] < known && gramFeatures[gramPosition[j]] == j;
      if (!there) {
        gramPosition[j] = size;
        all[size++] = j;
      }
    }
    gramFeatures = Arrays.copyOf(all, size);
    gram = Arrays.copyOf(gram, size);
    for (int r = known; r < size; r++) {
      double[] row = new double[r + 1];
      double[] product = product(gramFeatures[r]);
      for (int c = 0; c <= r; c++) {
        row[c] = dot(product, x[gramFeatures[c]]);
      }
      gram[r] = row;
    }
  }

  /** Solves in place by Cholesky's factors of a lower triangle; false where it is singular. */
  private static boolean solve(double[][] lower, double[] right) {
    int n = right.length;
    for (int i = 0; i < n; i++) {
      double[] row = lower[i];
      double diagonal = row[i];
      for (int j = 0; j <= i; j++) {
        double[] other = lower[j];
        double sum = row[j] - dot(row, other, j);
        if (j < i) {
          row[j] = sum / other[j];
        } else if (sum > 1e-11 * diagonal) {
          row[i] = Math.sqrt(sum);
        } else {
          return false;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      right[i] = (right[i] - dot(lower[i], right, i)) / lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      right[i] /= lower[i][i];
      for (int k = 0; k < i; k++) {
        right[k] -= right[i] * lower[i][k];
      }
    }
    return true;
  }
}
