package org.omicroutes.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Keeps the features of a matrix that vary most. Which ones is learned on one matrix and can be
 * applied to another. A value that is NaN or infinite counts as missing; features that are constant
 * or have fewer than two values are never kept.
 */
public final class FeatureSelection {
  private static final double MAD_TO_SD = 1.4826;

  private FeatureSelection() {}

  /** What a feature's spread is measured with. */
  public enum By {
    /** Sample variance, divisor n - 1. */
    VARIANCE,
    /** Median absolute deviation from the median, times 1.4826. */
    MAD
  }

  /**
   * What to keep.
   *
   * @param top how many features; 0: all that pass
   * @param maxMissing largest share of missing values, 0 to 1
   * @param minFrequency smallest share of values that are not 0, among those not missing
   */
  public record Rule(int top, double maxMissing, double minFrequency, By by) {}

  /**
   * The features kept, in the order of the matrix they were chosen on.
   *
   * @param features ids
   * @param spread of each feature, as {@link By} says, on the samples fitted on
   * @param by what the spread is
   */
  public record State(List<String> features, double[] spread, By by) {}

  /**
   * Chooses features. Equal spreads are decided by the order of the features.
   *
   * @throws DataException where no feature passes
   */
  public static State fit(LabelledMatrix matrix, Rule rule) {
    int count = matrix.featureCount();
    double[] spread = new double[count];
    List<Integer> passed = new ArrayList<>();
    for (int f = 0; f < count; f++) {
      spread[f] = spread(matrix.row(f), rule);
      if (!Double.isNaN(spread[f])) {
        passed.add(f);
      }
    }
    if (passed.isEmpty()) {
      throw DataException.of(
          "no feature among " + count + " that varies and passes the limits",
          "a matrix with features that vary, share of missing values <= " + rule.maxMissing());
    }
    if (rule.top() > 0 && passed.size() > rule.top()) {
      passed.sort(Comparator.comparingDouble((Integer f) -> -spread[f]));
      passed = new ArrayList<>(passed.subList(0, rule.top()));
      passed.sort(Comparator.naturalOrder());
    }
    List<String> names = matrix.featureIds();
    return new State(
        passed.stream().map(names::get).toList(),
        passed.stream().mapToDouble(f -> spread[f]).toArray(),
        rule.by());
  }

  /** The spread of a feature; NaN where it is not to be kept. */
  private static double spread(double[] row, Rule rule) {
    double[] values = Arrays.stream(row).filter(Double::isFinite).toArray();
    double missing = 1 - values.length / (double) row.length;
    if (values.length < 2 || missing > rule.maxMissing() + 1e-12) {
      return Double.NaN;
    }
    long nonzero = Arrays.stream(values).filter(v -> v != 0).count();
    boolean constant = Arrays.stream(values).allMatch(v -> v == values[0]);
    if (constant || nonzero < rule.minFrequency() * values.length - 1e-9) {
      return Double.NaN;
    }
    return rule.by() == By.MAD ? mad(values) : variance(values);
  }

  private static double variance(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value;
    }
    mean /= values.length;
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1);
  }

  private static double mad(double[] values) {
    double median = median(values);
    return MAD_TO_SD * median(Arrays.stream(values).map(v -> Math.abs(v - median)).toArray());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The chosen features of a matrix; a chosen feature that it lacks is a row of missing values. */
  public static LabelledMatrix apply(LabelledMatrix matrix, State state, double absent) {
    double[][] rows = new double[state.features().size()][];
    for (int i = 0; i < rows.length; i++) {
      int f = matrix.featureIndex(state.features().get(i));
      if (f >= 0) {
        rows[i] = matrix.row(f);
      } else {
        rows[i] = new double[matrix.sampleCount()];
        Arrays.fill(rows[i], absent);
      }
    }
    return LabelledMatrix.of(state.features(), matrix.sampleIds(), rows);
  }

  /** How many chosen features a matrix lacks. */
  public static int lacking(LabelledMatrix matrix, State state) {
    Set<String> there = new HashSet<>(matrix.featureIds());
    return (int) state.features().stream().filter(f -> !there.contains(f)).count();
  }
}
