package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether the coefficients of a Cox model change over time: the score test of a term {@code x g(t)}
 * beside each {@code x} (Grambsch and Therneau, 1994; R's {@code cox.zph} of survival 3 and later,
 * which takes the risk sets as they are instead of an average covariance).
 *
 * @param features column names
 * @param tests one a feature, 1 degree of freedom; NaN where the feature has no coefficient
 * @param global all features together
 */
public record ProportionalHazardsTest(
    List<String> features, List<ChiSquareTest> tests, ChiSquareTest global) {

  /** The function g of time. */
  public enum Transform {
    /** 1 minus Kaplan and Meier's estimate just before t, of all samples, weights left out. */
    KM,
    /** The rank of t among all times, ties averaged. */
    RANK,
    IDENTITY,
    LOG
  }

  /**
   * @param training what the model was fitted to
   */
  public static ProportionalHazardsTest of(CoxModel model, CoxData training, Transform transform) {
    int[] known = model.estimable();
    int p = known.length;
    CoxData data = select(training, known);
    double[] g = scaled(transformed(training, transform), training);
    double[] beta = new double[p];
    CoxData.Standardised columns = data.standardised();
    for (int a = 0; a < p; a++) {
      beta[a] = model.coefficients()[known[a]] * columns.scales()[a];
    }
    double[] score = new double[2 * p];
    double[][] information = new double[2 * p][2 * p];
    accumulate(new CoxLikelihood(columns.z(), data), beta, g, data, score, information);
    List<ChiSquareTest> tests = new ArrayList<>();
    for (int j = 0; j < training.features().size(); j++) {
      int a = Arrays.binarySearch(known, j);
      double statistic = a < 0 ? Double.NaN : statistic(score, information, p, new int[] {a});
      tests.add(new ChiSquareTest(statistic, 1));
    }
    int[] all = java.util.stream.IntStream.range(0, p).toArray();
    double global = p == 0 ? Double.NaN : statistic(score, information, p, all);
    return new ProportionalHazardsTest(
        training.features(), tests, new ChiSquareTest(global, Math.max(1, p)));
  }

  private static CoxData select(CoxData data, int[] columns) {
    List<String> names = Arrays.stream(columns).mapToObj(data.features()::get).toList();
    double[][] x = new double[data.x().length][columns.length];
    for (int i = 0; i < x.length; i++) {
      for (int a = 0; a < columns.length; a++) {
        x[i][a] = data.x()[i][columns[a]];
      }
    }
    return new CoxData(names, x, data.survival(), data.strata(), data.weights(), data.ties());
  }

  private static double[] transformed(CoxData data, Transform transform) {
    double[] times = data.survival().times();
    return switch (transform) {
      case IDENTITY -> times;
      case LOG -> Arrays.stream(times).map(Math::log).toArray();
      case RANK -> ranks(times);
      case KM -> {
        KaplanMeier km = KaplanMeier.of(times, data.survival().events());
        yield Arrays.stream(times).map(t -> 1 - km.before(t)).toArray();
      }
    };
  }

  private static double[] ranks(double[] times) {
    int[] order = TimeOrder.ascending(times);
    double[] ranks = new double[times.length];
    for (int start = 0, end; start < order.length; start = end) {
      end = start;
      while (end < order.length && times[order[end]] == times[order[start]]) {
        end++;
      }
      for (int k = start; k < end; k++) {
        ranks[order[k]] = (start + 1 + end) / 2.0;
      }
    }
    return ranks;
  }

  /** About the mean of the events and in units of their spread: the test does not depend on it. */
  private static double[] scaled(double[] g, CoxData data) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int i = 0; i < g.length; i++) {
      if (data.survival().event(i) && data.weights()[i] > 0) {
        sum += g[i];
        count++;
      }
    }
    double mean = sum / count;
    for (int i = 0; i < g.length; i++) {
      if (data.survival().event(i) && data.weights()[i] > 0) {
        squares += (g[i] - mean) * (g[i] - mean);
      }
    }
    double sd = Math.sqrt(squares / count);
    return Arrays.stream(g).map(v -> sd > 0 ? (v - mean) / sd : 0).toArray();
  }

  /** Score and information of (x, x g(t)) at (beta, 0). */
  private static void accumulate(
      CoxLikelihood likelihood,
      double[] beta,
      double[] g,
      CoxData data,
      double[] score,
      double[][] information) {
    int p = beta.length;
    likelihood.evaluate(beta, new double[p], new double[p][p]);
    CoxRiskSets sets = likelihood.riskSets();
    sets.visit(
        likelihood.hazards(),
        time -> {
          double value = g[sets.order()[time.from]];
          for (int k = time.from; k < time.to; k++) {
            int i = sets.order()[k];
            for (int a = 0; a < p && data.survival().event(i); a++) {
              score[p + a] += value * data.weights()[i] * sets.x()[i][a];
            }
          }
          for (int l = 0; l < time.parts; l++) {
            for (int a = 0; a < p; a++) {
              score[p + a] -= value * time.partWeight() * time.means[l][a];
            }
          }
          int k = 0;
          for (int a = 0; a < p; a++) {
            for (int b = 0; b <= a; b++, k++) {
              add(information, a, b, time.covariance[k]);
              add(information, p + a, p + b, value * value * time.covariance[k]);
              information[p + a][b] += value * time.covariance[k];
              information[b][p + a] += value * time.covariance[k];
              if (a != b) {
                information[p + b][a] += value * time.covariance[k];
                information[a][p + b] += value * time.covariance[k];
              }
            }
          }
        });
  }

  private static void add(double[][] matrix, int a, int b, double value) {
    matrix[a][b] += value;
    if (a != b) {
      matrix[b][a] += value;
    }
  }

  /** The score test of these interactions, the features themselves in the model. */
  private static double statistic(double[] score, double[][] information, int p, int[] tested) {
    int size = p + tested.length;
    int[] from = new int[size];
    double[] u = new double[size];
    for (int a = 0; a < size; a++) {
      from[a] = a < p ? a : p + tested[a - p];
      u[a] = a < p ? 0 : score[from[a]];
    }
    double[][] v = new double[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        v[a][b] = information[from[a]][from[b]];
      }
    }
    RobustCholesky cholesky = new RobustCholesky(v);
    double[] solved = cholesky.solve(u);
    double sum = 0;
    for (int a = p; a < size; a++) {
      if (cholesky.redundant(a)) {
        return Double.NaN;
      }
      sum += u[a] * solved[a];
    }
    return sum;
  }
}
