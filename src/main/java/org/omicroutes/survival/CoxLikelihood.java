package org.omicroutes.survival;

/** The log partial likelihood of a Cox model with its gradient and information, in O(n p²). */
final class CoxLikelihood {
  private final double[][] x;
  private final double[] times;
  private final boolean[] events;
  private final boolean efron;
  private final int[] order;
  private final int p;

  /**
   * @param x samples × columns
   */
  CoxLikelihood(double[][] x, double[] times, boolean[] events, CoxModel.Ties ties) {
    this.x = x;
    this.times = times;
    this.events = events;
    this.efron = ties == CoxModel.Ties.EFRON;
    this.order = TimeOrder.ascending(times);
    this.p = x.length == 0 ? 0 : x[0].length;
  }

  /** Sums over a risk set or over its tied events: weight, weighted x, weighted xx'. */
  private final class Sums {
    double weight;
    final double[] first = new double[p];
    final double[][] second = new double[p][p];

    void add(double w, double[] row) {
      weight += w;
      for (int a = 0; a < p; a++) {
        double wa = w * row[a];
        first[a] += wa;
        double[] target = second[a];
        for (int b = 0; b <= a; b++) {
          target[b] += wa * row[b];
        }
      }
    }

    void clear() {
      weight = 0;
      java.util.Arrays.fill(first, 0);
      for (double[] row : second) {
        java.util.Arrays.fill(row, 0);
      }
    }
  }

  /** The log partial likelihood at {@code beta}; fills {@code gradient} and {@code information}. */
  double evaluate(double[] beta, double[] gradient, double[][] information) {
    java.util.Arrays.fill(gradient, 0);
    for (double[] row : information) {
      java.util.Arrays.fill(row, 0);
    }
    Sums risk = new Sums();
    Sums tied = new Sums();
    double logLik = 0;
    for (int end = order.length; end > 0; ) {
      double time = times[order[end - 1]];
      tied.clear();
      int deaths = 0;
      while (end > 0 && times[order[end - 1]] == time) {
        int i = order[--end];
        double eta = dot(beta, x[i]);
        double w = Math.exp(eta);
        risk.add(w, x[i]);
        if (events[i]) {
          deaths++;
          logLik += eta;
          tied.add(w, x[i]);
          for (int a = 0; a < p; a++) {
            gradient[a] += x[i][a];
          }
        }
      }
      for (int l = 0; l < deaths; l++) {
        logLik -= subtract(risk, tied, efron ? (double) l / deaths : 0, gradient, information);
      }
    }
    for (int a = 0; a < p; a++) {
      for (int b = 0; b < a; b++) {
        information[b][a] = information[a][b];
      }
    }
    return logLik;
  }

  private double subtract(
      Sums risk, Sums tied, double part, double[] gradient, double[][] information) {
    double total = risk.weight - part * tied.weight;
    double[] mean = new double[p];
    for (int a = 0; a < p; a++) {
      mean[a] = (risk.first[a] - part * tied.first[a]) / total;
      gradient[a] -= mean[a];
      for (int b = 0; b <= a; b++) {
        information[a][b] +=
            (risk.second[a][b] - part * tied.second[a][b]) / total - mean[a] * mean[b];
      }
    }
    return Math.log(total);
  }

  private static double dot(double[] beta, double[] row) {
    double sum = 0;
    for (int j = 0; j < beta.length; j++) {
      sum += beta[j] * row[j];
    }
    return sum;
  }
}
