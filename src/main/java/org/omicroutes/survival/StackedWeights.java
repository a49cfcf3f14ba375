package org.omicroutes.survival;

import java.util.Arrays;
import org.omicroutes.cohort.DataException;

/**
 * Non-negative weights of several models' scores (stacking; van der Laan, Polley and Hubbard 2007):
 * the w ≥ 0 that maximise the Cox log partial likelihood (ties after Breslow) per patient of {@code
 * sum_m w_m score_m}, less {@code penalty/2 sum_m w_m²}. Scores are log hazards or risks, higher
 * for worse, of patients that their model did not learn from (out-of-fold); they are taken as they
 * are, so bring them to one scale where there is a penalty. The weights need not add up to 1: their
 * sum calibrates the scores.
 *
 * @param weights one a model, at least 0
 * @param objective reached: log partial likelihood per patient less the penalty
 */
public record StackedWeights(double[] weights, double objective) {
  private static final int MOST_STEPS = 200;
  private static final double TOLERANCE = 1e-10;

  /**
   * @param scores patients × models
   * @param times days
   * @param penalty at least 0; with 0, weights of scores that depend on one another are not unique
   * @throws DataException where a score is missing, nobody has an event, or the weights grow
   *     without end because the scores order the events perfectly
   */
  public static StackedWeights fit(
      double[][] scores, double[] times, boolean[] events, double penalty) {
    if (!(penalty >= 0)) {
      throw new IllegalArgumentException("penalty " + penalty + ", expected at least 0");
    }
    double[][] columns = columns(scores, times, events);
    Climb climb = new Climb(columns, times, events, penalty);
    double[] w = new double[columns.length];
    for (int step = 0; step < MOST_STEPS; step++) {
      double reached = climb.at(w);
      double[] slope = climb.slope(w);
      if (climb.optimal(w, slope)) {
        return new StackedWeights(w, reached);
      }
      double[] next = climb.step(w, slope, reached);
      if (next == null) {
        break;
      }
      w = next;
    }
    climb.at(w);
    throw DataException.of(
        "scores whose weights do not settle (" + Arrays.toString(w) + ")",
        "scores that do not order the events perfectly, or a penalty");
  }

  private static double[][] columns(double[][] scores, double[] times, boolean[] events) {
    boolean any = false;
    for (boolean event : events) {
      any |= event;
    }
    if (!any) {
      throw DataException.of("no event", "at least one");
    }
    if (scores.length != times.length || scores[0].length == 0) {
      throw DataException.of(
          scores.length + " rows of scores of " + times.length + " patients",
          "one of each, with at least one model");
    }
    double[][] columns = new double[scores[0].length][times.length];
    for (int i = 0; i < times.length; i++) {
      for (int m = 0; m < columns.length; m++) {
        if (!Double.isFinite(scores[i][m])) {
          throw DataException.of(
              "score " + scores[i][m] + " of patient " + (i + 1) + ", model " + (m + 1),
              "a number");
        }
        columns[m][i] = scores[i][m];
      }
    }
    return columns;
  }

  /** Projected Newton steps (Bertsekas, SIAM J. Control 1982) up a concave function. */
  private static final class Climb {
    private final double[][] columns;
    private final PartialLikelihood likelihood;
    private final double penalty;
    private final int n;

    Climb(double[][] columns, double[] times, boolean[] events, double penalty) {
      this.columns = columns;
      this.likelihood = new PartialLikelihood(times, events);
      this.penalty = penalty;
      this.n = times.length;
    }

    double at(double[] w) {
      double[] eta = new double[n];
      double squares = 0;
      for (int m = 0; m < w.length; m++) {
        squares += w[m] * w[m];
        for (int i = 0; i < n; i++) {
          eta[i] += w[m] * columns[m][i];
        }
      }
      return likelihood.at(eta) / n - penalty / 2 * squares;
    }

    double[] slope(double[] w) {
      double[] residuals = new double[n];
      likelihood.gradient(residuals);
      double[] slope = new double[w.length];
      for (int m = 0; m < w.length; m++) {
        slope[m] = dot(columns[m], residuals) / n - penalty * w[m];
      }
      return slope;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }

    boolean optimal(double[] w, double[] slope) {
      for (int m = 0; m < w.length; m++) {
        double scale = TOLERANCE * Math.max(1e-3, spread(columns[m]));
        if (w[m] > 0 ? Math.abs(slope[m]) > scale : slope[m] > scale) {
          return false;
        }
      }
      return true;
    }

    private static double spread(double[] values) {
      double mean = Arrays.stream(values).average().orElseThrow();
      return Math.sqrt(
          Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    }

    /** The next weights; null where no step goes up. */
    double[] step(double[] w, double[] slope, double reached) {
      int[] free = new int[w.length];
      int size = 0;
      for (int m = 0; m < w.length; m++) {
        if (w[m] > 0 || slope[m] > 0) {
          free[size++] = m;
        }
      }
      double[][] curvature = new double[size][size];
      double[] right = new double[size];
      double[] product = new double[n];
      for (int a = 0; a < size; a++) {
        likelihood.hessianTimes(columns[free[a]], product);
        right[a] = slope[free[a]];
        for (int b = 0; b < size; b++) {
          curvature[a][b] = dot(columns[free[b]], product) / n + (a == b ? penalty : 0);
        }
      }
      double[] move = new RobustCholesky(curvature).solve(right);
      for (double part = 1; part > 1e-12; part /= 2) {
        double[] next = w.clone();
        for (int a = 0; a < size; a++) {
          next[free[a]] = Math.max(0, w[free[a]] + part * move[a]);
        }
        double there = at(next);
        if (!Arrays.equals(next, w) && there >= reached - 1e-14 * Math.abs(reached)) {
          return next;
        }
      }
      return null;
    }
  }

  /**
   * The weighted score of each patient.
   *
   * @param scores patients × models, as in the fit
   */
  public double[] combine(double[][] scores) {
    return Arrays.stream(scores)
        .mapToDouble(
            row -> {
              if (row.length != weights.length) {
                throw DataException.of(
                    row.length + " scores of a patient", "one of each of " + weights.length);
              }
              return Climb.dot(row, weights);
            })
        .toArray();
  }
}
