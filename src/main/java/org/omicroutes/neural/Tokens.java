package org.omicroutes.neural;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Scalar features of patients, grouped by modality: what the networks take. Values are as read; NaN
 * is missing. A patient lacks a modality where all its values are missing.
 *
 * @param sampleIds the patients
 * @param features the features of each modality, by its name
 * @param values samples × all features, modality after modality
 */
public record Tokens(
    List<String> sampleIds, Map<String, List<String>> features, double[][] values) {

  /**
   * Gathers matrices. A feature named {@code modality:name} belongs to that modality, any other one
   * to the modality named as its matrix. A sample that a matrix lacks has NaN there.
   *
   * @param matrices features × samples, by name
   * @throws DataException where a feature of a modality is there twice
   */
  public static Tokens of(Map<String, LabelledMatrix> matrices) {
    Set<String> samples = new LinkedHashSet<>();
    Map<String, Map<String, double[]>> rows = new LinkedHashMap<>();
    matrices.values().forEach(matrix -> samples.addAll(matrix.sampleIds()));
    List<String> sampleIds = List.copyOf(samples);
    matrices.forEach(
        (name, matrix) -> {
          int[] column = sampleIds.stream().mapToInt(matrix::sampleIndex).toArray();
          for (int f = 0; f < matrix.featureCount(); f++) {
            String id = matrix.featureIds().get(f);
            int colon = modalityEnd(id);
            String modality = colon > 0 ? id.substring(0, colon) : name;
            String feature = colon > 0 ? id.substring(colon + 1) : id;
            double[] row = new double[column.length];
            for (int s = 0; s < row.length; s++) {
              row[s] = column[s] < 0 ? Double.NaN : matrix.at(f, column[s]);
            }
            var before =
                rows.computeIfAbsent(modality, m -> new LinkedHashMap<>()).put(feature, row);
            if (before != null) {
              throw DataException.of(
                  "feature " + feature + " twice in modality " + modality, "each feature once");
            }
          }
        });
    return ofRows(sampleIds, rows);
  }

  private static Tokens ofRows(List<String> samples, Map<String, Map<String, double[]>> rows) {
    Map<String, List<String>> features = new LinkedHashMap<>();
    List<double[]> all = new ArrayList<>();
    rows.forEach(
        (modality, byFeature) -> {
          features.put(modality, List.copyOf(byFeature.keySet()));
          all.addAll(byFeature.values());
        });
    double[][] values = new double[samples.size()][all.size()];
    for (int f = 0; f < all.size(); f++) {
      for (int s = 0; s < values.length; s++) {
        values[s][f] = all.get(f)[s];
      }
    }
    return new Tokens(samples, features, values);
  }

  /** The named samples in the given order. */
  public Tokens select(List<String> wanted) {
    Map<String, Integer> at = new LinkedHashMap<>();
    for (int s = 0; s < sampleIds.size(); s++) {
      at.put(sampleIds.get(s), s);
    }
    double[][] selected = new double[wanted.size()][];
    Arrays.setAll(selected, i -> values[at.get(wanted.get(i))]);
    return new Tokens(wanted, features, selected);
  }

  /** The names of the modalities in order. */
  public List<String> modalities() {
    return List.copyOf(features.keySet());
  }

  /** How many features there are in all. */
  public int width() {
    return features.values().stream().mapToInt(List::size).sum();
  }

  /** Where a feature id's modality ends; -1 for {@code column=a:b}, whose colon is in a value. */
  private static int modalityEnd(String id) {
    int colon = id.indexOf(':');
    int equals = id.indexOf('=');
    return equals >= 0 && equals < colon ? -1 : colon;
  }
}
