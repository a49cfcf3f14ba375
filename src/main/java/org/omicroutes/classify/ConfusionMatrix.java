package org.omicroutes.classify;

/**
 * Predicted against true classes at a threshold: a patient with a probability at or above it is
 * taken as class 1. Measures are of the weights; limits are Wilson's with the effective number of
 * patients {@code (sum w)² / sum w²} (Kish, 1965), which is their number where weights are equal.
 *
 * @param weighted sums of weights
 * @param counts numbers of patients
 * @param squares sums of squared weights
 */
public record ConfusionMatrix(double threshold, Cells weighted, Cells counts, Cells squares) {

  /**
   * The four cells.
   *
   * @param truePositive class 1, taken as class 1
   * @param falsePositive class 0, taken as class 1
   * @param falseNegative class 1, taken as class 0
   * @param trueNegative class 0, taken as class 0
   */
  public record Cells(
      double truePositive, double falsePositive, double falseNegative, double trueNegative) {

    private static Cells of(double[][] sums) {
      return new Cells(sums[1][1], sums[0][1], sums[1][0], sums[0][0]);
    }

    double all() {
      return truePositive + falsePositive + falseNegative + trueNegative;
    }
  }

  /**
   * @throws org.omicroutes.cohort.DataException where there is nobody or a score is no probability
   */
  public static ConfusionMatrix of(ScoredLabels data, double threshold) {
    data.requireProbabilities();
    double[][][] sums = new double[3][2][2];
    for (int i = 0; i < data.size(); i++) {
      double weight = data.weight(i);
      int died = data.died(i) ? 1 : 0;
      int predicted = data.score(i) >= threshold ? 1 : 0;
      sums[0][died][predicted] += weight;
      sums[1][died][predicted]++;
      sums[2][died][predicted] += weight * weight;
    }
    return new ConfusionMatrix(threshold, Cells.of(sums[0]), Cells.of(sums[1]), Cells.of(sums[2]));
  }

  /** Share of the patients whose class is right. */
  public Interval accuracy(double level) {
    return proportion(
        weighted.truePositive + weighted.trueNegative, weighted.all(), squares.all(), level);
  }

  /** Share of class 1 among those taken as it; NaN where nobody is. */
  public Interval precision(double level) {
    return proportion(
        weighted.truePositive,
        weighted.truePositive + weighted.falsePositive,
        squares.truePositive + squares.falsePositive,
        level);
  }

  /** Share of class 1 that is found (sensitivity); NaN without class 1. */
  public Interval recall(double level) {
    return proportion(
        weighted.truePositive,
        weighted.truePositive + weighted.falseNegative,
        squares.truePositive + squares.falseNegative,
        level);
  }

  /** Share of class 0 that is found; NaN without class 0. */
  public Interval specificity(double level) {
    return proportion(
        weighted.trueNegative,
        weighted.trueNegative + weighted.falsePositive,
        squares.trueNegative + squares.falsePositive,
        level);
  }

  /**
   * The harmonic mean of precision and recall, {@code 2 TP / (2 TP + FP + FN)}; 0 where nobody of
   * class 1 is found, NaN where nobody is or is taken as class 1. It is {@code 2J / (1 + J)} of the
   * share J = TP / (TP + FP + FN), and so are its limits of J's.
   */
  public Interval f1(double level) {
    double wrong = weighted.falsePositive + weighted.falseNegative;
    Interval share =
        proportion(
            weighted.truePositive,
            weighted.truePositive + wrong,
            squares.truePositive + squares.falsePositive + squares.falseNegative,
            level);
    return new Interval(
        fromShare(share.value()), fromShare(share.lower()), fromShare(share.upper()));
  }

  private static double fromShare(double j) {
    return 2 * j / (1 + j);
  }

  /**
   * The mean of recall and specificity; NaN without one of the classes. Limits from those of the
   * two, which are independent (Newcombe's square-and-add, 1998).
   */
  public Interval balancedAccuracy(double level) {
    Interval one = recall(level);
    Interval other = specificity(level);
    double value = (one.value() + other.value()) / 2;
    return new Interval(
        value,
        value - Math.hypot(one.value() - one.lower(), other.value() - other.lower()) / 2,
        value + Math.hypot(one.upper() - one.value(), other.upper() - other.value()) / 2);
  }

  private static Interval proportion(double part, double whole, double squared, double level) {
    double share = whole > 0 ? Math.min(1, part / whole) : Double.NaN;
    return Interval.wilson(share, whole > 0 ? whole * whole / squared : 0, level);
  }
}
