package org.omicroutes.survival;

import java.util.Arrays;

/**
 * Inverse probability of censoring weights at a horizon t (Graf et al., 1999): {@code 1/G(T-)} for
 * an event at or before t, {@code 1/G(t)} for a sample followed beyond t, 0 for one censored at or
 * before t; G is the Kaplan-Meier estimate of the censoring distribution in the same samples.
 */
public final class CensoringWeights {
  private final double[] times;
  private final boolean[] events;
  private final double horizon;
  private final double[] weights;
  private final KaplanMeier censoring;

  /**
   * @param times days
   * @param events whether the event was seen; false: censored
   * @param horizon days
   */
  public CensoringWeights(double[] times, boolean[] events, double horizon) {
    this.times = times;
    this.events = events;
    this.horizon = horizon;
    this.censoring = KaplanMeier.censoring(times, events);
    this.weights = new double[times.length];
    double atHorizon = censoring.at(horizon);
    for (int i = 0; i < weights.length; i++) {
      if (isCase(i)) {
        weights[i] = 1 / censoring.before(times[i]);
      } else if (isControl(i)) {
        weights[i] = 1 / atHorizon;
      }
    }
  }

  /** Whether the sample had the event at or before the horizon. */
  public boolean isCase(int i) {
    return events[i] && times[i] <= horizon;
  }

  /** Whether the sample was followed beyond the horizon. */
  public boolean isControl(int i) {
    return times[i] > horizon;
  }

  /**
   * Whether the samples say anything of the time beyond the horizon: somebody is followed beyond
   * it, or all who were left had the event by then.
   */
  boolean reachHorizon() {
    double last = 0;
    boolean allEvents = true;
    for (int i = 0; i < times.length; i++) {
      if (times[i] > last) {
        last = times[i];
        allEvents = events[i];
      } else if (times[i] == last) {
        allEvents &= events[i];
      }
    }
    return last > horizon || allEvents;
  }

  /** At least 1 for a case or a control, 0 for a sample that is neither. */
  public double weight(int i) {
    return weights[i];
  }

  /**
   * What estimating G adds to each sample's influence on {@code (1/n) sum_i weight_i y_i}, by the
   * martingale representation of the Kaplan-Meier estimator. Here {@code contributions[i]} is
   * {@code weight_i y_i}.
   *
   * @param eventsAtRisk whether an event is at risk of being censored at its own time. False is
   *     what G itself has; true is what {@code riskRegression}'s standard error of the Brier score
   *     has. They differ where events and censorings share times.
   */
  double[] influence(double[] contributions, boolean eventsAtRisk) {
    int n = times.length;
    double[] grid = censoring.times();
    int[] risk = censoring.atRisk();
    int[] censored = censoring.events();
    int[] died = censoring.censored();
    for (int k = 0; eventsAtRisk && k < risk.length; k++) {
      risk[k] += died[k];
    }
    double[] later = new double[grid.length + 1];
    for (int i = 0; i < n; i++) {
      // A case at T is exposed to censoring times before T, a control to those up to the horizon.
      int last = isCase(i) ? indexAtOrBefore(grid, times[i], true) : -1;
      last = isControl(i) ? indexAtOrBefore(grid, horizon, false) : last;
      if (last >= 0) {
        later[last] += contributions[i];
      }
    }
    double[] compensator = new double[grid.length];
    double[] jump = new double[grid.length];
    for (int k = grid.length - 1; k >= 0; k--) {
      later[k] += later[k + 1];
    }
    double sum = 0;
    for (int k = 0; k < grid.length; k++) {
      if (risk[k] > 0) {
        jump[k] = later[k] / risk[k];
        sum += jump[k] * censored[k] / risk[k];
      }
      compensator[k] = sum;
    }
    double[] influence = new double[n];
    for (int i = 0; i < n; i++) {
      int k = Arrays.binarySearch(grid, times[i]);
      int last = events[i] && !eventsAtRisk ? k - 1 : k;
      influence[i] = (events[i] ? 0 : jump[k]) - (last >= 0 ? compensator[last] : 0);
    }
    return influence;
  }

  private static int indexAtOrBefore(double[] grid, double t, boolean strictly) {
    int k = Arrays.binarySearch(grid, t);
    if (k < 0) {
      return -k - 2;
    }
    return strictly ? k - 1 : k;
  }
}
