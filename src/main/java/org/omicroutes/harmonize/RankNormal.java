package org.omicroutes.harmonize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.StopSignal;

/**
 * Normal scores: each feature's values are replaced by the standard normal quantiles of their ranks
 * (van der Waerden scores; Conover and Iman, The American Statistician 1981). The ranks are learned
 * as a few hundred quantiles, so that new samples are put on the same scale. Rank {@code r} among
 * {@code n} values is level {@code (r - 0.5) / n}; ties share their mean rank; exact up to {@value
 * #KNOTS} samples. A missing value stays missing. What a heavy tail does to means, variances and
 * linear models is gone; the order of samples stays.
 */
public final class RankNormal {
  /** Quantiles kept per feature: beyond this many samples more would not be seen. */
  static final int KNOTS = 201;

  private static final NormalDistribution NORMAL = new NormalDistribution();

  private RankNormal() {}

  /**
   * What was learned.
   *
   * @param features feature ids
   * @param knots per feature ascending quantiles of the fit samples at levels {@code (j + 0.5) /
   *     length}; one for a feature that does not vary, none for one without values
   */
  public record State(List<String> features, double[][] knots) {}

  /**
   * @param matrix features × samples, all of them fitted on; NaN is left out
   */
  public static State fit(LabelledMatrix matrix) {
    List<double[]> knots = new ArrayList<>();
    for (int f = 0; f < matrix.featureCount(); f++) {
      StopSignal.check();
      double[] sorted =
          Arrays.stream(matrix.row(f)).filter(v -> !Double.isNaN(v)).sorted().toArray();
      knots.add(knots(sorted));
    }
    return new State(matrix.featureIds(), knots.toArray(double[][]::new));
  }

  /** A feature that does not vary tells nothing: with one knot, any value has score 0. */
  private static double[] knots(double[] sorted) {
    if (sorted.length > 0 && sorted[0] == sorted[sorted.length - 1]) {
      return new double[] {sorted[0]};
    }
    return sorted.length <= KNOTS ? sorted : thinned(sorted);
  }

  /** Quantiles at the knots' levels, by linear interpolation between order statistics. */
  private static double[] thinned(double[] sorted) {
    double[] knots = new double[KNOTS];
    for (int j = 0; j < KNOTS; j++) {
      double position = (j + 0.5) / KNOTS * sorted.length - 0.5;
      int below = (int) Math.max(0, Math.floor(position));
      int above = Math.min(sorted.length - 1, below + 1);
      knots[j] = sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
    return knots;
  }

  /**
   * Normal scores of any samples, by the fitted features; a missing value stays missing, and so
   * does everything of a feature that had no value in the fit. Values beyond the fitted range take
   * the outermost score.
   */
  public static LabelledMatrix transform(
      LabelledMatrix matrix, State state, Consumer<String> note) {
    double[][] rows = FeatureAlignment.rows(matrix, state.features(), note);
    for (int f = 0; f < rows.length; f++) {
      StopSignal.check();
      double[] knots = state.knots()[f];
      double[] scores = scores(knots.length);
      for (int s = 0; s < rows[f].length; s++) {
        rows[f][s] = score(knots, scores, rows[f][s]);
      }
    }
    return LabelledMatrix.of(state.features(), matrix.sampleIds(), rows);
  }

  /** The score of every half knot: level {@code (h / 2 + 0.5) / knots}. */
  private static double[] scores(int knots) {
    double[] scores = new double[Math.max(0, 2 * knots - 1)];
    for (int half = 0; half < scores.length; half++) {
      scores[half] = NORMAL.inverseCumulativeProbability((half / 2.0 + 0.5) / knots);
    }
    return scores;
  }

  /**
   * The score at the mean level of all knots that equal the value, or between the two knots around
   * it. Levels are counted in halves of a knot, so that a run of equal knots has one in its middle.
   */
  private static double score(double[] knots, double[] scores, double value) {
    if (knots.length == 0 || Double.isNaN(value)) {
      return Double.NaN;
    }
    int first = countBelow(knots, value, false);
    if (first == knots.length) {
      return level(scores, 2.0 * (knots.length - 1));
    }
    if (knots[first] > value) {
      if (first == 0) {
        return level(scores, 0);
      }
      double share = (value - knots[first - 1]) / (knots[first] - knots[first - 1]);
      return level(scores, 2 * (first - 1 + share));
    }
    int last = countBelow(knots, value, true) - 1;
    return level(scores, first + last);
  }

  /** How many knots are below the value, or not above it: those that equal it may be many. */
  private static int countBelow(double[] knots, double value, boolean orEqual) {
    int low = 0;
    int high = knots.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (knots[middle] < value || orEqual && knots[middle] == value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Between two neighbouring half levels the score is interpolated. */
  private static double level(double[] scores, double halves) {
    int below = (int) Math.floor(halves);
    int above = Math.min(scores.length - 1, below + 1);
    return scores[below] + (halves - below) * (scores[above] - scores[below]);
  }
}
