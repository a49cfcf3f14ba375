package org.omicroutes.classify;

import java.util.function.IntToDoubleFunction;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.BrierScore;
import org.omicroutes.survival.Estimate;

/**
 * How far probabilities are from what happened; lower is better. The influences take weights as
 * known; {@link #censoredBrier} allows for their estimation.
 */
public final class ProbabilityScore {
  /** Probabilities are cut here from 0 and 1 for the logarithm, as scikit-learn does. */
  private static final double EPSILON = Math.ulp(1.0);

  private ProbabilityScore() {}

  /**
   * The Brier score: the weighted mean of {@code (label - probability)²}. 0 is perfect, a
   * probability of 0.5 for everybody gives 0.25.
   *
   * @throws org.omicroutes.cohort.DataException where there is nobody or a score is no probability
   */
  public static Estimate brier(ScoredLabels data) {
    data.requireProbabilities();
    return mean(data, i -> squaredError(data, i, data.score(i)));
  }

  /**
   * The scaled Brier score {@code 1 - score / null}, null being that of the weighted share of class
   * 1 for everybody: 1 is perfect, 0 no better than the share, below 0 worse.
   *
   * @throws org.omicroutes.cohort.DataException where one of the classes has nobody or a score is
   *     no probability
   */
  public static Estimate scaledBrier(ScoredLabels data) {
    data.requireBoth();
    double share = data.total(true) / (data.total(true) + data.total(false));
    return BrierScore.scaled(brier(data), mean(data, i -> squaredError(data, i, share)));
  }

  /**
   * The Brier score weighted by the inverse probability of censoring, with the influence of all
   * patients. The value is that of {@link #brier} with the weights of {@link
   * HorizonLabels.Censored#WEIGHTED}.
   *
   * @param probability of death by the horizon, of every patient
   * @return standard error that allows for the estimation of the censoring distribution
   * @throws org.omicroutes.cohort.DataException where one of the classes has nobody or a score is
   *     no probability
   */
  public static Estimate censoredBrier(SurvivalData survival, double days, double[] probability) {
    ScoredLabels.requireEvery(survival, probability);
    HorizonLabels labels = HorizonLabels.of(survival, days, HorizonLabels.Censored.WEIGHTED);
    ScoredLabels.of(labels, probability).requireProbabilities();
    double[] alive = new double[probability.length];
    for (int i = 0; i < alive.length; i++) {
      alive[i] = 1 - probability[i];
    }
    return BrierScore.at(survival.times(), survival.events(), alive, days);
  }

  /**
   * The log loss (binary cross-entropy), natural logarithm: the weighted mean of {@code -log} of
   * the probability given to what happened. Probabilities are cut at 2.2e-16 from 0 and 1, so that
   * one certain and wrong patient costs 36 and not infinity.
   *
   * @throws org.omicroutes.cohort.DataException where there is nobody or a score is no probability
   */
  public static Estimate logLoss(ScoredLabels data) {
    data.requireProbabilities();
    return mean(data, i -> surprise(data, i));
  }

  /** The Brier score alone; NaN where all weigh 0. */
  static double brierValue(ScoredLabels data) {
    return weightedMean(data, i -> squaredError(data, i, data.score(i)));
  }

  /** The log loss alone; NaN where all weigh 0. */
  static double logLossValue(ScoredLabels data) {
    return weightedMean(data, i -> surprise(data, i));
  }

  private static double squaredError(ScoredLabels data, int i, double probability) {
    double error = (data.died(i) ? 1 : 0) - probability;
    return error * error;
  }

  private static double surprise(ScoredLabels data, int i) {
    double p = Math.min(1 - EPSILON, Math.max(EPSILON, data.score(i)));
    return -(data.died(i) ? Math.log(p) : Math.log1p(-p));
  }

  private static double weightedMean(ScoredLabels data, IntToDoubleFunction part) {
    double sum = 0;
    for (int i = 0; i < data.size(); i++) {
      sum += data.weight(i) * part.applyAsDouble(i);
    }
    return sum / (data.total(true) + data.total(false));
  }

  private static Estimate mean(ScoredLabels data, IntToDoubleFunction part) {
    double value = weightedMean(data, part);
    int n = data.size();
    double total = data.total(true) + data.total(false);
    double small = n > 1 ? Math.sqrt(n / (n - 1.0)) : Double.NaN;
    double[] influence = new double[n];
    for (int i = 0; i < n; i++) {
      influence[i] = small * data.weight(i) * (part.applyAsDouble(i) - value) / total;
    }
    return new Estimate(value, influence);
  }
}
