package org.omicroutes.models.mmfn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;

/** Patients of whom one feature has another value. */
final class Shifted {
  private Shifted() {}

  /** The same patients with a feature larger by so much in all of them. */
  static PatientData by(PatientData patients, InputFeature feature, double by) {
    Map<String, Modality> modalities = new LinkedHashMap<>(patients.modalities());
    modalities.computeIfPresent(
        feature.modality(),
        (name, modality) -> {
          double[][] rows = modality.values().toArray();
          double[] row = rows[modality.values().featureIndex(feature.feature())];
          for (int i = 0; i < row.length; i++) {
            row[i] += by;
          }
          return new Modality(modality.kind(), modality.values().withValues(rows));
        });
    return new PatientData(patients.patients(), modalities);
  }
}
