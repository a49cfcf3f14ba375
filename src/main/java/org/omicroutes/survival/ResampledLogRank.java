package org.omicroutes.survival;

import java.util.Arrays;

/**
 * The log-rank chi-squared of two groups of samples that are there several times, as a bootstrap
 * draws them: sorted once, then each resample takes one pass. The value is {@link LogRank}'s of the
 * resample written out.
 */
public final class ResampledLogRank {
  private final double[] times;
  private final boolean[] events;
  private final boolean[] second;
  private final int[] byTime;

  /**
   * @param times days
   * @param second whether the sample is in the second group
   */
  public ResampledLogRank(double[] times, boolean[] events, boolean[] second) {
    this.times = times;
    this.events = events;
    this.second = second;
    this.byTime = TimeOrder.ascending(times);
  }

  /**
   * @param drawn how often each sample is there
   * @return NaN where nothing can be compared
   */
  public double chiSquare(int[] drawn) {
    double atRisk = Arrays.stream(drawn).asLongStream().sum();
    double inSecond = 0;
    for (int i = 0; i < drawn.length; i++) {
      inSecond += second[i] ? drawn[i] : 0;
    }
    double excess = 0;
    double variance = 0;
    int end;
    for (int start = 0; start < byTime.length; start = end) {
      double deaths = 0;
      double gone = 0;
      double goneSecond = 0;
      double share = inSecond / atRisk;
      for (end = start; end < byTime.length && times[byTime[end]] == times[byTime[start]]; end++) {
        int i = byTime[end];
        deaths += events[i] ? drawn[i] : 0;
        gone += drawn[i];
        goneSecond += second[i] ? drawn[i] : 0;
        excess += events[i] && second[i] ? drawn[i] : 0;
      }
      if (deaths > 0) {
        excess -= deaths * share;
        variance +=
            atRisk > 1 ? deaths * (atRisk - deaths) / (atRisk - 1) * share * (1 - share) : 0;
      }
      atRisk -= gone;
      inSecond -= goneSecond;
    }
    return variance > 0 ? excess * excess / variance : Double.NaN;
  }
}
