package org.omicroutes.survival;

import java.util.Arrays;

/**
 * The measures of {@link Calibration} at a horizon of samples that are there several times, as a
 * bootstrap draws them: sorted once, then each resample takes one pass. A sample drawn k times
 * counts as k samples with tied times and predictions, so the values are those of the resample
 * written out.
 */
public final class ResampledCalibration {
  private final double[] times;
  private final boolean[] events;
  private final double[] survival;
  private final double horizon;
  private final int[] byTime;
  private final int[] bySurvival;
  private final double[] cloglog;
  private final ResampledSlope slope;

  public ResampledCalibration(double[] times, boolean[] events, double[] survival, double horizon) {
    this.times = times;
    this.events = events;
    this.survival = survival;
    this.horizon = horizon;
    this.byTime = TimeOrder.ascending(times);
    this.bySurvival = TimeOrder.ascending(survival);
    this.cloglog =
        Arrays.stream(survival).map(s -> Math.log(-Math.log(Calibration.clamp(s)))).toArray();
    this.slope = new ResampledSlope(times, events, horizon);
  }

  /** Kaplan-Meier at the horizon of each group, NaN where follow-up ends before. */
  private double[] observed(int[] drawn, int[] groupOf, int groups) {
    double[] atRisk = new double[groups];
    double[] last = new double[groups];
    for (int i = 0; i < drawn.length; i++) {
      if (drawn[i] > 0) {
        atRisk[groupOf[i]] += drawn[i];
        last[groupOf[i]] = Math.max(last[groupOf[i]], times[i]);
      }
    }
    double[] alive = new double[groups];
    Arrays.fill(alive, 1);
    double[] dead = new double[groups];
    double[] gone = new double[groups];
    for (int start = 0; start < byTime.length && times[byTime[start]] <= horizon; ) {
      int end = start;
      for (; end < byTime.length && times[byTime[end]] == times[byTime[start]]; end++) {
        int i = byTime[end];
        dead[groupOf[i]] += events[i] ? drawn[i] : 0;
        gone[groupOf[i]] += drawn[i];
      }
      for (int k = start; k < end; k++) {
        int g = groupOf[byTime[k]];
        if (gone[g] > 0) {
          alive[g] *= 1 - dead[g] / atRisk[g];
          atRisk[g] -= gone[g];
          dead[g] = 0;
          gone[g] = 0;
        }
      }
      start = end;
    }
    for (int g = 0; g < groups; g++) {
      alive[g] = last[g] >= horizon || alive[g] == 0 ? alive[g] : Double.NaN;
    }
    return alive;
  }

  /** As {@link Calibration#errors}. */
  public Calibration.Errors errors(int[] drawn, int count) {
    int n = drawn.length;
    int[] groupOf = new int[n];
    if (Double.isNaN(observed(drawn, groupOf, 1)[0])) {
      return new Calibration.Errors(Double.NaN, Double.NaN);
    }
    double[] predicted = new double[count];
    double[] size = new double[count];
    long total = Arrays.stream(drawn).asLongStream().sum();
    long before = 0;
    for (int start = 0; start < n; ) {
      int end = start;
      int group = (int) Math.min(count - 1, before * count / total);
      for (; end < n && survival[bySurvival[end]] == survival[bySurvival[start]]; end++) {
        int i = bySurvival[end];
        groupOf[i] = group;
        predicted[group] += drawn[i] * survival[i];
        size[group] += drawn[i];
        before += drawn[i];
      }
      start = end;
    }
    double[] observed = observed(drawn, groupOf, count);
    double sum = 0;
    double samples = 0;
    double maximum = Double.NaN;
    for (int g = 0; g < count; g++) {
      if (size[g] > 0 && !Double.isNaN(observed[g])) {
        double gap = Math.abs(predicted[g] / size[g] - observed[g]);
        sum += size[g] * gap;
        samples += size[g];
        maximum = maximum >= gap ? maximum : gap;
      }
    }
    return new Calibration.Errors(samples == 0 ? Double.NaN : sum / samples, maximum);
  }

  /** As {@link Calibration#intercept}. */
  public double intercept(int[] drawn) {
    double observed = 1 - observed(drawn, new int[drawn.length], 1)[0];
    double expected = 0;
    double total = 0;
    for (int i = 0; i < drawn.length; i++) {
      expected += drawn[i] * (1 - Calibration.clamp(survival[i]));
      total += drawn[i];
    }
    return observed > 0 ? Math.log(observed / (expected / total)) : Double.NaN;
  }

  /** As {@link Calibration#slope}. */
  public double slope(int[] drawn) {
    return slope.fit(cloglog, drawn);
  }
}
