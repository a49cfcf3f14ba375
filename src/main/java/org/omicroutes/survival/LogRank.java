package org.omicroutes.survival;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.special.Gamma;

/**
 * The log-rank test of k groups (Mantel, 1966), also within strata, and its relatives that weigh an
 * event at t by {@code S(t-)^rho} (Harrington and Fleming, 1982; rho = 1 is Peto and Peto's
 * Wilcoxon test). R's {@code survdiff}, but where nothing can be compared the statistic is NaN.
 *
 * @param chiSquare the statistic; NaN where nothing can be compared
 * @param degreesOfFreedom groups with an expected count, minus 1
 * @param pValue upper tail of the chi-squared distribution
 * @param observed (weighted) events of each group, summed over strata
 * @param expected (weighted) events expected in each group if all had the same hazard
 */
public record LogRank(
    double chiSquare, int degreesOfFreedom, double pValue, double[] observed, double[] expected) {

  /**
   * @param times days
   * @param groups 0 to {@code groupCount - 1}, one a sample
   */
  public static LogRank test(double[] times, boolean[] events, int[] groups, int groupCount) {
    return test(times, events, groups, groupCount, new int[times.length], 0);
  }

  /**
   * @param times days
   * @param groups 0 to {@code groupCount - 1}, one a sample
   * @param strata 0, 1 …, one a sample: compared within, summed over
   * @param rho power of the pooled survival of the stratum; 0 is the log-rank test
   */
  public static LogRank test(
      double[] times, boolean[] events, int[] groups, int groupCount, int[] strata, double rho) {
    Sums sums =
        new Sums(
            new double[groupCount], new double[groupCount], new double[groupCount][groupCount]);
    int strataCount = Arrays.stream(strata).max().orElse(-1) + 1;
    int[] order = TimeOrder.ascending(times);
    for (int s = 0; s < strataCount; s++) {
      int stratum = s;
      int[] members = Arrays.stream(order).filter(i -> strata[i] == stratum).toArray();
      sums.add(members, times, events, groups, rho);
    }
    return statistic(sums.observed, sums.expected, sums.variance);
  }

  private record Sums(double[] observed, double[] expected, double[][] variance) {

    /** Adds a stratum, its members in order of time. */
    void add(int[] members, double[] times, boolean[] events, int[] groups, double rho) {
      double[] atRisk = new double[observed.length];
      for (int i : members) {
        atRisk[groups[i]]++;
      }
      double total = members.length;
      double survival = 1;
      for (int start = 0, end; start < members.length; start = end) {
        double weight = Math.pow(survival, rho);
        double deaths = 0;
        end = start;
        while (end < members.length && times[members[end]] == times[members[start]]) {
          if (events[members[end]]) {
            deaths++;
            observed[groups[members[end]]] += weight;
          }
          end++;
        }
        if (deaths > 0) {
          accumulate(deaths, total, atRisk, weight);
          survival *= 1 - deaths / total;
        }
        for (int k = start; k < end; k++) {
          atRisk[groups[members[k]]]--;
          total--;
        }
      }
    }

    private void accumulate(double deaths, double total, double[] atRisk, double weight) {
      double scale = total > 1 ? deaths * (total - deaths) / (total - 1) : 0;
      for (int g = 0; g < atRisk.length; g++) {
        double share = atRisk[g] / total;
        expected[g] += weight * deaths * share;
        for (int h = 0; h < atRisk.length; h++) {
          double common = (g == h ? 1 : 0) - atRisk[h] / total;
          variance[g][h] += weight * weight * scale * share * common;
        }
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
