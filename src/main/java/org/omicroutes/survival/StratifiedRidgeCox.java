package org.omicroutes.survival;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.cohort.SurvivalData;

/**
 * Ridge Cox regression on a kernel over several cohorts, each with a baseline hazard of its own (a
 * stratum; Breslow's ties). The penalty is the one with which the other cohorts speak best of one
 * that they have not seen: cohorts are left out in turn, and the log partial likelihoods of those
 * left out are added up.
 *
 * <p>The penalty refers to all samples, as in {@link RidgeCox}: what is fitted without a cohort has
 * the penalty times its share of the events.
 *
 * @param lambda the chosen penalty, the largest of equals
 * @param crossValidated log partial likelihood of the cohorts left out, by lambda
 * @param dual coefficients a: the score of a sample is {@code sum_i a_i k(x_i, x)}
 */
public record StratifiedRidgeCox(double lambda, double[] crossValidated, double[] dual) {

  /**
   * @param kernel samples × samples
   * @param cohort of each sample, from 0 without gaps
   * @param lambdas descending; one alone is taken without cross-validation
   */
  public static StratifiedRidgeCox fit(
      double[][] kernel, SurvivalData survival, int[] cohort, double[] lambdas) {
    int cohorts = Arrays.stream(cohort).max().orElse(-1) + 1;
    double[] validated = new double[lambdas.length];
    if (cohorts > 1 && lambdas.length > 1) {
      // In parallel, but added up in the order of cohorts: the same bits whoever is first.
      StopSignal stop = StopSignal.current();
      double[][] byCohort =
          IntStream.range(0, cohorts)
              .parallel()
              .mapToObj(left -> stop.get(() -> leftOut(kernel, survival, cohort, lambdas, left)))
              .toArray(double[][]::new);
      for (double[] own : byCohort) {
        Arrays.setAll(validated, l -> validated[l] + own[l]);
      }
    }
    int best = 0;
    for (int l = 1; l < lambdas.length; l++) {
      best = validated[l] > validated[best] ? l : best;
    }
    KernelCox all = new KernelCox(kernel, survival.times(), survival.events(), cohort);
    double[] dual = all.fit(lambdas[best], new double[cohort.length]);
    return new StratifiedRidgeCox(lambdas[best], validated, dual);
  }

  /** The log partial likelihood of one cohort by what the others say, by lambda. */
  private static double[] leftOut(
      double[][] kernel, SurvivalData survival, int[] cohort, double[] lambdas, int left) {
    double[] validated = new double[lambdas.length];
    int[] inside = IntStream.range(0, cohort.length).filter(i -> cohort[i] != left).toArray();
    int[] outside = IntStream.range(0, cohort.length).filter(i -> cohort[i] == left).toArray();
    SurvivalData seen = select(survival, inside);
    SurvivalData unseen = select(survival, outside);
    double[][] own = new double[inside.length][];
    Arrays.setAll(own, i -> select(kernel[inside[i]], inside));
    int[] strata = Arrays.stream(inside).map(i -> cohort[i]).toArray();
    KernelCox model = new KernelCox(own, seen.times(), seen.events(), strata);
    PartialLikelihood likelihood = new PartialLikelihood(unseen.times(), unseen.events());
    double share = (double) seen.eventCount() / survival.eventCount();
    double[] dual = new double[inside.length];
    for (int l = 0; l < lambdas.length && share > 0; l++) {
      dual = model.fit(lambdas[l] * share, dual, KernelCox.Accuracy.CHOICE);
      double[] scores = new double[outside.length];
      for (int i = 0; i < outside.length; i++) {
        for (int j = 0; j < inside.length; j++) {
          scores[i] += kernel[outside[i]][inside[j]] * dual[j];
        }
      }
      validated[l] = likelihood.at(scores);
    }
    return validated;
  }

  private static SurvivalData select(SurvivalData survival, int[] from) {
    return survival.select(Arrays.stream(from).mapToObj(survival.sampleIds()::get).toList());
  }

  private static double[] select(double[] values, int[] from) {
    return Arrays.stream(from).mapToDouble(i -> values[i]).toArray();
  }
}
