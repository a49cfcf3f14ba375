package org.omicroutes.survival;

import java.util.Arrays;

/**
 * Censoring weights at a horizon t of samples that are there several times, as a bootstrap draws
 * them: {@code 1/G(T-)} for an event at or before t (a case), {@code 1/G(t)} for a sample followed
 * beyond t (a control), 0 for one censored at or before t, each times how often the sample is
 * there; G is the Kaplan-Meier estimate of the censoring distribution of the resample, events
 * coming before censorings at shared times.
 */
public final class ResampledWeights {
  private final double[] times;
  private final boolean[] events;
  private final double horizon;
  private final int[] byTime;

  /**
   * @param times days
   * @param horizon days
   */
  public ResampledWeights(double[] times, boolean[] events, double horizon) {
    this.times = times;
    this.events = events;
    this.horizon = horizon;
    this.byTime = TimeOrder.ascending(times);
  }

  /** Whether the event was seen at or before the horizon. */
  public boolean isCase(int i) {
    return events[i] && times[i] <= horizon;
  }

  /**
   * @param drawn how often each sample is there
   */
  public double[] of(int[] drawn) {
    double[] weights = new double[drawn.length];
    double atRisk = Arrays.stream(drawn).asLongStream().sum();
    double free = 1;
    int end;
    for (int start = 0; start < byTime.length && times[byTime[start]] <= horizon; start = end) {
      double died = 0;
      double censored = 0;
      for (end = start; end < byTime.length && times[byTime[end]] == times[byTime[start]]; end++) {
        int i = byTime[end];
        if (events[i]) {
          weights[i] = drawn[i] / free;
          died += drawn[i];
        } else {
          censored += drawn[i];
        }
      }
      free *= censored > 0 ? 1 - censored / (atRisk - died) : 1;
      atRisk -= died + censored;
    }
    for (int i = 0; i < drawn.length; i++) {
      if (times[i] > horizon && drawn[i] > 0) {
        weights[i] = drawn[i] / free;
      }
    }
    return weights;
  }
}
