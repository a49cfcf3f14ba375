package org.omicroutes.classify;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.TimeOrder;

/**
 * What a model said of patients whose label is known. The order of the scores is found once, so
 * that resampling, which only changes weights, need not sort again.
 */
public final class ScoredLabels {
  private final double[] labels;
  private final double[] scores;
  private final double[] weights;
  private final int[] order;

  private ScoredLabels(double[] labels, double[] scores, double[] weights, int[] order) {
    this.labels = labels;
    this.scores = scores;
    this.weights = weights;
    this.order = order;
  }

  /**
   * @param labels 1 or 0, one a patient
   * @param scores probability of class 1, or any number that is higher for it
   * @param weights &gt; 0
   * @throws DataException where a label, score or weight is missing or not such a number
   */
  public static ScoredLabels of(double[] labels, double[] scores, double[] weights) {
    if (labels.length != scores.length || labels.length != weights.length) {
      throw DataException.of(
          labels.length + " labels, " + scores.length + " scores, " + weights.length + " weights",
          "one of each a patient");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != 0 && labels[i] != 1) {
        throw DataException.of("label " + labels[i] + " of patient " + (i + 1), "0 or 1");
      }
      if (!Double.isFinite(scores[i])) {
        throw DataException.of("score " + scores[i] + " of patient " + (i + 1), "a finite number");
      }
      if (!(weights[i] > 0) || Double.isInfinite(weights[i])) {
        throw DataException.of("weight " + weights[i] + " of patient " + (i + 1), "a number > 0");
      }
    }
    double[] own = scores.clone();
    return new ScoredLabels(labels.clone(), own, weights.clone(), TimeOrder.ascending(own));
  }

  /** Every patient weighs the same. */
  public static ScoredLabels of(double[] labels, double[] scores) {
    double[] ones = new double[labels.length];
    Arrays.fill(ones, 1);
    return of(labels, scores, ones);
  }

  /**
   * Those of the patients who have a label.
   *
   * @param scores one a patient of {@code labels}; of a patient without a label it may be missing
   * @throws DataException where the numbers differ or the score of a labelled patient is missing
   */
  public static ScoredLabels of(HorizonLabels labels, double[] scores) {
    if (scores.length != labels.patients().size()) {
      throw DataException.of(
          scores.length + " scores of " + labels.patients().size() + " patients",
          "one score a patient");
    }
    int[] known = labels.labelled();
    return of(pick(labels.labels(), known), pick(scores, known), pick(labels.weights(), known));
  }

  private static double[] pick(double[] values, int[] positions) {
    return Arrays.stream(positions).mapToDouble(i -> values[i]).toArray();
  }

  /**
   * For measures with a part of those without a label, too.
   *
   * @throws DataException where the numbers differ or a score is missing
   */
  static void requireEvery(SurvivalData survival, double[] scores) {
    if (scores.length != survival.size()) {
      throw DataException.of(
          scores.length + " scores of " + survival.size() + " patients", "one score a patient");
    }
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isFinite(scores[i])) {
        throw DataException.of(
            "score " + scores[i] + " of patient " + survival.sampleIds().get(i), "a finite number");
      }
    }
  }

  /**
   * The same patients with other weights; one of weight 0 is not there.
   *
   * @param other &gt;= 0, one a patient
   */
  ScoredLabels reweighted(double[] other) {
    return new ScoredLabels(labels, scores, other, order);
  }

  int size() {
    return labels.length;
  }

  boolean died(int i) {
    return labels[i] == 1;
  }

  double score(int i) {
    return scores[i];
  }

  double weight(int i) {
    return weights[i];
  }

  /** Positions from the lowest score to the highest. */
  int[] ascending() {
    return order;
  }

  /** The sum of the weights of a class. */
  double total(boolean died) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += died(i) == died ? weights[i] : 0;
    }
    return sum;
  }

  /** How many patients of a class there are. */
  public int count(boolean died) {
    return (int) IntStream.range(0, size()).filter(i -> died(i) == died && weights[i] > 0).count();
  }

  boolean sameWeights() {
    return Arrays.stream(weights).allMatch(w -> w == weights[0]);
  }

  /**
   * @throws DataException where one of the classes has nobody
   */
  void requireBoth() {
    if (count(true) == 0 || count(false) == 0) {
      throw DataException.of(
          count(true) + " patients of class 1 and " + count(false) + " of class 0",
          "at least one of each");
    }
  }

  /**
   * @throws DataException where there is nobody or a score is no probability
   */
  void requireProbabilities() {
    if (size() == 0) {
      throw DataException.of("no patient with a label", "at least one");
    }
    for (int i = 0; i < size(); i++) {
      if (!(scores[i] >= 0 && scores[i] <= 1)) {
        throw DataException.of(
            "probability " + scores[i] + " of patient " + (i + 1), "a number from 0 to 1");
      }
    }
  }
}
