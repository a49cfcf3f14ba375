package org.omicroutes.harmonize;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.StopSignal;

/**
 * Quantile normalisation (Bolstad et al., Bioinformatics 2003, doi:10.1093/bioinformatics/19.2.185)
 * with the conventions of limma's {@code normalizeQuantiles}: every sample gets the distribution of
 * the reference, which is the mean over the fitted samples of their sorted values. Tied values get
 * the reference at their mean rank. A sample with missing values has its observed quantiles
 * stretched over the whole range, both for the reference and in mapping; missing stays missing.
 * Values keep their order and get the unit of the reference.
 */
public final class QuantileNormalization {
  private QuantileNormalization() {}

  /**
   * @param features in output order
   * @param reference the reference distribution, ascending, as many values as features
   * @param fitSamples how many samples were fitted on
   */
  public record State(List<String> features, double[] reference, int fitSamples) {}

  /**
   * Averages the sorted samples. Samples with no value at all are left out.
   *
   * @throws DataException where every value is missing
   */
  public static State fit(LabelledMatrix matrix) {
    double[] reference = new double[matrix.featureCount()];
    int used = 0;
    for (int s = 0; s < matrix.sampleCount(); s++) {
      StopSignal.check();
      double[] sorted = observedSorted(matrix.column(s));
      if (sorted.length == 0) {
        continue;
      }
      used++;
      for (int i = 0; i < reference.length; i++) {
        reference[i] += interpolate(sorted, rescale(i, reference.length, sorted.length));
      }
    }
    if (used == 0) {
      throw DataException.of("no value in any of the samples to fit on", "at least one");
    }
    for (int i = 0; i < reference.length; i++) {
      reference[i] /= used;
    }
    return new State(matrix.featureIds(), reference, used);
  }

  /**
   * Maps every sample onto the fitted reference, each on its own.
   *
   * @param note told of features that are lacking (missing in the result) or left out
   */
  public static LabelledMatrix transform(
      LabelledMatrix matrix, State state, Consumer<String> note) {
    double[][] rows = FeatureAlignment.rows(matrix, state.features(), note);
    double[] column = new double[rows.length];
    for (int s = 0; s < matrix.sampleCount(); s++) {
      StopSignal.check();
      for (int f = 0; f < column.length; f++) {
        column[f] = rows[f][s];
      }
      double[] sorted = observedSorted(column);
      double[] mapped = mapped(sorted, state.reference());
      for (int f = 0; f < column.length; f++) {
        rows[f][s] = Double.isNaN(column[f]) ? Double.NaN : mapped[firstOf(sorted, column[f])];
      }
    }
    return LabelledMatrix.of(state.features(), matrix.sampleIds(), rows);
  }

  private static double[] observedSorted(double[] values) {
    double[] sorted = new double[values.length];
    int observed = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        // Adding 0 turns -0 into 0, which Arrays.sort would otherwise keep apart.
        sorted[observed++] = value + 0.0;
      }
    }
    Arrays.sort(sorted, 0, observed);
    return Arrays.copyOf(sorted, observed);
  }

  /** The reference at the mean rank of each run of equal values, at the run's first place. */
  private static double[] mapped(double[] sorted, double[] reference) {
    double[] mapped = new double[sorted.length];
    for (int from = 0; from < sorted.length; ) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      double rank = (from + to - 1) / 2.0;
      mapped[from] = interpolate(reference, rescale(rank, sorted.length, reference.length));
      from = to;
    }
    return mapped;
  }

  /** A 0-based rank among {@code from} values as a position among {@code to} values. */
  private static double rescale(double rank, int from, int to) {
    if (from == to) {
      return rank;
    }
    return from == 1 ? (to - 1) / 2.0 : rank / (from - 1) * (to - 1);
  }

  private static double interpolate(double[] values, double position) {
    int below = Math.min((int) position, values.length - 1);
    double part = position - below;
    return part <= 0 || below == values.length - 1
        ? values[below]
        : values[below] + part * (values[below + 1] - values[below]);
  }

  private static int firstOf(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
