package org.omicroutes.cohort;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A features × samples matrix of doubles with distinct feature and sample identifiers, immutable.
 * This is Bioconductor's shape: one row per gene or CpG, one column per sample. {@code NaN} is a
 * missing value, never 0.
 */
public final class LabelledMatrix {
  private final Labels features;
  private final Labels samples;
  private final double[][] rows;

  private LabelledMatrix(Labels features, Labels samples, double[][] rows) {
    this.features = features;
    this.samples = samples;
    this.rows = rows;
  }

  /**
   * A matrix that takes over {@code rows} (the caller must not change them afterwards).
   *
   * @param rows one array per feature, each as long as {@code sampleIds}
   * @throws DataException where an identifier is there twice
   * @throws IllegalArgumentException where the shape does not fit the identifiers
   */
  public static LabelledMatrix of(
      List<String> featureIds, List<String> sampleIds, double[][] rows) {
    if (rows.length != featureIds.size()) {
      throw new IllegalArgumentException(
          rows.length + " rows for " + featureIds.size() + " features");
    }
    for (double[] row : rows) {
      if (row.length != sampleIds.size()) {
        throw new IllegalArgumentException(
            "a row of " + row.length + " values for " + sampleIds.size() + " samples");
      }
    }
    return new LabelledMatrix(
        new Labels(featureIds, "feature"), new Labels(sampleIds, "sample"), rows);
  }

  public List<String> featureIds() {
    return features.names();
  }

  public List<String> sampleIds() {
    return samples.names();
  }

  public int featureCount() {
    return features.size();
  }

  public int sampleCount() {
    return samples.size();
  }

  /** The row of a feature, or -1 where the matrix does not have it. */
  public int featureIndex(String featureId) {
    return features.find(featureId);
  }

  /** The column of a sample, or -1 where the matrix does not have it. */
  public int sampleIndex(String sampleId) {
    return samples.find(sampleId);
  }

  public double at(int feature, int sample) {
    return rows[feature][sample];
  }

  /** A copy of one feature's values, in sample order. */
  public double[] row(int feature) {
    return rows[feature].clone();
  }

  /** A copy of one sample's values, in feature order. */
  public double[] column(int sample) {
    double[] values = new double[rows.length];
    for (int f = 0; f < values.length; f++) {
      values[f] = rows[f][sample];
    }
    return values;
  }

  /** A copy of all values, features × samples. */
  public double[][] toArray() {
    double[][] copy = new double[rows.length][];
    for (int f = 0; f < copy.length; f++) {
      copy[f] = rows[f].clone();
    }
    return copy;
  }

  /** A copy of all values, samples × features. */
  public double[][] toSamplesByFeatures() {
    double[][] copy = new double[sampleCount()][];
    for (int s = 0; s < copy.length; s++) {
      copy[s] = column(s);
    }
    return copy;
  }

  /** The matrix of the named samples in the given order; an unknown one is a programming error. */
  public LabelledMatrix selectSamples(List<String> sampleIds) {
    int[] from = samples.positions(sampleIds);
    double[][] selected = new double[rows.length][from.length];
    for (int f = 0; f < rows.length; f++) {
      for (int s = 0; s < from.length; s++) {
        selected[f][s] = rows[f][from[s]];
      }
    }
    return new LabelledMatrix(features, new Labels(sampleIds, "sample"), selected);
  }

  /** The matrix of the named features in the given order; an unknown one is a programming error. */
  public LabelledMatrix selectFeatures(List<String> featureIds) {
    int[] from = features.positions(featureIds);
    double[][] selected = new double[from.length][];
    for (int f = 0; f < from.length; f++) {
      selected[f] = rows[from[f]];
    }
    return new LabelledMatrix(new Labels(featureIds, "feature"), samples, selected);
  }

  /** Those of {@code wanted} that this matrix has, in the order of {@code wanted}. */
  public List<String> knownSamples(List<String> wanted) {
    return wanted.stream().filter(samples::contains).toList();
  }

  /** The same labels over new values, which are taken over. */
  public LabelledMatrix withValues(double[][] values) {
    return of(featureIds(), sampleIds(), values);
  }

  /** Each value put through {@code function}; a missing value is handed over as NaN too. */
  public LabelledMatrix map(DoubleUnaryOperator function) {
    double[][] mapped = new double[rows.length][];
    for (int f = 0; f < mapped.length; f++) {
      mapped[f] = Arrays.stream(rows[f]).map(function).toArray();
    }
    return new LabelledMatrix(features, samples, mapped);
  }

  /** How many values are missing. */
  public long missingCount() {
    long missing = 0;
    for (double[] row : rows) {
      for (double value : row) {
        if (Double.isNaN(value)) {
          missing++;
        }
      }
    }
    return missing;
  }
}
