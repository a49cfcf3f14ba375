package org.omicroutes.neural.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Patients as engines take them: matrices row by row, one row a patient.
 *
 * @param size patients
 * @param genes patients × genes
 * @param continuous patients × continuous variables
 * @param categories of each category patients × levels seen in training: 1 at the patient's level;
 *     for another level all are 1 / (number of levels), which gives the mean of their vectors
 * @param labels 1 or 0; empty where nothing is trained
 * @param weights of the patients in the loss, which is divided by {@code size}
 * @param masks what dropout multiplies, by the layer's name: {@code genomic.1}, {@code input}, …;
 *     empty: dropout is off
 */
public record FusionBatch(
    int size,
    double[] genes,
    double[] continuous,
    List<double[]> categories,
    double[] labels,
    double[] weights,
    Map<String, double[]> masks) {

  /** Unlabelled patients, without dropout. */
  public static FusionBatch of(FusionConfig config, FusionInputs inputs) {
    int size = FusionChecks.patients(config, inputs);
    int[] all = new int[size];
    Arrays.setAll(all, i -> i);
    return of(config, inputs, all);
  }

  /** Some of unlabelled patients, which were checked. */
  static FusionBatch of(FusionConfig config, FusionInputs inputs, int[] rows) {
    List<double[]> categories = new ArrayList<>();
    for (int k = 0; k < config.levels().size(); k++) {
      categories.add(oneHot(inputs.categories(), rows, k, config.levels().get(k) - 1));
    }
    return new FusionBatch(
        rows.length,
        flat(inputs.genes(), rows, config.genes()),
        flat(inputs.continuous(), rows, config.continuous()),
        categories,
        new double[0],
        new double[0],
        Map.of());
  }

  /** Some of the labelled patients. */
  static FusionBatch of(
      FusionConfig config, FusionData data, int[] rows, Map<String, double[]> masks) {
    FusionBatch inputs = of(config, data.inputs(), rows);
    return new FusionBatch(
        rows.length,
        inputs.genes,
        inputs.continuous,
        inputs.categories,
        Arrays.stream(rows).mapToDouble(i -> data.labels()[i]).toArray(),
        Arrays.stream(rows).mapToDouble(i -> data.weights()[i]).toArray(),
        masks);
  }

  private static double[] flat(double[][] values, int[] rows, int columns) {
    double[] flat = new double[rows.length * columns];
    for (int i = 0; i < rows.length && columns > 0; i++) {
      System.arraycopy(values[rows[i]], 0, flat, i * columns, columns);
    }
    return flat;
  }

  private static double[] oneHot(int[][] codes, int[] rows, int category, int seen) {
    double[] flat = new double[rows.length * seen];
    for (int i = 0; i < rows.length; i++) {
      int code = codes[rows[i]][category];
      if (code == 0) {
        Arrays.fill(flat, i * seen, (i + 1) * seen, 1.0 / seen);
      } else {
        flat[i * seen + code - 1] = 1;
      }
    }
    return flat;
  }
}
