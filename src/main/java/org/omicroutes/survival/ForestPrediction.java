package org.omicroutes.survival;

/**
 * What a {@link SurvivalForest} says of samples.
 *
 * @param risk mortality of each sample: the mean over trees of the cumulative hazard, summed over
 *     the event times of the training samples; NaN where no tree can tell
 * @param survival samples × times: {@code exp(-H)}, H the mean cumulative hazard of the trees
 * @param trees how many trees told of each sample
 */
public record ForestPrediction(double[] risk, double[][] survival, int[] trees) {

  /** Predictions of so many samples, to be filled. */
  static ForestPrediction empty(int samples) {
    return new ForestPrediction(new double[samples], new double[samples][], new int[samples]);
  }

  /** Fills in a sample. */
  void set(int sample, double mortality, double[] hazard, int told) {
    double[] curve = new double[hazard.length];
    for (int t = 0; t < curve.length; t++) {
      curve[t] = told == 0 ? Double.NaN : Math.exp(-hazard[t] / told);
    }
    risk[sample] = told == 0 ? Double.NaN : mortality / told;
    survival[sample] = curve;
    trees[sample] = told;
  }
}
