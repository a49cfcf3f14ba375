package org.omicroutes.cohort;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A features × samples matrix of doubles with distinct feature and sample identifiers, immutable.
 * This is Bioconductor's shape: one row per gene or CpG, one column per sample. {@code NaN} is a
 * missing value, never 0.
 *
 * <p>Columns may be borrowed from another matrix under other names ({@link #borrow}); where they
 * come from stays known, so that what is computed of a column is computed once.
 */
public final class LabelledMatrix {
  private final Labels features;
  private final Labels samples;
  private final double[][] rows;

  /** The position of each sample in the rows; null where it is that of the sample. */
  private final int[] sources;

  /** Whose values each column of the rows holds; null where they are the samples' own. */
  private final List<String> origins;

  private LabelledMatrix(Labels features, Labels samples, double[][] rows) {
    this(features, samples, rows, null, null);
  }

  private LabelledMatrix(
      Labels features, Labels samples, double[][] rows, int[] sources, List<String> origins) {
    this.features = features;
    this.samples = samples;
    this.rows = rows;
    this.sources = sources;
    this.origins = origins;
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
    return rows[feature][source(sample)];
  }

  /**
   * These columns under new names, by reference: nothing is copied, and a column may be there
   * several times.
   *
   * @param sampleIds distinct
   * @param from a column of this matrix for each of them
   */
  public LabelledMatrix borrow(List<String> sampleIds, int[] from) {
    int[] borrowed = Arrays.stream(from).map(this::source).toArray();
    if (borrowed.length != sampleIds.size()) {
      throw new IllegalArgumentException(borrowed.length + " columns for " + sampleIds.size());
    }
    return new LabelledMatrix(
        features,
        new Labels(sampleIds, "sample"),
        rows,
        borrowed,
        origins == null ? samples.names() : origins);
  }

  /**
   * The same values, said to be other samples'.
   *
   * @param origins a name for each column, not necessarily distinct
   */
  public LabelledMatrix withOrigins(List<String> origins) {
    if (sources != null || origins.size() != sampleCount()) {
      throw new IllegalArgumentException(origins.size() + " origins of " + sampleCount());
    }
    return new LabelledMatrix(features, samples, rows, null, List.copyOf(origins));
  }

  /**
   * Whose values a column holds: the sample's, or, where they are borrowed, the name of the sample
   * that they are borrowed from.
   */
  public String origin(int sample) {
    return origins == null ? samples.names().get(sample) : origins.get(source(sample));
  }

  /** A number below {@link #sourceCount}: columns of the same number hold the same values. */
  public int source(int sample) {
    return sources == null ? sample : sources[sample];
  }

  /** How many columns there are to borrow from. */
  public int sourceCount() {
    return sources == null ? sampleCount() : origins.size();
  }

  /** A copy of one feature's values, in sample order. */
  public double[] row(int feature) {
    if (sources == null) {
      return rows[feature].clone();
    }
    return Arrays.stream(sources).mapToDouble(s -> rows[feature][s]).toArray();
  }

  /** A copy of one sample's values, in feature order. */
  public double[] column(int sample) {
    double[] values = new double[rows.length];
    for (int f = 0; f < values.length; f++) {
      values[f] = at(f, sample);
    }
    return values;
  }

  /** A copy of all values, features × samples. */
  public double[][] toArray() {
    double[][] copy = new double[rows.length][];
    for (int f = 0; f < copy.length; f++) {
      copy[f] = row(f);
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
        selected[f][s] = at(f, from[s]);
      }
    }
    List<String> kept =
        origins == null ? null : Arrays.stream(from).mapToObj(this::origin).toList();
    return new LabelledMatrix(features, new Labels(sampleIds, "sample"), selected, null, kept);
  }

  /** The matrix of the named features in the given order; an unknown one is a programming error. */
  public LabelledMatrix selectFeatures(List<String> featureIds) {
    int[] from = features.positions(featureIds);
    double[][] selected = new double[from.length][];
    for (int f = 0; f < from.length; f++) {
      selected[f] = rows[from[f]];
    }
    return new LabelledMatrix(
        new Labels(featureIds, "feature"), samples, selected, sources, origins);
  }

  /** Those of {@code wanted} that this matrix has, in the order of {@code wanted}. */
  public List<String> knownSamples(List<String> wanted) {
    return wanted.stream().filter(samples::contains).toList();
  }

  /** The same labels over new values, which are taken over. */
  public LabelledMatrix withValues(double[][] values) {
    return of(featureIds(), sampleIds(), values);
  }

  /**
   * Each value put through {@code function}; a missing value is handed over as NaN too. Borrowed
   * columns stay what they are to each other.
   */
  public LabelledMatrix map(DoubleUnaryOperator function) {
    double[][] mapped = new double[rows.length][];
    for (int f = 0; f < mapped.length; f++) {
      mapped[f] = Arrays.stream(rows[f]).map(function).toArray();
    }
    return new LabelledMatrix(features, samples, mapped, sources, origins);
  }

  /** How many values are missing. */
  public long missingCount() {
    long missing = 0;
    for (int f = 0; f < rows.length; f++) {
      for (int s = 0; s < sampleCount(); s++) {
        if (Double.isNaN(at(f, s))) {
          missing++;
        }
      }
    }
    return missing;
  }
}
