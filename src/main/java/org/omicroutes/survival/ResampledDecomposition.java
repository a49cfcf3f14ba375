package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@link BrierDecomposition} of samples that are there several times, as a bootstrap draws them:
 * sorted once, then each resample takes one pass. A sample drawn k times counts as k samples with
 * tied times and predictions.
 */
public final class ResampledDecomposition {
  private final double[] times;
  private final double[] survival;
  private final double horizon;
  private final int count;
  private final ResampledWeights censoring;
  private final int[] bySurvival;

  /**
   * @param survival predicted probability to be alive at the horizon
   * @param horizon days
   * @param count groups of about equal size by predicted survival
   */
  public ResampledDecomposition(
      double[] times, boolean[] events, double[] survival, double horizon, int count) {
    this.times = times;
    this.survival = survival;
    this.horizon = horizon;
    this.count = count;
    this.censoring = new ResampledWeights(times, events, horizon);
    this.bySurvival = TimeOrder.ascending(survival);
  }

  /**
   * @param drawn how often each sample is there
   * @return all NaN where nobody is followed beyond the horizon
   */
  public BrierDecomposition of(int[] drawn) {
    double[] weights = censoring.of(drawn);
    long total = 0;
    boolean followed = false;
    for (int i = 0; i < drawn.length; i++) {
      total += drawn[i];
      followed |= drawn[i] > 0 && times[i] > horizon;
    }
    if (!followed) {
      return BrierDecomposition.none();
    }
    BrierDecomposition.Sums all = new BrierDecomposition.Sums();
    BrierDecomposition.Sums[] parts = new BrierDecomposition.Sums[count];
    long before = 0;
    int end;
    for (int start = 0; start < bySurvival.length; start = end) {
      int group = (int) Math.min(count - 1, before * count / total);
      for (end = start;
          end < bySurvival.length && survival[bySurvival[end]] == survival[bySurvival[start]];
          end++) {
        int i = bySurvival[end];
        if (drawn[i] > 0) {
          parts[group] = parts[group] == null ? new BrierDecomposition.Sums() : parts[group];
          double alive = times[i] > horizon ? 1 : 0;
          parts[group].add(drawn[i], weights[i], survival[i], alive);
          all.add(drawn[i], weights[i], survival[i], alive);
        }
        before += drawn[i];
      }
    }
    List<BrierDecomposition.Sums> known = new ArrayList<>(Arrays.asList(parts));
    known.removeIf(part -> part == null);
    return BrierDecomposition.of(all, known);
  }
}
