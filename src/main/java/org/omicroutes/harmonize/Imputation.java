package org.omicroutes.harmonize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Fills missing values: by the feature's mean or median, or by k nearest neighbours among the
 * features (KNNimpute: Troyanskaya et al., Bioinformatics 2001,
 * doi:10.1093/bioinformatics/17.6.520), whose values in the same sample are averaged with weights 1
 * / distance. Neighbours and distances are those of the fitted samples, so that a new sample is
 * filled alone.
 */
public final class Imputation {
  private Imputation() {}

  /** What a missing value becomes. */
  public enum Method {
    MEAN,
    MEDIAN,
    KNN
  }

  /**
   * @param features kept ones, in output order
   * @param centre per feature: mean (or median) over the fitted samples
   * @param neighbours per feature: positions of its nearest features, nearest first; empty where
   *     the feature was complete in fitting, or for the other methods
   * @param weights as {@code neighbours}: 1 / distance
   * @param dropped features that were missing in too many fitted samples
   */
  public record State(
      List<String> features,
      double[] centre,
      int[][] neighbours,
      double[][] weights,
      List<String> dropped) {}

  /**
   * @param matrix features × fit samples, NaN where missing
   * @param k how many neighbours, for {@code KNN}
   * @param maxMissing features missing in more than this share of samples are dropped, 0 to 1; one
   *     that is missing in all of them always is
   * @throws DataException where no feature is left
   */
  public static State fit(
      LabelledMatrix matrix, Method method, int k, double maxMissing, Consumer<String> note) {
    List<String> kept = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (int f = 0; f < matrix.featureCount(); f++) {
      double[] row = matrix.row(f);
      int missing = missing(row);
      boolean keep = missing < row.length && missing <= maxMissing * row.length;
      (keep ? kept : dropped).add(matrix.featureIds().get(f));
      if (keep) {
        rows.add(row);
      }
    }
    if (kept.isEmpty()) {
      throw DataException.of(
          "every feature missing in more than " + maxMissing + " of the samples to fit on",
          "features with values");
    }
    if (!dropped.isEmpty()) {
      note.accept(
          dropped.size() + " features are missing in too many fit samples and are left out");
    }
    double[] centre = new double[rows.size()];
    for (int f = 0; f < centre.length; f++) {
      double[] values = observed(rows.get(f));
      centre[f] = method == Method.MEDIAN ? median(values) : mean(values);
    }
    int[][] neighbours = new int[centre.length][0];
    double[][] weights = new double[centre.length][0];
    if (method == Method.KNN) {
      int searches = 0;
      for (double[] row : rows) {
        searches += missing(row) > 0 ? 1 : 0;
      }
      FeatureNeighbours search =
          new FeatureNeighbours(rows.toArray(double[][]::new), centre, k, searches);
      for (int f = 0; f < centre.length; f++) {
        if (missing(rows.get(f)) > 0) {
          search.of(f);
          neighbours[f] = search.positions();
          weights[f] = search.weights();
        }
      }
    }
    return new State(kept, centre, neighbours, weights, dropped);
  }

  /**
   * Fills every missing value, each sample on its own; what has no neighbour with a value gets the
   * feature's centre. A fitted feature that the matrix lacks is missing in all samples.
   *
   * @return the kept features × samples, nothing missing
   */
  public static LabelledMatrix transform(
      LabelledMatrix matrix, State state, Consumer<String> note) {
    double[][] given = FeatureAlignment.rows(matrix, state.features(), note);
    double[][] filled = new double[given.length][];
    long missing = 0;
    for (int f = 0; f < given.length; f++) {
      // A row may be a neighbour of others, which see it as it was given.
      filled[f] = missing(given[f]) > 0 ? given[f].clone() : given[f];
      for (int s = 0; s < filled[f].length; s++) {
        if (Double.isNaN(filled[f][s])) {
          filled[f][s] = estimate(given, state, f, s);
          missing++;
        }
      }
    }
    note.accept(missing + " missing values filled in");
    return LabelledMatrix.of(state.features(), matrix.sampleIds(), filled);
  }

  private static double estimate(double[][] given, State state, int feature, int sample) {
    int[] neighbours = state.neighbours()[feature];
    double sum = 0;
    double total = 0;
    for (int n = 0; n < neighbours.length; n++) {
      double value = given[neighbours[n]][sample];
      if (!Double.isNaN(value)) {
        sum += state.weights()[feature][n] * value;
        total += state.weights()[feature][n];
      }
    }
    return total > 0 ? sum / total : state.centre()[feature];
  }

  private static int missing(double[] row) {
    int missing = 0;
    for (double value : row) {
      missing += Double.isNaN(value) ? 1 : 0;
    }
    return missing;
  }

  private static double[] observed(double[] row) {
    if (missing(row) == 0) {
      return row.clone();
    }
    return Arrays.stream(row).filter(value -> !Double.isNaN(value)).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
  }
}
