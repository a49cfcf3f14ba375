package org.omicroutes.survival;

import java.util.Arrays;
import org.omicroutes.cohort.StopSignal;

/**
 * Concordance of risk and survival: the probability that of two comparable patients the one with
 * the higher risk has the event first. Two patients are comparable when the earlier time is an
 * event; an event and a censoring at the same time are comparable (the censored one outlived it),
 * two events at the same time are not. Equal risks count one half.
 *
 * <p>The standard error is the infinitesimal jackknife of R's {@code survival::concordance}.
 */
public final class Concordance {
  private Concordance() {}

  /**
   * Harrell's C (JAMA 1982).
   *
   * @param risk higher is worse
   */
  public static Estimate harrell(double[] times, boolean[] events, double[] risk) {
    return stratified(times, events, risk, new int[times.length]);
  }

  /**
   * Harrell's C over the pairs within strata only (folds whose risks are on different scales).
   *
   * @param strata 0 and up, one a sample
   */
  public static Estimate stratified(double[] times, boolean[] events, double[] risk, int[] strata) {
    Counts counts = new Counts(times.length);
    int groups = Arrays.stream(strata).max().orElse(-1) + 1;
    int[] order = TimeOrder.ascending(times);
    double[] one = new double[times.length];
    Arrays.fill(one, 1);
    for (int g = 0; g < groups; g++) {
      int stratum = g;
      int[] members = Arrays.stream(order).filter(i -> strata[i] == stratum).toArray();
      counts.add(members, times, events, risk, one);
    }
    return counts.estimate();
  }

  /**
   * Uno's C (Statistics in Medicine 2011): the pairs of each event weighted by {@code 1/G(T-)²}, G
   * the censoring distribution of these samples, so that the estimand does not depend on censoring.
   * Equals {@code concordance(timewt = "n/G2")}; its standard error takes G as known.
   *
   * @param tau events after this time (days) are left out; infinity: none
   */
  public static Estimate uno(double[] times, boolean[] events, double[] risk, double tau) {
    KaplanMeier censoring = KaplanMeier.censoring(times, events);
    double[] weights = new double[times.length];
    for (int i = 0; i < weights.length; i++) {
      double g = events[i] && times[i] <= tau ? censoring.before(times[i]) : 0;
      weights[i] = g > 0 ? 1 / (g * g) : 0;
    }
    Counts counts = new Counts(times.length);
    counts.add(TimeOrder.ascending(times), times, events, risk, weights);
    return counts.estimate();
  }

  /** Weighted counts of pairs, in all and by sample. */
  private static final class Counts {
    private final double[] difference;
    private final double[] pairs;
    private double differenceTotal;
    private double pairTotal;

    Counts(int n) {
      difference = new double[n];
      pairs = new double[n];
    }

    void add(int[] order, double[] times, boolean[] events, double[] risk, double[] weights) {
      StopSignal.check();
      for (int a = 0; a < order.length; a++) {
        int i = order[a];
        if (!events[i] || weights[i] == 0) {
          continue;
        }
        int first = a;
        while (first > 0 && times[order[first - 1]] == times[i]) {
          first--;
        }
        for (int b = first; b < order.length; b++) {
          int j = order[b];
          if (times[j] > times[i] || !events[j]) {
            double w = weights[i];
            double sign = Math.signum(risk[i] - risk[j]) * w;
            difference[i] += sign;
            difference[j] += sign;
            pairs[i] += w;
            pairs[j] += w;
            differenceTotal += sign;
            pairTotal += w;
          }
        }
      }
    }

    Estimate estimate() {
      int n = pairs.length;
      if (pairTotal == 0) {
        return Estimate.none(n);
      }
      double somers = differenceTotal / pairTotal;
      double[] influence = new double[n];
      for (int i = 0; i < n; i++) {
        influence[i] = (difference[i] - somers * pairs[i]) / pairTotal / 2;
      }
      return new Estimate((somers + 1) / 2, influence);
    }
  }
}
