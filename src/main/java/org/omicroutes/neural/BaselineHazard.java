package org.omicroutes.neural;

import java.util.Arrays;

/**
 * Breslow's cumulative baseline hazard: a step function of time for log hazard 0.
 *
 * @param days the distinct event times, ascending
 * @param cumulative the cumulative hazard from each of them on; 0 before the first, the last value
 *     after the last
 */
public record BaselineHazard(double[] days, double[] cumulative) {

  /** Fits it to log hazards of patients with known outcome. */
  static BaselineHazard fit(double[] eta, double[] times, boolean[] events) {
    double[] days = Arrays.stream(BreslowLoss.eventTimes(times, events)).distinct().toArray();
    double[] deaths = new double[days.length];
    double[] atRisk = new double[days.length];
    for (int i = 0; i < times.length; i++) {
      double weight = Math.exp(eta[i]);
      for (int j = 0; j < days.length && days[j] <= times[i]; j++) {
        atRisk[j] += weight;
      }
      if (events[i]) {
        deaths[Arrays.binarySearch(days, times[i])]++;
      }
    }
    double[] cumulative = new double[days.length];
    double sum = 0;
    for (int j = 0; j < days.length; j++) {
      sum += deaths[j] / atRisk[j];
      cumulative[j] = sum;
    }
    return new BaselineHazard(days, cumulative);
  }

  /** The probability to be alive at {@code day} with log hazard {@code eta}. */
  double survival(double day, double eta) {
    int at = Arrays.binarySearch(days, day);
    int step = at >= 0 ? at : -at - 2;
    return step < 0 ? 1 : Math.exp(-cumulative[step] * Math.exp(eta));
  }
}
