package org.omicroutes.explain;

import java.util.Arrays;
import java.util.List;

/**
 * How a score of patients comes about: the mean score of the background patients, and what each
 * group of features adds to it in each patient, in the unit of the score. Baseline and values of a
 * patient sum to the prediction (efficiency), which is checked.
 *
 * @param patients in the order of the rows
 * @param groups in the order of the columns
 * @param baseline mean score of the background patients
 * @param predictions the patients' scores
 * @param values patients × groups
 */
public record ShapleyValues(
    List<String> patients,
    List<String> groups,
    double baseline,
    double[] predictions,
    double[][] values) {
  /**
   * Of the sum, times the largest of 1, prediction and baseline. A model in single precision says
   * slightly different things of a patient in other company.
   */
  static final double TOLERANCE = 1e-6;

  /**
   * @throws IllegalStateException where values do not sum to prediction minus baseline: the score
   *     says different things of the same patient
   */
  public ShapleyValues {
    patients = List.copyOf(patients);
    groups = List.copyOf(groups);
    for (int i = 0; i < predictions.length; i++) {
      double sum = Arrays.stream(values[i]).sum();
      double expected = predictions[i] - baseline;
      double scale = Math.max(1, Math.max(Math.abs(predictions[i]), Math.abs(baseline)));
      if (!(Math.abs(sum - expected) <= TOLERANCE * scale)) {
        throw new IllegalStateException(
            "values of patient %s sum to %s, prediction minus baseline is %s"
                .formatted(patients.get(i), sum, expected));
      }
    }
  }

  /** One group's value in each patient. */
  public double[] of(String group) {
    int column = groups.indexOf(group);
    if (column < 0) {
      throw new IllegalArgumentException("no group " + group + " among " + groups);
    }
    return Arrays.stream(values).mapToDouble(row -> row[column]).toArray();
  }
}
