package org.omicroutes.survival;

import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * D and R²_D of {@link RoystonSauerbrei} of samples that are there several times, as a bootstrap
 * draws them. A sample drawn k times counts as k samples with tied times and risks.
 */
public final class ResampledSeparation {
  private static final double ERROR_VARIANCE = Math.PI * Math.PI / 6;

  private final double[] risk;
  private final int[] byRisk;
  private final double[] scoresBelow;
  private final ResampledSlope slope;

  public ResampledSeparation(double[] times, boolean[] events, double[] risk) {
    int n = risk.length;
    this.risk = risk;
    this.byRisk = TimeOrder.ascending(risk);
    this.slope = new ResampledSlope(times, events, Double.POSITIVE_INFINITY);
    this.scoresBelow = new double[n + 1];
    NormalDistribution normal = new NormalDistribution();
    for (int k = 0; k < n; k++) {
      double p = (k + 1 - 0.375) / (n + 0.25);
      scoresBelow[k + 1] = scoresBelow[k] + normal.inverseCumulativeProbability(p);
    }
  }

  /**
   * D and R²_D.
   *
   * @param drawn as many in all as there are samples
   */
  public double[] measure(int[] drawn) {
    int n = drawn.length;
    double[] scores = new double[n];
    int below = 0;
    for (int start = 0; start < n; ) {
      int end = start;
      int upTo = below;
      for (; end < n && risk[byRisk[end]] == risk[byRisk[start]]; end++) {
        upTo += drawn[byRisk[end]];
      }
      double mean = upTo == below ? 0 : (scoresBelow[upTo] - scoresBelow[below]) / (upTo - below);
      for (int k = start; k < end; k++) {
        scores[byRisk[k]] = mean;
      }
      below = upTo;
      start = end;
    }
    double b = slope.fit(scores, drawn);
    return new double[] {b * Math.sqrt(8 / Math.PI), b * b / (b * b + ERROR_VARIANCE)};
  }
}
