package org.omicroutes.survival;

import java.util.stream.IntStream;
import org.hipparchus.special.Gamma;

/**
 * The log-rank test of k groups (Mantel, 1966; R's {@code survdiff} with rho = 0).
 *
 * @param chiSquare the statistic; NaN where nothing can be compared
 * @param degreesOfFreedom groups with an expected count, minus 1
 * @param pValue upper tail of the chi-squared distribution
 * @param observed events of each group
 * @param expected events expected in each group if all had the same hazard
 */
public record LogRank(
    double chiSquare, int degreesOfFreedom, double pValue, double[] observed, double[] expected) {

  /**
   * @param times days
   * @param groups 0 to {@code groupCount - 1}, one a sample
   */
  public static LogRank test(double[] times, boolean[] events, int[] groups, int groupCount) {
    int n = times.length;
    int[] order = TimeOrder.ascending(times);
    double[] atRisk = new double[groupCount];
    for (int group : groups) {
      atRisk[group]++;
    }
    double[] observed = new double[groupCount];
    double[] expected = new double[groupCount];
    double[][] variance = new double[groupCount][groupCount];
    double total = n;
    for (int start = 0; start < n; ) {
      int end = start;
      double deaths = 0;
      while (end < n && times[order[end]] == times[order[start]]) {
        if (events[order[end]]) {
          deaths++;
          observed[groups[order[end]]]++;
        }
        end++;
      }
      if (deaths > 0) {
        accumulate(deaths, total, atRisk, expected, variance);
      }
      for (int i = start; i < end; i++) {
        atRisk[groups[order[i]]]--;
        total--;
      }
      start = end;
    }
    return statistic(observed, expected, variance);
  }

  private static void accumulate(
      double deaths, double total, double[] atRisk, double[] expected, double[][] variance) {
    double scale = total > 1 ? deaths * (total - deaths) / (total - 1) : 0;
    for (int g = 0; g < atRisk.length; g++) {
      double share = atRisk[g] / total;
      expected[g] += deaths * share;
      for (int h = 0; h < atRisk.length; h++) {
        variance[g][h] += scale * share * ((g == h ? 1 : 0) - atRisk[h] / total);
      }
    }
  }

  private static LogRank statistic(double[] observed, double[] expected, double[][] variance) {
    int[] used = IntStream.range(0, expected.length).filter(g -> expected[g] > 0).toArray();
    int df = used.length - 1;
    if (df < 1) {
      return new LogRank(Double.NaN, 0, Double.NaN, observed, expected);
    }
    double[][] v = new double[df][df];
    double[] d = new double[df];
    for (int a = 0; a < df; a++) {
      d[a] = observed[used[a]] - expected[used[a]];
      for (int b = 0; b < df; b++) {
        v[a][b] = variance[used[a]][used[b]];
      }
    }
    RobustCholesky cholesky = new RobustCholesky(v);
    double chi = 0;
    double[] solved = cholesky.solve(d);
    for (int a = 0; a < df; a++) {
      chi = cholesky.redundant(a) ? Double.NaN : chi + d[a] * solved[a];
    }
    double p =
        Double.isNaN(chi) ? Double.NaN : Gamma.regularizedGammaQ(df / 2.0, Math.max(0, chi) / 2);
    return new LogRank(chi, df, p, observed, expected);
  }
}
