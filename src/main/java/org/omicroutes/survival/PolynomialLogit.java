package org.omicroutes.survival;

import java.util.Arrays;

/**
 * A logistic regression of weighted outcomes on the powers of one variable, and the edges of its
 * likelihood ratio region. The variable is centred and scaled for the powers; the curves are the
 * same.
 */
final class PolynomialLogit {
  private static final int MOST_STEPS = 60;
  private static final double FARTHEST = 1e3;

  private final double[][] powers;
  private final boolean[] y;
  private final double[] w;
  private final double centre;
  private final double scale;
  private double[] best;
  private double logLikelihood;

  private PolynomialLogit(double[] x, boolean[] y, double[] w, int degree) {
    this.y = y;
    this.w = w;
    this.centre = Arrays.stream(x).average().orElseThrow();
    double squares = Arrays.stream(x).map(v -> (v - centre) * (v - centre)).sum();
    this.scale = Math.sqrt(squares / x.length);
    this.powers = new double[x.length][];
    this.best = new double[degree + 1];
    for (int i = 0; i < x.length; i++) {
      powers[i] = powers(x[i]);
    }
  }

  /**
   * @return null where the likelihood has no maximum
   */
  static PolynomialLogit fit(double[] x, boolean[] y, double[] w, int degree) {
    PolynomialLogit fit = new PolynomialLogit(x, y, w, degree);
    double[] beta = fit.maximum(new double[degree + 1], new double[degree + 1]);
    if (beta == null) {
      return null;
    }
    fit.best = beta;
    fit.logLikelihood = fit.logLikelihood(beta);
    return fit;
  }

  int degree() {
    return best.length - 1;
  }

  double logLikelihood() {
    return logLikelihood;
  }

  /** The logit of the fitted probability. */
  double value(double x) {
    return dot(powers(x), best);
  }

  private double[] powers(double x) {
    double z = (x - centre) / scale;
    double[] row = new double[best.length];
    row[0] = 1;
    for (int d = 1; d < row.length; d++) {
      row[d] = row[d - 1] * z;
    }
    return row;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }

  private double logLikelihood(double[] beta) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double eta = dot(powers[i], beta);
      double toward = y[i] ? -eta : eta;
      // log(1 + e^t) without overflow
      sum -= w[i] * (Math.max(0, toward) + Math.log1p(Math.exp(-Math.abs(toward))));
    }
    return sum;
  }

  /**
   * Where the log-likelihood plus {@code tilt · beta} is largest, by Newton's method with halved
   * steps; null where it runs to infinity.
   */
  private double[] maximum(double[] start, double[] tilt) {
    double[] beta = start.clone();
    double current = logLikelihood(beta) + dot(tilt, beta);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] move = newton(beta, tilt);
      if (move == null) {
        return null;
      }
      double part = 1;
      double[] next = moved(beta, move, part);
      double reached = logLikelihood(next) + dot(tilt, next);
      while (!(reached >= current - 1e-10 * (1 + Math.abs(current))) && part > 1e-6) {
        part /= 2;
        next = moved(beta, move, part);
        reached = logLikelihood(next) + dot(tilt, next);
      }
      beta = next;
      current = reached;
      double size = Arrays.stream(move).map(Math::abs).max().orElseThrow();
      if (size < 1e-8) {
        return beta;
      }
      if (Arrays.stream(beta).anyMatch(b -> !(Math.abs(b) < FARTHEST))) {
        return null;
      }
    }
    return null;
  }

  private static double[] moved(double[] beta, double[] move, double part) {
    double[] next = new double[beta.length];
    Arrays.setAll(next, d -> beta[d] + part * move[d]);
    return next;
  }

  private double[] newton(double[] beta, double[] tilt) {
    int m = beta.length;
    double[] score = tilt.clone();
    double[][] information = new double[m][m];
    for (int i = 0; i < y.length; i++) {
      double p = 1 / (1 + Math.exp(-dot(powers[i], beta)));
      double u = w[i] * ((y[i] ? 1 : 0) - p);
      double v = w[i] * p * (1 - p);
      for (int a = 0; a < m; a++) {
        score[a] += u * powers[i][a];
        for (int b = 0; b <= a; b++) {
          information[a][b] += v * powers[i][a] * powers[i][b];
        }
      }
    }
    for (int a = 0; a < m; a++) {
      for (int b = 0; b < a; b++) {
        information[b][a] = information[a][b];
      }
    }
    RobustCholesky factor = new RobustCholesky(information);
    for (int a = 0; a < m; a++) {
      if (factor.redundant(a)) {
        return null;
      }
    }
    return factor.solve(score);
  }

  /**
   * The edge of the region of curves whose deviance from the fitted one is at most {@code
   * deviance}.
   *
   * @param side 1: upper, -1: lower
   */
  Edge edge(double deviance, int side) {
    return new Edge(Math.sqrt(deviance), side);
  }

  /** One edge; remembers where it was last, so that walking along a grid is quick. */
  final class Edge {
    private final double wanted;
    private final int side;
    private double[] near = best;
    private double pull = 1;

    private Edge(double wanted, int side) {
      this.wanted = wanted;
      this.side = side;
    }

    /**
     * The extreme logit at x: the curve that is pulled there until its deviance is as wanted. The
     * root of the deviance is nearly linear in the pull.
     */
    double at(double x) {
      double[] direction = powers(x);
      double low = 0;
      double lowRoot = 0;
      double high = Double.POSITIVE_INFINITY;
      double highRoot = Double.POSITIVE_INFINITY;
      for (int step = 0; step < MOST_STEPS; step++) {
        double[] tilt = Arrays.stream(direction).map(d -> side * pull * d).toArray();
        double[] beta = maximum(near, tilt);
        beta = beta == null ? maximum(best, tilt) : beta;
        double root = Double.POSITIVE_INFINITY;
        if (beta != null) {
          root = Math.sqrt(Math.max(0, 2 * (logLikelihood - logLikelihood(beta))));
          near = beta;
          if (Math.abs(root - wanted) < 1e-5 * wanted) {
            return dot(direction, beta);
          }
        }
        if (root < wanted) {
          low = pull;
          lowRoot = root;
        } else {
          high = pull;
          highRoot = root;
        }
        pull = next(low, lowRoot, high, highRoot);
      }
      return dot(direction, near);
    }

    private double next(double low, double lowRoot, double high, double highRoot) {
      if (Double.isInfinite(high)) {
        return Math.min(4 * low, low * wanted / Math.max(lowRoot, 1e-9));
      }
      if (Double.isInfinite(highRoot)) {
        return (low + high) / 2;
      }
      double share = (wanted - lowRoot) / (highRoot - lowRoot);
      // Kept off the ends, so that the bracket shrinks from both sides.
      return low + Math.min(0.95, Math.max(0.05, share)) * (high - low);
    }
  }
}
