package org.omicroutes.models.mmfn;

import java.util.Arrays;
import java.util.List;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;

/** Values of one modality by feature name, for patients of whom some may lack it. */
final class ModalityColumns {
  private final Modality modality;
  private final int[] columns;

  ModalityColumns(String name, PatientData patients) {
    this.modality = patients.modalities().get(name);
    this.columns =
        patients.patients().stream()
            .mapToInt(p -> modality == null ? -1 : modality.values().sampleIndex(p))
            .toArray();
  }

  /** The modality's features; none where the data do not have it. */
  List<String> features() {
    return modality == null ? List.of() : modality.values().featureIds();
  }

  /** Whether each patient has the modality. */
  boolean[] present() {
    boolean[] present = new boolean[columns.length];
    for (int i = 0; i < present.length; i++) {
      present[i] = columns[i] >= 0;
    }
    return present;
  }

  /** One value a patient; NaN where the patient, the feature or the value is missing. */
  double[] of(String feature) {
    double[] values = new double[columns.length];
    int row = modality == null ? -1 : modality.values().featureIndex(feature);
    for (int i = 0; i < values.length; i++) {
      values[i] = row < 0 || columns[i] < 0 ? Double.NaN : modality.values().at(row, columns[i]);
    }
    return values;
  }

  /** The values that are not missing. */
  static double[] known(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
  }

  /**
   * The middle value, the mean of the two middle ones.
   *
   * @param values at least one, none missing
   */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
