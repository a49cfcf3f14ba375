package org.omicroutes.survival;

/**
 * How far predicted lifetimes are from those seen, both cut at a horizon: the predicted restricted
 * mean (the area under the predicted curve up to the horizon) against the time lived up to then.
 * Patients censored before the horizon have no weight, the others censoring weights, which are
 * scaled to sum to 1. All in days.
 *
 * @param meanAbsolute MAE; NaN without a weight
 * @param rootMeanSquare RMSE
 */
public record RestrictedTimeError(double meanAbsolute, double rootMeanSquare) {

  /**
   * @param predicted restricted means, days
   * @param times days
   * @param weights of {@link ResampledWeights} at the same horizon
   */
  public static RestrictedTimeError of(
      double[] predicted, double[] times, double[] weights, double horizon) {
    double sum = 0;
    double absolute = 0;
    double squares = 0;
    for (int i = 0; i < times.length; i++) {
      double error = predicted[i] - Math.min(times[i], horizon);
      sum += weights[i];
      absolute += weights[i] * Math.abs(error);
      squares += weights[i] * error * error;
    }
    return sum > 0
        ? new RestrictedTimeError(absolute / sum, Math.sqrt(squares / sum))
        : new RestrictedTimeError(Double.NaN, Double.NaN);
  }

  /**
   * The area under a predicted curve up to the horizon: straight lines between its days, from 1 at
   * day 0, flat beyond the last.
   *
   * @param days ascending, above 0
   */
  public static double restrictedMean(double[] days, double[] curve, double horizon) {
    double area = 0;
    double start = 0;
    double from = 1;
    for (int h = 0; h < days.length && start < horizon; h++) {
      double end = Math.min(days[h], horizon);
      double to = PredictedCurve.at(days, curve, end);
      area += (end - start) * (from + to) / 2;
      start = end;
      from = to;
    }
    return area + Math.max(0, horizon - start) * from;
  }
}
