package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;

/** Agreement of predicted survival probabilities with what was observed at a horizon. */
public final class Calibration {
  private static final double EDGE = 1e-10;

  /** Groups by predicted survival that calibration errors are taken over, if not said otherwise. */
  public static final int GROUPS = 10;

  private Calibration() {}

  /**
   * The calibration slope at t (van Houwelingen, Statistics in Medicine 2000): the coefficient of
   * {@code log(-log S(t|x))} in a Cox model (Efron ties) of these samples, their follow-up cut at
   * t. 1 is right; below 1 the predictions are too extreme, above 1 too timid.
   *
   * @param survival predicted probability to be alive at {@code horizon}; cut at 1e-10 from 0 and 1
   * @return value and standard error; NaN without an event by t, or where all predictions are equal
   */
  public static Fitted slope(double[] times, boolean[] events, double[] survival, double horizon) {
    int n = times.length;
    double[] cut = new double[n];
    boolean[] seen = new boolean[n];
    double[][] x = new double[n][1];
    List<String> ids = new ArrayList<>(n);
    boolean any = false;
    for (int i = 0; i < n; i++) {
      cut[i] = Math.min(times[i], horizon);
      seen[i] = events[i] && times[i] <= horizon;
      any |= seen[i];
      x[i][0] = Math.log(-Math.log(clamp(survival[i])));
      ids.add(Integer.toString(i));
    }
    if (!any) {
      return Fitted.NONE;
    }
    CoxModel model =
        CoxModel.fit(List.of("cloglog"), x, new SurvivalData(ids, cut, seen), CoxModel.Ties.EFRON);
    return model.converged()
        ? new Fitted(model.coefficients()[0], model.standardErrors()[0])
        : Fitted.NONE;
  }

  /** A value with its standard error, both NaN where there is none. */
  public record Fitted(double value, double standardError) {
    static final Fitted NONE = new Fitted(Double.NaN, Double.NaN);
  }

  /**
   * Calibration in the large at t: {@code log(O/E)}, O the Kaplan-Meier risk {@code 1 - S(t)}, E
   * the mean predicted risk. 0 is right; above 0 more events were seen than predicted. Standard
   * error by the delta method from Greenwood's.
   *
   * @return NaN without an event by t or where follow-up ends before t
   */
  public static Fitted intercept(
      double[] times, boolean[] events, double[] survival, double horizon) {
    KaplanMeier km = KaplanMeier.of(times, events);
    double observed = 1 - km.at(horizon);
    if (observed <= 0 || (km.lastTime() < horizon && observed < 1)) {
      return Fitted.NONE;
    }
    double expected = 0;
    for (double s : survival) {
      expected += (1 - clamp(s)) / survival.length;
    }
    return new Fitted(Math.log(observed / expected), km.standardErrorAt(horizon) / observed);
  }

  static double clamp(double survival) {
    if (Double.isNaN(survival)) {
      throw DataException.of("a missing survival probability", "a probability for every sample");
    }
    return Math.min(1 - EDGE, Math.max(EDGE, survival));
  }

  /**
   * A group of samples with similar predicted survival.
   *
   * @param samples how many
   * @param predicted mean predicted survival
   * @param observed Kaplan-Meier at the horizon; NaN where follow-up in the group ends before
   * @param lower 95 % limit of the observed
   */
  public record Bin(int samples, double predicted, double observed, double lower, double upper) {}

  /**
   * Groups of about equal size by predicted survival, lowest first. Samples with the same
   * prediction are never parted, so there may be fewer groups than asked for.
   */
  public static List<Bin> bins(
      double[] times, boolean[] events, double[] survival, double horizon, int count) {
    int[] order = TimeOrder.ascending(survival);
    int n = order.length;
    List<Bin> bins = new ArrayList<>();
    for (int start = 0; start < n; ) {
      int target = (int) ((long) start * count / n) + 1;
      int end = Math.max(start + 1, (int) Math.ceil((double) target * n / count));
      while (end < n && survival[order[end]] == survival[order[end - 1]]) {
        end++;
      }
      bins.add(
          bin(times, events, survival, horizon, java.util.Arrays.copyOfRange(order, start, end)));
      start = end;
    }
    return bins;
  }

  private static Bin bin(
      double[] times, boolean[] events, double[] survival, double horizon, int[] members) {
    double[] t = new double[members.length];
    boolean[] e = new boolean[members.length];
    double predicted = 0;
    for (int k = 0; k < members.length; k++) {
      t[k] = times[members[k]];
      e[k] = events[members[k]];
      predicted += survival[members[k]] / members.length;
    }
    KaplanMeier km = KaplanMeier.of(t, e);
    double[] limits = km.intervalAt(horizon);
    boolean followed = km.lastTime() >= horizon || km.at(horizon) == 0;
    return followed
        ? new Bin(t.length, predicted, km.at(horizon), limits[0], limits[1])
        : new Bin(t.length, predicted, Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * Calibration errors at a horizon, both NaN where no group can be observed; 0 is perfect.
   *
   * @param expected ECE: the mean over samples of |predicted - observed| of their group
   * @param maximum MCE: the largest |predicted - observed| of a group
   */
  public record Errors(double expected, double maximum) {}

  /**
   * Calibration errors at t, groups as in {@link #bins}, observed by Kaplan-Meier in each group.
   * Groups without follow-up to t are left out; where all follow-up ends before t, both errors are
   * NaN. Groups are small, so chance alone makes both errors larger than 0.
   */
  public static Errors errors(
      double[] times, boolean[] events, double[] survival, double horizon, int count) {
    KaplanMeier all = KaplanMeier.of(times, events);
    if (all.lastTime() < horizon && all.at(horizon) > 0) {
      return new Errors(Double.NaN, Double.NaN);
    }
    double sum = 0;
    double maximum = Double.NaN;
    int samples = 0;
    for (Bin bin : bins(times, events, survival, horizon, count)) {
      if (!Double.isNaN(bin.observed())) {
        double gap = Math.abs(bin.predicted() - bin.observed());
        sum += bin.samples() * gap;
        samples += bin.samples();
        maximum = maximum >= gap ? maximum : gap;
      }
    }
    return new Errors(samples == 0 ? Double.NaN : sum / samples, maximum);
  }
}
