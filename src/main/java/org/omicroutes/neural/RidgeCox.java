package org.omicroutes.neural;

import java.util.Arrays;
import java.util.Comparator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/**
 * Small Cox models with a quadratic penalty, fitted by Newton's method (Breslow's handling of
 * ties): the linear path beside a network, and the slopes of a recalibration. Verweij, van
 * Houwelingen, <i>Penalized likelihood in Cox regression</i>, Stat. Med. 1994.
 */
public final class RidgeCox {
  private static final int MAX_STEPS = 40;
  private static final double TOLERANCE = 1e-9;

  private final double[][] x;
  private final double[] times;
  private final boolean[] events;
  private final int p;

  /**
   * @param x patients × covariates, nothing missing
   * @param times in any unit
   */
  public RidgeCox(double[][] x, double[] times, boolean[] events) {
    Integer[] order = new Integer[times.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -times[i]));
    this.x = new double[order.length][];
    this.times = new double[order.length];
    this.events = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      this.x[i] = x[order[i]];
      this.times[i] = times[order[i]];
      this.events[i] = events[order[i]];
    }
    this.p = x.length == 0 ? 0 : x[0].length;
  }

  /**
   * The coefficients that maximise {@code logLikelihood - penalty / 2 * |beta|²}.
   *
   * @param start where to begin, one value a covariate
   */
  public double[] fit(double penalty, double[] start) {
    double[] beta = start.clone();
    double[] gradient = new double[p];
    double[][] information = new double[p][p];
    double value = penalised(beta, penalty, gradient, information);
    for (int step = 0; step < MAX_STEPS; step++) {
      double[] direction = solve(information, gradient);
      double scale = 1;
      double[] next = moved(beta, direction, scale);
      double nextValue = penalised(next, penalty, null, null);
      while (!(nextValue >= value - 1e-12 * Math.abs(value)) && scale > 1e-6) {
        scale /= 2;
        next = moved(beta, direction, scale);
        nextValue = penalised(next, penalty, null, null);
      }
      if (!(nextValue > value + TOLERANCE * (Math.abs(value) + 1))) {
        return nextValue > value ? next : beta;
      }
      beta = next;
      value = penalised(beta, penalty, gradient, information);
    }
    return beta;
  }

  /** The partial log-likelihood at {@code beta}. */
  public double logLikelihood(double[] beta) {
    return penalised(beta, 0, null, null);
  }

  /** Value and, where asked for, gradient and negative Hessian; one pass from late to early. */
  private double penalised(
      double[] beta, double penalty, double[] gradient, double[][] information) {
    boolean derivatives = gradient != null;
    if (derivatives) {
      Arrays.fill(gradient, 0);
      for (double[] row : information) {
        Arrays.fill(row, 0);
      }
    }
    double s0 = 0;
    double[] s1 = new double[p];
    double[][] s2 = new double[p][p];
    double value = 0;
    for (int from = 0; from < times.length; ) {
      int to = from;
      int deaths = 0;
      for (; to < times.length && times[to] == times[from]; to++) {
        double eta = dot(x[to], beta);
        double weight = Math.exp(eta);
        s0 += weight;
        if (derivatives) {
          accumulate(x[to], weight, s1, s2);
        }
        if (events[to]) {
          deaths++;
          value += eta;
          for (int a = 0; derivatives && a < p; a++) {
            gradient[a] += x[to][a];
          }
        }
      }
      if (deaths > 0) {
        value -= deaths * Math.log(s0);
        if (derivatives) {
          subtract(deaths, s0, s1, s2, gradient, information);
        }
      }
      from = to;
    }
    for (int a = 0; a < p; a++) {
      value -= penalty / 2 * beta[a] * beta[a];
      if (derivatives) {
        gradient[a] -= penalty * beta[a];
        information[a][a] += penalty;
      }
    }
    return value;
  }

  private void accumulate(double[] row, double weight, double[] s1, double[][] s2) {
    for (int a = 0; a < p; a++) {
      double weighted = weight * row[a];
      s1[a] += weighted;
      if (weighted != 0) {
        double[] target = s2[a];
        for (int b = 0; b <= a; b++) {
          target[b] += weighted * row[b];
        }
      }
    }
  }

  private void subtract(
      int deaths, double s0, double[] s1, double[][] s2, double[] gradient, double[][] info) {
    for (int a = 0; a < p; a++) {
      gradient[a] -= deaths * s1[a] / s0;
      for (int b = 0; b <= a; b++) {
        info[a][b] += deaths * (s2[a][b] / s0 - s1[a] / s0 * (s1[b] / s0));
      }
    }
  }

  private double[] solve(double[][] lowerTriangle, double[] right) {
    DMatrixRMaj a = new DMatrixRMaj(p, p);
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        a.set(i, j, lowerTriangle[i][j]);
        a.set(j, i, lowerTriangle[i][j]);
      }
      // A covariate that never varies has no information; it then stays where it is.
      a.add(i, i, 1e-9);
    }
    DMatrixRMaj solution = new DMatrixRMaj(p, 1);
    var solver = LinearSolverFactory_DDRM.symmPosDef(p);
    if (solver.setA(a.copy())) {
      solver.solve(new DMatrixRMaj(p, 1, true, right.clone()), solution);
    } else {
      CommonOps_DDRM.scale(1e-3, new DMatrixRMaj(p, 1, true, right.clone()), solution);
    }
    return solution.getData();
  }

  private static double[] moved(double[] from, double[] direction, double scale) {
    double[] to = new double[from.length];
    for (int a = 0; a < to.length; a++) {
      to[a] = from[a] + scale * direction[a];
    }
    return to;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
