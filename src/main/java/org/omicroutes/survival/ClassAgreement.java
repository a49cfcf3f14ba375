package org.omicroutes.survival;

import java.util.stream.IntStream;

/** Cohen's kappa of predicted classes: with the outcome, and of two models with each other. */
final class ClassAgreement {
  /** Below this predicted survival a sample is predicted to have the event. */
  static final double THRESHOLD = 0.5;

  private ClassAgreement() {}

  /**
   * Predicted event by t (survival below 0.5) against the event seen by t. Samples censored before
   * t have no known class and are left out; one censored at t is known to be event free there.
   *
   * @param drawn how often each sample is there
   */
  static CohensKappa withOutcome(
      double[] times, boolean[] events, double[] survival, double horizon, int[] drawn) {
    int[] known =
        IntStream.range(0, times.length)
            .filter(i -> times[i] >= horizon || events[i])
            .flatMap(i -> IntStream.generate(() -> i).limit(drawn[i]))
            .toArray();
    if (known.length == 0) {
      return new CohensKappa(Double.NaN, Double.NaN, 0);
    }
    int[] predicted = new int[known.length];
    int[] observed = new int[known.length];
    for (int k = 0; k < known.length; k++) {
      predicted[k] = survival[known[k]] < THRESHOLD ? 1 : 0;
      observed[k] = events[known[k]] && times[known[k]] <= horizon ? 1 : 0;
    }
    return CohensKappa.of(predicted, observed, 2, CohensKappa.Weights.NONE);
  }

  /** Two models' risk groups of the same samples, cut at quantiles of their own risks. */
  static CohensKappa ofGroups(double[] risk, double[] other, int count) {
    return CohensKappa.of(
        groups(risk, count), groups(other, count), count, CohensKappa.Weights.NONE);
  }

  /** Groups of about equal size, the lowest risk first. */
  static int[] groups(double[] risk, int count) {
    return RiskGroups.assign(risk, RiskGroups.cutPoints(risk, count));
  }
}
