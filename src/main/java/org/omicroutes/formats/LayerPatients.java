package org.omicroutes.formats;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which patients a samplesheet has which layers of. */
public final class LayerPatients {
  private LayerPatients() {}

  /**
   * Reads the sheet's clinical table and, of the layers' files, the header or the identifiers.
   *
   * @param patientColumn of the clinical table; null: it is recognised
   * @return by layer, the clinical table's as {@code clinical}; layers without a patient are left
   *     out
   * @throws org.omicroutes.cohort.DataException where a file cannot be understood
   */
  public static Map<String, Set<String>> read(Samplesheet sheet, String patientColumn)
      throws IOException {
    Map<String, Set<String>> patients = new TreeMap<>();
    Set<String> known = new HashSet<>();
    Optional<Samplesheet.Row> clinical = ClinicalTable.row(sheet);
    if (clinical.isPresent()) {
      known.addAll(ClinicalTable.read(clinical.get().path(), patientColumn).patients());
      patients.put(LayerReaders.CLINICAL, new TreeSet<>(known));
    }
    for (Samplesheet.Row row : sheet.rows()) {
      Optional<RowSamples> samples = RowSamples.of(row, known);
      if (samples.isPresent() && !samples.get().patients().isEmpty()) {
        patients
            .computeIfAbsent(row.layer(), layer -> new TreeSet<>())
            .addAll(samples.get().patients());
      }
    }
    return patients;
  }
}
