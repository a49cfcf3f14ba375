package org.omicroutes.survival;

import java.util.Arrays;

/**
 * The product-limit estimate of a survival function (Kaplan and Meier, 1958) with Greenwood's
 * standard error: {@code S(t) = prod_{u <= t} (1 - d(u)/Y(u))}.
 *
 * <p>At a time that events and censorings share, events come first: who is censored there is still
 * at risk of the event. Equals R's {@code survfit}.
 */
public final class KaplanMeier {
  private static final double Z = 1.959963984540054;

  /** The scale on which a 95 % interval is symmetric; R's {@code conf.type}. */
  public enum Interval {
    /** {@code log S}, cut at 1: survfit's own choice. */
    LOG,
    /** {@code log(-log S)}: stays within (0, 1); NaN as long as S is 1. */
    LOG_LOG,
    /** {@code S} itself, cut at 0 and 1. */
    PLAIN
  }

  private final double[] times;
  private final int[] atRisk;
  private final int[] events;
  private final int[] censored;
  private final double[] survival;
  private final double[] greenwood;

  private KaplanMeier(double[] times, int[] atRisk, int[] events, int[] censored) {
    this.times = times;
    this.atRisk = atRisk;
    this.events = events;
    this.censored = censored;
    this.survival = new double[times.length];
    this.greenwood = new double[times.length];
    double s = 1;
    double sum = 0;
    for (int k = 0; k < times.length; k++) {
      int d = events[k];
      int y = atRisk[k];
      if (d > 0) {
        s *= 1 - (double) d / y;
        sum += (double) d / ((double) y * (y - d));
      }
      survival[k] = s;
      greenwood[k] = sum;
    }
  }

  /**
   * The distribution of the event time.
   *
   * @param times days
   * @param events whether the event was seen; false: censored
   */
  public static KaplanMeier of(double[] times, boolean[] events) {
    int[][] counts = new int[3][times.length];
    double[] distinct = count(times, events, counts);
    return new KaplanMeier(distinct, counts[0], counts[1], counts[2]);
  }

  /**
   * The distribution of the censoring time. Because events come first at shared times, a patient
   * whose event is at time u is not at risk of being censored at u (the convention of R's {@code
   * prodlim(reverse = TRUE)}, and so of timeROC, pec and riskRegression). {@code events} of the
   * result are censorings.
   */
  public static KaplanMeier censoring(double[] times, boolean[] events) {
    int[][] counts = new int[3][times.length];
    double[] distinct = count(times, events, counts);
    int[] atRisk = new int[distinct.length];
    for (int k = 0; k < atRisk.length; k++) {
      atRisk[k] = counts[0][k] - counts[1][k];
    }
    return new KaplanMeier(distinct, atRisk, counts[2], counts[1]);
  }

  private static double[] count(double[] times, boolean[] events, int[][] counts) {
    int[] order = TimeOrder.ascending(times);
    int n = order.length;
    double[] distinct = new double[n];
    int size = 0;
    for (int start = 0; start < n; ) {
      double time = times[order[start]];
      int end = start;
      while (end < n && times[order[end]] == time) {
        counts[events[order[end]] ? 1 : 2][size]++;
        end++;
      }
      counts[0][size] = n - start;
      distinct[size++] = time;
      start = end;
    }
    for (int c = 0; c < counts.length; c++) {
      counts[c] = Arrays.copyOf(counts[c], size);
    }
    return Arrays.copyOf(distinct, size);
  }

  /** Distinct times of events and censorings, ascending, in days. */
  public double[] times() {
    return times.clone();
  }

  /** At risk just before each time. */
  public int[] atRisk() {
    return atRisk.clone();
  }

  /** Events at each time. */
  public int[] events() {
    return events.clone();
  }

  /** Censorings at each time. */
  public int[] censored() {
    return censored.clone();
  }

  /** {@code S(t)} from each time on. */
  public double[] survival() {
    return survival.clone();
  }

  /** The last time observed. */
  public double lastTime() {
    return times[times.length - 1];
  }

  /** {@code S(t)}; beyond the last time the last value is kept. */
  public double at(double t) {
    int k = lastAtOrBefore(t);
    return k < 0 ? 1 : survival[k];
  }

  /** {@code S(t-)}, the value just before {@code t}. */
  public double before(double t) {
    int k = Arrays.binarySearch(times, t);
    k = k >= 0 ? k - 1 : -k - 2;
    return k < 0 ? 1 : survival[k];
  }

  /** Greenwood's standard error of {@code S(t)}; NaN once S is 0, as in R. */
  public double standardErrorAt(double t) {
    int k = lastAtOrBefore(t);
    return k < 0 ? 0 : standardError(k);
  }

  /** Greenwood's standard error of the k-th value. */
  public double standardError(int k) {
    return survival[k] == 0 ? Double.NaN : survival[k] * Math.sqrt(greenwood[k]);
  }

  /** The 95 % interval of {@code S(t)} on the log scale, cut at 1 (R's {@code conf.type="log"}). */
  public double[] intervalAt(double t) {
    int k = lastAtOrBefore(t);
    if (k < 0) {
      return new double[] {1, 1};
    }
    return interval(k, Interval.LOG);
  }

  /** The 95 % interval of the k-th value; NaN once S is 0, as in R. */
  public double[] interval(int k, Interval scale) {
    double s = survival[k];
    double half = Z * Math.sqrt(greenwood[k]);
    if (s == 0 || (s == 1 && scale == Interval.LOG_LOG)) {
      return new double[] {Double.NaN, Double.NaN};
    }
    return switch (scale) {
      case LOG -> new double[] {s * Math.exp(-half), Math.min(1, s * Math.exp(half))};
      case LOG_LOG -> {
        double power = Math.exp(half / -Math.log(s));
        yield new double[] {Math.pow(s, power), Math.pow(s, 1 / power)};
      }
      case PLAIN -> new double[] {Math.max(0, s - s * half), Math.min(1, s + s * half)};
    };
  }

  private int lastAtOrBefore(double t) {
    int k = Arrays.binarySearch(times, t);
    return k >= 0 ? k : -k - 2;
  }
}
