package org.omicroutes.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Principal components (Hotelling 1933) of the samples of a matrix, learned on one matrix and
 * applied to others. A missing value takes the feature's mean, so that it moves no component.
 */
public final class Pca {
  private static final int MAX_ITERATIONS = 1000;
  private static final long START = 1;

  private Pca() {}

  /**
   * What was learned.
   *
   * @param features ids of the features that vary
   * @param centre mean of each
   * @param scale standard deviation of each (divisor n - 1), or 1
   * @param loadings features × components, columns of length 1, the largest element positive
   * @param explained share of the variance of each component
   */
  public record State(
      List<String> features,
      double[] centre,
      double[] scale,
      double[][] loadings,
      double[] explained) {

    /** {@code PC1}, … */
    public List<String> componentNames() {
      return IntStream.rangeClosed(1, explained.length).mapToObj(k -> "PC" + k).toList();
    }
  }

  /**
   * Learns components.
   *
   * @param standardise whether to divide each feature by its standard deviation
   * @throws DataException where nothing varies
   */
  public static State fit(LabelledMatrix matrix, int components, boolean standardise) {
    List<String> features = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    List<double[]> scaling = new ArrayList<>();
    double total = 0;
    for (int f = 0; f < matrix.featureCount(); f++) {
      double[] row = matrix.row(f);
      double mean = Arrays.stream(row).filter(v -> !Double.isNaN(v)).average().orElse(0);
      double[] centred = Arrays.stream(row).map(v -> Double.isNaN(v) ? 0 : v - mean).toArray();
      double squares = Arrays.stream(centred).map(v -> v * v).sum();
      long count = Arrays.stream(row).filter(v -> !Double.isNaN(v)).count();
      if (count > 1 && squares > 1e-20 * mean * mean * count) {
        double sd = standardise ? Math.sqrt(squares / (count - 1)) : 1;
        total += squares / (sd * sd);
        features.add(matrix.featureIds().get(f));
        rows.add(Arrays.stream(centred).map(v -> v / sd).toArray());
        scaling.add(new double[] {mean, sd});
      }
    }
    int samples = matrix.sampleCount();
    int count = Math.min(components, Math.min(rows.size(), samples - 1));
    if (count < 1) {
      throw DataException.of(
          rows.size() + " features that vary in " + samples + " samples", "at least 1 in 2");
    }
    var principal = PrincipalSubspace.of(rows, samples, count, MAX_ITERATIONS, START);
    double all = total;
    return new State(
        features,
        scaling.stream().mapToDouble(s -> s[0]).toArray(),
        scaling.stream().mapToDouble(s -> s[1]).toArray(),
        loadings(rows, principal),
        Arrays.stream(principal.values()).map(v -> v / all).toArray());
  }

  private static double[][] loadings(List<double[]> rows, PrincipalSubspace.Result principal) {
    double[][] loadings = new double[rows.size()][principal.values().length];
    for (int k = 0; k < principal.values().length; k++) {
      double[] score = principal.vectors()[k];
      double largest = 0;
      double length = 0;
      for (int f = 0; f < loadings.length; f++) {
        double sum = 0;
        for (int s = 0; s < score.length; s++) {
          sum += rows.get(f)[s] * score[s];
        }
        loadings[f][k] = sum;
        length += sum * sum;
        largest = Math.abs(sum) > Math.abs(largest) ? sum : largest;
      }
      double scale = length > 0 ? Math.signum(largest) / Math.sqrt(length) : 0;
      for (double[] row : loadings) {
        row[k] *= scale;
      }
    }
    return loadings;
  }

  /** Components × samples. A feature that the matrix lacks counts as missing. */
  public static LabelledMatrix apply(LabelledMatrix matrix, State state) {
    double[][] scores = new double[state.explained().length][matrix.sampleCount()];
    for (int d = 0; d < state.features().size(); d++) {
      int f = matrix.featureIndex(state.features().get(d));
      for (int s = 0; f >= 0 && s < matrix.sampleCount(); s++) {
        double value = (matrix.at(f, s) - state.centre()[d]) / state.scale()[d];
        for (int k = 0; k < scores.length && !Double.isNaN(value); k++) {
          scores[k][s] += value * state.loadings()[d][k];
        }
      }
    }
    return LabelledMatrix.of(state.componentNames(), matrix.sampleIds(), scores);
  }
}
