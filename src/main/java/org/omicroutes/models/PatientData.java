package org.omicroutes.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.DataException;

/**
 * What is known of some patients, by modality. A patient may lack a modality; what a model does
 * then is said by the model.
 *
 * @param patients in the order of every result
 * @param modalities by name, in a fixed order
 */
public record PatientData(List<String> patients, Map<String, Modality> modalities) {

  /**
   * @throws DataException where a patient is named twice
   */
  public PatientData {
    patients = List.copyOf(patients);
    modalities = Collections.unmodifiableMap(new LinkedHashMap<>(modalities));
    Set<String> seen = new LinkedHashSet<>();
    for (String patient : patients) {
      if (!seen.add(patient)) {
        throw DataException.of("patient " + patient + " twice", "each patient once");
      }
    }
  }

  /** The same modalities of other patients. */
  public PatientData select(List<String> chosen) {
    return new PatientData(chosen, modalities);
  }

  /** The modalities of a kind, by name. */
  public Map<String, Modality> of(Modality.Kind kind) {
    Map<String, Modality> chosen = new LinkedHashMap<>();
    modalities.forEach(
        (name, modality) -> {
          if (modality.kind() == kind) {
            chosen.put(name, modality);
          }
        });
    return chosen;
  }
}
