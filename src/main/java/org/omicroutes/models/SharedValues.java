package org.omicroutes.models;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.omicroutes.cohort.LabelledMatrix;

/** What is computed of a modality's columns, once for all patients who borrow the same values. */
final class SharedValues {
  private SharedValues() {}

  /**
   * @param modality null where the data have none
   * @param compute from a column of the modality, not null
   * @return one a patient; null for one who lacks the modality
   */
  static <T> List<T> of(Modality modality, List<String> patients, IntFunction<T> compute) {
    List<T> computed = new ArrayList<>();
    List<T> bySource = new ArrayList<>();
    LabelledMatrix values = modality == null ? null : modality.values();
    for (String patient : patients) {
      int column = values == null ? -1 : values.sampleIndex(patient);
      if (column < 0) {
        computed.add(null);
        continue;
      }
      int source = values.source(column);
      while (bySource.size() <= source) {
        bySource.add(null);
      }
      if (bySource.get(source) == null) {
        bySource.set(source, compute.apply(column));
      }
      computed.add(bySource.get(source));
    }
    return computed;
  }
}
