package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * The features of a modality that vary among the training patients, standardised by them. A z-score
 * is cut to [-3, 3], so that neither an outlier nor a gene mutated in one patient of a hundred
 * outweighs the rest; values of a {@link Modality.Kind#BINARY} modality are cut to [0, 1] before (a
 * gene mutated twice is mutated). A missing value, a feature that the data lack and every value of
 * a patient who lacks the modality are 0: the training mean.
 *
 * @param modality its name
 * @param binary whether values are cut to [0, 1]
 * @param features names of those that vary
 * @param means over the training patients that have a value
 * @param scales standard deviations of the same, above 0
 */
public record ModalityScale(
    String modality, boolean binary, List<String> features, double[] means, double[] scales) {
  private static final double LIMIT = 3;

  static ModalityScale fit(String name, Modality modality, List<String> training) {
    LabelledMatrix values = modality.values();
    boolean binary = modality.kind() == Modality.Kind.BINARY;
    int[] columns = values.knownSamples(training).stream().mapToInt(values::sampleIndex).toArray();
    List<String> features = new ArrayList<>();
    double[] means = new double[values.featureCount()];
    double[] scales = new double[values.featureCount()];
    for (int f = 0; f < values.featureCount(); f++) {
      int feature = f;
      double[] known =
          Arrays.stream(columns)
              .mapToDouble(c -> value(values.at(feature, c), binary))
              .filter(v -> !Double.isNaN(v))
              .toArray();
      double mean = Arrays.stream(known).average().orElse(0);
      double squares = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
      double sd = Math.sqrt(squares / Math.max(1, known.length - 1));
      if (sd > 1e-10 * (Math.abs(mean) + 1e-300)) {
        means[features.size()] = mean;
        scales[features.size()] = sd;
        features.add(values.featureIds().get(f));
      }
    }
    return new ModalityScale(
        name,
        binary,
        List.copyOf(features),
        Arrays.copyOf(means, features.size()),
        Arrays.copyOf(scales, features.size()));
  }

  private static double value(double raw, boolean binary) {
    return binary ? Math.min(1, Math.max(0, raw)) : raw;
  }

  /** Only these features, by position. */
  ModalityScale select(int[] chosen) {
    return new ModalityScale(
        modality,
        binary,
        Arrays.stream(chosen).mapToObj(features::get).toList(),
        Arrays.stream(chosen).mapToDouble(f -> means[f]).toArray(),
        Arrays.stream(chosen).mapToDouble(f -> scales[f]).toArray());
  }

  /**
   * The z-scores.
   *
   * @return patients × features, not to be changed: patients of the same values share them
   */
  double[][] rows(PatientData patients) {
    Modality found = patients.modalities().get(modality);
    int[] from = rowsIn(found);
    return SharedValues.of(found, patients.patients(), c -> row(found.values(), from, c)).stream()
        .map(row -> row == null ? new double[features.size()] : row)
        .toArray(double[][]::new);
  }

  private double[] row(LabelledMatrix values, int[] from, int column) {
    double[] row = new double[from.length];
    for (int f = 0; f < row.length; f++) {
      double raw = from[f] < 0 ? Double.NaN : value(values.at(from[f], column), binary);
      double z = (raw - means[f]) / scales[f];
      row[f] = Double.isNaN(z) ? 0 : Math.min(LIMIT, Math.max(-LIMIT, z));
    }
    return row;
  }

  /** Where the features are in the data, -1 where they are not. */
  private int[] rowsIn(Modality found) {
    return features.stream()
        .mapToInt(f -> found == null ? -1 : found.values().featureIndex(f))
        .toArray();
  }

  /** Whether each patient has a value of at least one of the features. */
  boolean[] known(PatientData patients) {
    Modality found = patients.modalities().get(modality);
    int[] from = Arrays.stream(rowsIn(found)).filter(f -> f >= 0).toArray();
    List<Boolean> any =
        SharedValues.of(
            found,
            patients.patients(),
            c -> Arrays.stream(from).anyMatch(f -> !Double.isNaN(found.values().at(f, c))));
    boolean[] known = new boolean[any.size()];
    for (int i = 0; i < known.length; i++) {
      known[i] = any.get(i) != null && any.get(i);
    }
    return known;
  }
}
