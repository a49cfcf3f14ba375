package org.omicroutes.survival;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Outcomes as they would be if predictions were right: how large a calibration error is then by
 * chance alone. Each patient dies by the predicted curve; they are censored when they really were,
 * and whose death was seen at a time that the others' censoring after it (Kaplan-Meier) would have
 * ended their follow-up.
 */
public final class CalibratedOutcomes {
  private final double[] times;
  private final boolean[] events;
  private final double horizon;
  private final double[] censoringTimes;
  private final double[] uncensored;

  public CalibratedOutcomes(double[] times, boolean[] events, double horizon) {
    this.times = times;
    this.events = events;
    this.horizon = horizon;
    KaplanMeier censoring = KaplanMeier.censoring(times, events);
    this.censoringTimes = censoring.times();
    this.uncensored = censoring.survival();
  }

  /**
   * What is drawn of every patient, the same for all curves that it is compared with.
   *
   * @param luck uniform in (0, 1): a patient dies when the curve falls to it
   * @param censored days, infinite where follow-up does not end
   */
  public record Draw(double[] luck, double[] censored) {}

  public Draw draw(SplittableRandom random) {
    double[] luck = new double[times.length];
    double[] censored = new double[times.length];
    for (int i = 0; i < luck.length; i++) {
      luck[i] = random.nextDouble();
      censored[i] = events[i] ? censoredAfter(times[i], random.nextDouble()) : times[i];
    }
    return new Draw(luck, censored);
  }

  private double censoredAfter(double time, double luck) {
    int k = Arrays.binarySearch(censoringTimes, time);
    double left = luck * uncensored[k];
    while (k < uncensored.length && uncensored[k] > left) {
      k++;
    }
    return k < uncensored.length ? censoringTimes[k] : Double.POSITIVE_INFINITY;
  }

  /**
   * The errors at the horizon in such outcomes, by {@code count} groups.
   *
   * @param days ascending, the horizon among them
   * @param curves patients × days, straight lines between them
   */
  public Calibration.Errors errors(Draw draw, double[] days, double[][] curves, int count) {
    int n = times.length;
    double[] time = new double[n];
    boolean[] event = new boolean[n];
    double[] survival = new double[n];
    int[] once = new int[n];
    Arrays.fill(once, 1);
    int at = Arrays.binarySearch(days, horizon);
    for (int i = 0; i < n; i++) {
      survival[i] = curves[i][at];
      double death =
          draw.luck[i] < survival[i] ? 2 * horizon : death(draw.luck[i], days, curves[i]);
      time[i] = Math.min(death, draw.censored[i]);
      event[i] = death <= draw.censored[i] && death <= horizon;
    }
    return new ResampledCalibration(time, event, survival, horizon).errors(once, count);
  }

  private static double death(double luck, double[] days, double[] curve) {
    double from = 0;
    double alive = 1;
    int k = 0;
    for (; curve[k] > luck; k++) {
      from = days[k];
      alive = curve[k];
    }
    return from + (days[k] - from) * (alive - luck) / (alive - curve[k]);
  }
}
