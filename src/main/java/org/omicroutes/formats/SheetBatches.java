package org.omicroutes.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Batches that the samplesheet's {@code batch} cells give: to the patient (or sample) of the row,
 * or to all patients of a matrix whose row names none. A patient whose files are of different
 * batches gets that of the first row.
 */
final class SheetBatches {
  private SheetBatches() {}

  /** Rows whose batch is that of a whole matrix: their files have to be looked into. */
  static List<Samplesheet.Row> matrixRows(Samplesheet sheet) {
    return sheet.rows().stream()
        .filter(row -> row.batch() != null && row.patient() == null && row.sample() == null)
        .filter(row -> !row.format().equals(LayerReaders.CLINICAL))
        .filter(row -> !LayerReaders.HELPERS.contains(row.format()))
        .toList();
  }

  /** Patient to batch; empty where the sheet has no batches. */
  static Map<String, String> read(
      Samplesheet sheet, Set<String> patients, PatientColumns.Reasons reasons) throws IOException {
    Map<String, String> batches = new LinkedHashMap<>();
    Set<Samplesheet.Row> matrices = new LinkedHashSet<>(matrixRows(sheet));
    for (Samplesheet.Row row : sheet.rows()) {
      if (matrices.contains(row)) {
        for (String id : ids(row.path())) {
          put(batches, patients, SampleIds.patient(id), row.batch(), reasons);
        }
      } else if (row.batch() != null) {
        String id = row.patient() != null ? row.patient() : row.sample();
        if (id != null) {
          put(batches, patients, SampleIds.patient(id), row.batch(), reasons);
        }
      }
    }
    return batches;
  }

  private static void put(
      Map<String, String> batches,
      Set<String> patients,
      String patient,
      String batch,
      PatientColumns.Reasons reasons) {
    if (!patients.contains(patient)) {
      return;
    }
    String before = batches.putIfAbsent(patient, batch);
    if (before != null && !before.equals(batch)) {
      reasons.add("a second batch of a patient in the samplesheet (the first one counts)", patient);
    }
  }

  /** The identifiers on both sides of a matrix. */
  private static List<String> ids(Path file) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      List<String> ids = new ArrayList<>(in.header());
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        ids.add(cells.get(0));
      }
      return ids;
    }
  }
}
