package org.omicroutes.models;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Features of one modality, brought to a common scale by their training patients: {@code (value -
 * shift) / scale}. Features that do not vary there are left out.
 *
 * @param modality its name
 * @param features ids
 * @param shift one a feature
 * @param scale one a feature, &gt; 0
 */
public record FeatureBlock(String modality, List<String> features, double[] shift, double[] scale) {

  public FeatureBlock {
    features = List.copyOf(features);
  }

  /** One feature's statistics over the training patients. */
  private record Spread(int row, double mean, double sd, double least, double most) {}

  /** Shift and scale are mean and standard deviation (n - 1). */
  static FeatureBlock standardised(
      String modality, LabelledMatrix matrix, List<String> features, List<String> training) {
    return of(modality, matrix, spreads(matrix, features, training), false, true);
  }

  /** Shift is the mean, the scale 1: values that are on one scale already. */
  static FeatureBlock centred(
      String modality, LabelledMatrix matrix, List<String> features, List<String> training) {
    return of(modality, matrix, spreads(matrix, features, training), false, false);
  }

  /** Shift and scale are the smallest value and the range. */
  static FeatureBlock ranged(
      String modality, LabelledMatrix matrix, List<String> features, List<String> training) {
    return of(modality, matrix, spreads(matrix, features, training), true, true);
  }

  /** The features with the largest variance over the training patients; of equals the first. */
  static List<String> mostVariable(LabelledMatrix matrix, List<String> training, int most) {
    return spreads(matrix, matrix.featureIds(), training).stream()
        .sorted(Comparator.comparingDouble(spread -> -spread.sd()))
        .limit(most)
        .sorted(Comparator.comparingInt(Spread::row))
        .map(spread -> matrix.featureIds().get(spread.row()))
        .toList();
  }

  private static FeatureBlock of(
      String modality, LabelledMatrix matrix, List<Spread> spreads, boolean range, boolean scaled) {
    return new FeatureBlock(
        modality,
        spreads.stream().map(s -> matrix.featureIds().get(s.row())).toList(),
        spreads.stream().mapToDouble(s -> range ? s.least() : s.mean()).toArray(),
        spreads.stream()
            .mapToDouble(s -> range ? s.most() - s.least() : scaled ? s.sd() : 1)
            .toArray());
  }

  private static List<Spread> spreads(
      LabelledMatrix matrix, List<String> features, List<String> training) {
    int[] columns = matrix.knownSamples(training).stream().mapToInt(matrix::sampleIndex).toArray();
    return features.stream()
        .map(matrix::featureIndex)
        .filter(row -> row >= 0)
        .map(row -> spread(matrix, row, columns))
        .filter(s -> s.sd() > 1e-10 * Math.abs(s.mean()))
        .toList();
  }

  private static Spread spread(LabelledMatrix matrix, int row, int[] columns) {
    double[] known =
        IntStream.of(columns).mapToDouble(c -> matrix.at(row, c)).filter(v -> v == v).toArray();
    if (known.length < 2) {
      return new Spread(row, 0, 0, 0, 0);
    }
    double sum = 0;
    double least = known[0];
    double most = known[0];
    for (double value : known) {
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double mean = sum / known.length;
    double squares = 0;
    for (double value : known) {
      squares += (value - mean) * (value - mean);
    }
    return new Spread(row, mean, Math.sqrt(squares / (known.length - 1)), least, most);
  }

  /**
   * A patient's scaled values, NaN where missing; null where the patient has none of them. Single
   * precision, so that a model that keeps its training patients stays small.
   */
  float[] profile(PatientData data, String patient) {
    Modality known = data.modalities().get(modality);
    int column = known == null ? -1 : known.values().sampleIndex(patient);
    if (column < 0) {
      return null;
    }
    return profile(known.values(), rowsIn(known.values()), column);
  }

  /** Where the features are in a matrix, -1 where they are not. */
  int[] rowsIn(LabelledMatrix matrix) {
    return features.stream().mapToInt(matrix::featureIndex).toArray();
  }

  /**
   * As {@link #profile(PatientData, String)}, of a column of the modality.
   *
   * @param rows as of {@link #rowsIn}
   */
  float[] profile(LabelledMatrix matrix, int[] rows, int column) {
    float[] profile = new float[features.size()];
    boolean any = false;
    for (int f = 0; f < profile.length; f++) {
      double value = rows[f] < 0 ? Double.NaN : matrix.at(rows[f], column);
      profile[f] = (float) ((value - shift[f]) / scale[f]);
      any |= !Double.isNaN(value);
    }
    return any ? profile : null;
  }
}
