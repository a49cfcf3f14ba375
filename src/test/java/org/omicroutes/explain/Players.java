package org.omicroutes.explain;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;

/** Small cohorts, and scores of plain vectors: a patient's features over all modalities. */
final class Players {
  private Players() {}

  /** Patients with a name's letter and a number, from patients × features. */
  static PatientData data(Map<String, List<String>> features, List<String> ids, double[][] x) {
    Map<String, Modality> modalities = new LinkedHashMap<>();
    int from = 0;
    for (Map.Entry<String, List<String>> block : features.entrySet()) {
      int first = from;
      double[][] rows =
          IntStream.range(0, block.getValue().size())
              .mapToObj(f -> Arrays.stream(x).mapToDouble(p -> p[first + f]).toArray())
              .toArray(double[][]::new);
      modalities.put(
          block.getKey(),
          new Modality(Modality.Kind.CONTINUOUS, LabelledMatrix.of(block.getValue(), ids, rows)));
      from += rows.length;
    }
    return new PatientData(ids, modalities);
  }

  /** Modalities A, B, C … of these sizes with normal values. */
  static PatientData random(String letter, int patients, int[] sizes, long seed) {
    Map<String, List<String>> features = new LinkedHashMap<>();
    int width = 0;
    for (int m = 0; m < sizes.length; m++) {
      features.put(
          String.valueOf((char) ('A' + m)),
          IntStream.range(0, sizes[m]).mapToObj(f -> "f" + f).toList());
      width += sizes[m];
    }
    return data(features, ids(letter, patients), normal(patients, width, seed));
  }

  static double[][] normal(int rows, int columns, long seed) {
    Random random = new Random(seed);
    double[][] x = new double[rows][columns];
    for (double[] row : x) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    return x;
  }

  static List<String> ids(String letter, int count) {
    return IntStream.range(0, count).mapToObj(i -> letter + i).toList();
  }

  /** A score of all features in a row; those of a lacking modality are NaN. */
  static Score score(ToDoubleFunction<double[]> function) {
    return patients ->
        patients.patients().stream()
            .map(id -> vector(patients, id))
            .mapToDouble(function)
            .toArray();
  }

  static double[] vector(PatientData patients, String id) {
    return patients.modalities().values().stream()
        .map(Modality::values)
        .flatMapToDouble(
            m ->
                IntStream.range(0, m.featureCount())
                    .mapToDouble(
                        f -> m.sampleIndex(id) < 0 ? Double.NaN : m.at(f, m.sampleIndex(id))))
        .toArray();
  }

  /** Interactions of many features at once; no feature is without effect. */
  static Score tangled(long seed) {
    Random random = new Random(seed);
    double[] a = random.doubles(64, -1, 1).toArray();
    return score(
        x -> {
          double sum = 0;
          double wave = 0;
          double product = 1;
          for (int j = 0; j < x.length; j++) {
            sum += a[j] * x[j];
            wave += Math.abs(a[j + 20]) * Math.max(0, x[j]);
            product *= 1 + a[j + 40] * Math.tanh(x[j]);
          }
          return sum + Math.sin(wave) + product;
        });
  }

  static double[] flat(double[][] values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
  }
}
