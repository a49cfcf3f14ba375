package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.survival.ForestPrediction;
import org.omicroutes.survival.SurvivalForest;

/**
 * A random survival forest. Its risk is the mortality, its curves are exp(-mean cumulative hazard)
 * of the trees. A missing value goes where the trees learned to send missing values.
 *
 * @param features by modality
 * @param eventTimes of the training patients in days
 * @param trees packed
 * @param minNodeSize the chosen smallest node
 * @param outOfBag Harrell's C of the training patients by the trees that did not draw them
 */
public record ForestModel(
    Map<String, List<String>> features,
    double[] eventTimes,
    byte[] trees,
    int minNodeSize,
    double outOfBag)
    implements SurvivalModel {

  /** Expected events; no forest of some hundred trees says less but 0, whose log is infinite. */
  private static final double LEAST_MORTALITY = 1e-6;

  /** By packed trees, the same array and not an equal one: unpacking takes longer than asking. */
  private static final Map<byte[], SurvivalForest> UNPACKED =
      Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * The raw values of these features; NaN where the data lack a value, feature or modality.
   *
   * @return features × patients
   */
  static LabelledMatrix matrix(Map<String, List<String>> features, PatientData patients) {
    List<String> names = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    features.forEach(
        (name, wanted) -> {
          Modality modality = patients.modalities().get(name);
          int[] columns =
              patients.patients().stream()
                  .mapToInt(p -> modality == null ? -1 : modality.values().sampleIndex(p))
                  .toArray();
          for (String feature : wanted) {
            names.add(name + "/" + feature);
            rows.add(row(modality, feature, columns));
          }
        });
    return LabelledMatrix.of(names, patients.patients(), rows.toArray(double[][]::new));
  }

  private static double[] row(Modality modality, String feature, int[] columns) {
    double[] row = new double[columns.length];
    Arrays.fill(row, Double.NaN);
    int from = modality == null ? -1 : modality.values().featureIndex(feature);
    for (int i = 0; i < row.length && from >= 0; i++) {
      row[i] = columns[i] < 0 ? Double.NaN : modality.values().at(from, columns[i]);
    }
    return row;
  }

  private ForestPrediction predict(PatientData patients, double[] days) {
    LabelledMatrix matrix = matrix(features, patients);
    return UNPACKED
        .computeIfAbsent(
            trees, packed -> SurvivalForest.unpack(matrix.featureIds(), eventTimes, packed))
        .predict(matrix, days, 0);
  }

  @Override
  public double[] risk(PatientData patients) {
    return predict(patients, new double[0]).risk();
  }

  /** The log of the mortality: log hazards but for a constant, were hazards proportional. */
  @Override
  public double[] logHazard(PatientData patients) {
    return Arrays.stream(risk(patients)).map(m -> Math.log(Math.max(LEAST_MORTALITY, m))).toArray();
  }

  @Override
  public double[][] survival(PatientData patients, double[] days) {
    return predict(patients, days).survival();
  }
}
