package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.DataException;

/**
 * What a Brier score at a horizon is made of (Murphy, Journal of Applied Meteorology 1973; the
 * terms within groups by Stephenson, Coelho and Jolliffe, Weather and Forecasting 2008): {@code
 * Brier = reliability - resolution + uncertainty + withinVariance - withinCovariance}, exactly,
 * over groups of similar predicted survival. Means are weighted by the censoring weights of {@link
 * BrierScore}.
 *
 * @param brier the score; NaN, like all others, where follow-up ends before the horizon
 * @param reliability mean squared distance of predicted and observed survival of the groups; 0 is
 *     perfect
 * @param resolution mean squared distance of the groups' observed survival from that of all; the
 *     more the better
 * @param uncertainty {@code o(1 - o)}, o the observed survival of all: the score of who knows
 *     nothing of the patient
 * @param withinVariance mean variance of the predictions within their group
 * @param withinCovariance twice the mean covariance of prediction and outcome within groups
 * @param slope of the groups' observed on predicted survival (weighted least squares); 1 is right,
 *     NaN with one group
 * @param intercept at a predicted survival of 0
 * @param groups lowest predicted survival first
 */
public record BrierDecomposition(
    double brier,
    double reliability,
    double resolution,
    double uncertainty,
    double withinVariance,
    double withinCovariance,
    double slope,
    double intercept,
    List<Group> groups) {

  /**
   * Patients with similar predictions.
   *
   * @param patients how many, those censored before the horizon included
   * @param weight sum of the censoring weights
   * @param predicted weighted mean of predicted survival
   * @param observed weighted share alive at the horizon
   */
  public record Group(int patients, double weight, double predicted, double observed) {}

  /**
   * @param survival predicted probability to be alive at the horizon
   * @param horizon days
   * @param count groups of about equal size by predicted survival; equal predictions stay together
   * @throws DataException where a value is no probability
   */
  public static BrierDecomposition of(
      double[] times, boolean[] events, double[] survival, double horizon, int count) {
    for (double s : survival) {
      if (!(s >= 0 && s <= 1)) {
        throw DataException.of("survival probability " + s, "0 to 1");
      }
    }
    CensoringWeights censoring = new CensoringWeights(times, events, horizon);
    if (!censoring.reachHorizon()) {
      return none();
    }
    Sums all = new Sums();
    List<Sums> parts = new ArrayList<>();
    for (int[] members : groups(survival, count)) {
      Sums part = new Sums();
      for (int i : members) {
        double alive = censoring.isControl(i) ? 1 : 0;
        part.add(1, censoring.weight(i), survival[i], alive);
        all.add(1, censoring.weight(i), survival[i], alive);
      }
      parts.add(part);
    }
    return of(all, parts);
  }

  /** Where follow-up ends before the horizon. */
  static BrierDecomposition none() {
    double none = Double.NaN;
    return new BrierDecomposition(none, none, none, none, none, none, none, none, List.of());
  }

  static BrierDecomposition of(Sums all, List<Sums> parts) {
    double observed = all.y / all.w;
    double reliability = 0;
    double resolution = 0;
    double variance = 0;
    double covariance = 0;
    List<Group> groups = new ArrayList<>();
    for (Sums part : parts) {
      // A group in which everybody is censored early says nothing.
      if (part.w > 0) {
        double p = part.p / part.w;
        double o = part.y / part.w;
        reliability += part.w * (p - o) * (p - o) / all.w;
        resolution += part.w * (o - observed) * (o - observed) / all.w;
        variance += (part.pp - part.w * p * p) / all.w;
        covariance += 2 * (part.py - part.w * p * o) / all.w;
        groups.add(new Group(part.n, part.w, p, o));
      }
    }
    double[] line = line(groups);
    return new BrierDecomposition(
        (all.pp - 2 * all.py + all.y) / all.w,
        reliability,
        resolution,
        observed * (1 - observed),
        Math.max(0, variance),
        covariance,
        line[0],
        line[1],
        List.copyOf(groups));
  }

  /** What one group, or all, add up to. */
  static final class Sums {
    private int n;
    private double w;
    private double p;
    private double y;
    private double pp;
    private double py;

    /**
     * @param weight of all the patients together
     */
    void add(int patients, double weight, double predicted, double alive) {
      n += patients;
      w += weight;
      p += weight * predicted;
      y += weight * alive;
      pp += weight * predicted * predicted;
      py += weight * predicted * alive;
    }
  }

  private static List<int[]> groups(double[] survival, int count) {
    int[] order = TimeOrder.ascending(survival);
    int n = order.length;
    List<int[]> groups = new ArrayList<>();
    for (int start = 0; start < n; ) {
      int target = (int) ((long) start * count / n) + 1;
      int end = Math.max(start + 1, (int) Math.ceil((double) target * n / count));
      while (end < n && survival[order[end]] == survival[order[end - 1]]) {
        end++;
      }
      groups.add(Arrays.copyOfRange(order, start, end));
      start = end;
    }
    return groups;
  }

  private static double[] line(List<Group> groups) {
    double w = 0;
    double p = 0;
    double o = 0;
    for (Group g : groups) {
      w += g.weight;
      p += g.weight * g.predicted;
      o += g.weight * g.observed;
    }
    double squares = 0;
    double products = 0;
    for (Group g : groups) {
      squares += g.weight * (g.predicted - p / w) * (g.predicted - p / w);
      products += g.weight * (g.predicted - p / w) * (g.observed - o / w);
    }
    double slope = groups.size() > 1 ? products / squares : Double.NaN;
    return new double[] {slope, o / w - slope * p / w};
  }

  /**
   * The mean negative log likelihood (nats a patient) of right-censored times under curves known at
   * horizons. An event within {@code (t(k-1), t(k)]} has the likelihood {@code S(t(k-1)) - S(t(k))}
   * of falling there; who is censored has that of surviving so far, straight lines between
   * horizons, from 1 at day 0. Who is followed beyond the last horizon counts as censored there.
   * Likelihoods are cut at 1e-10 from below. Only scores on the same horizons can be compared.
   *
   * @param days horizons, ascending
   * @param curves patients × predicted survival, not rising
   * @throws DataException where there are no patients, or a curve is none
   */
  public static double negativeLogLikelihood(
      double[] days, double[][] curves, double[] times, boolean[] events) {
    PredictedCurve.check(days, curves);
    if (times.length == 0 || curves.length != times.length) {
      throw DataException.of(
          curves.length + " curves of " + times.length + " patients", "one of each, at least one");
    }
    double last = days[days.length - 1];
    double sum = 0;
    for (int i = 0; i < times.length; i++) {
      double likelihood = PredictedCurve.at(days, curves[i], Math.min(times[i], last));
      if (events[i] && times[i] <= last) {
        int k = 0;
        while (days[k] < times[i]) {
          k++;
        }
        likelihood = (k == 0 ? 1 : curves[i][k - 1]) - curves[i][k];
      }
      sum -= Math.log(Math.max(1e-10, likelihood));
    }
    return sum / times.length;
  }
}
