package org.omicroutes.survival;

import java.util.Arrays;

/**
 * The coefficient of one column in a Cox model (Efron ties) of samples that are there several
 * times, as a bootstrap draws them: sorted by time once, then Newton's method. A sample drawn k
 * times counts as k samples with tied times, so the value is that of the resample written out.
 */
final class ResampledSlope {
  private static final int MAX_ITERATIONS = 50;
  private static final double MAX_STEP = 2;

  private final double[] cut;
  private final boolean[] seen;
  private final int[] byTime;

  /**
   * @param horizon follow-up is cut here (days); infinity: nowhere
   */
  ResampledSlope(double[] times, boolean[] events, double horizon) {
    this.cut = Arrays.stream(times).map(t -> Math.min(t, horizon)).toArray();
    this.seen = new boolean[times.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = events[i] && times[i] <= horizon;
    }
    this.byTime = TimeOrder.ascending(cut);
  }

  /**
   * @param x one value a sample
   * @param drawn how often each sample is there
   * @return NaN without an event, where all values are equal, or where they part events perfectly
   */
  double fit(double[] x, int[] drawn) {
    double total = 0;
    double mean = 0;
    double deaths = 0;
    for (int i = 0; i < drawn.length; i++) {
      total += drawn[i];
      mean += drawn[i] * x[i];
      deaths += seen[i] ? drawn[i] : 0;
    }
    mean /= total;
    double variance = 0;
    for (int i = 0; i < drawn.length; i++) {
      variance += drawn[i] * (x[i] - mean) * (x[i] - mean);
    }
    double scale = Math.sqrt(variance / total);
    if (deaths == 0 || !(scale > 1e-12 * Math.max(1, Math.abs(mean)))) {
      return Double.NaN;
    }
    double[] z = new double[x.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (x[i] - mean) / scale;
    }
    double beta = 0;
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      double[] score = score(beta, z, drawn);
      double step = score[0] / score[1];
      beta += Math.max(-MAX_STEP, Math.min(MAX_STEP, step));
      if (Math.abs(step) < 1e-9) {
        return beta / scale;
      }
    }
    return Double.NaN;
  }

  /** First derivative and information of the partial likelihood. */
  private double[] score(double beta, double[] z, int[] drawn) {
    double[] risk = new double[3];
    double[] tied = new double[3];
    double[] score = new double[2];
    for (int end = byTime.length; end > 0; ) {
      double time = cut[byTime[end - 1]];
      Arrays.fill(tied, 0);
      int deaths = 0;
      while (end > 0 && cut[byTime[end - 1]] == time) {
        int i = byTime[--end];
        if (drawn[i] > 0) {
          double w = drawn[i] * Math.exp(beta * z[i]);
          add(risk, w, z[i]);
          if (seen[i]) {
            deaths += drawn[i];
            score[0] += drawn[i] * z[i];
            add(tied, w, z[i]);
          }
        }
      }
      for (int l = 0; l < deaths; l++) {
        double part = (double) l / deaths;
        double all = risk[0] - part * tied[0];
        double first = (risk[1] - part * tied[1]) / all;
        score[0] -= first;
        score[1] += (risk[2] - part * tied[2]) / all - first * first;
      }
    }
    return score;
  }

  private static void add(double[] sums, double w, double z) {
    sums[0] += w;
    sums[1] += w * z;
    sums[2] += w * z * z;
  }
}
