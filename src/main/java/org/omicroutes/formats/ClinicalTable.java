package org.omicroutes.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.cohort.DataException;

/**
 * A clinical table as it was read: one row per patient, text values, null where missing. Words that
 * stand for a missing value ({@code [Discrepancy]}, {@code [Not Available]}, {@code Stage X}, …)
 * are missing too, and counted.
 */
final class ClinicalTable {
  private static final List<String> PATIENT_NAMES =
      List.of(
          "patient",
          "bcr_patient_barcode",
          "patient_id",
          "patient_barcode",
          "submitter_id",
          "case_submitter_id",
          "case_id",
          "sample",
          "id");
  private static final Set<String> UNKNOWN =
      Set.of(
          "--",
          "'--",
          "n/a",
          "unknown",
          "not reported",
          "not available",
          "not applicable",
          "not evaluated",
          "stage x",
          "gx",
          "rx");

  private final Path file;
  private final String patientColumn;
  private final List<String> patients = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();
  private final Map<String, List<String>> columns = new LinkedHashMap<>();
  private final Map<String, PatientColumns.Reasons> words = new HashMap<>();

  private ClinicalTable(Path file, String patientColumn) {
    this.file = file;
    this.patientColumn = patientColumn;
  }

  /**
   * The one row of the sheet that names the clinical table.
   *
   * @throws DataException where there are two
   */
  static Optional<Samplesheet.Row> row(Samplesheet sheet) {
    List<Samplesheet.Row> rows =
        sheet.rows().stream().filter(row -> row.format().equals(LayerReaders.CLINICAL)).toList();
    if (rows.size() > 1) {
      throw sheet
          .at(rows.get(1))
          .error(
              "a second clinical table (the first is in line " + rows.get(0).line() + ")",
              "one clinical table");
    }
    return rows.stream().findFirst();
  }

  /**
   * Reads a table.
   *
   * @param patientColumn null: the first known name ({@code patient}, {@code bcr_patient_barcode},
   *     …), else the first column
   * @throws DataException where it is empty, ragged, or a patient is there twice
   */
  static ClinicalTable read(Path file, String patientColumn) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      in.requireFewColumns();
      int id = patientColumn == null ? patientColumn(in) : in.require(patientColumn);
      ClinicalTable table = new ClinicalTable(file, in.header().get(id));
      for (String name : in.header()) {
        if (table.columns.put(name, new ArrayList<>()) != null) {
          throw DataException.in(file).line(1).error("column '" + name + "' twice", "each once");
        }
      }
      Map<String, Long> seen = new HashMap<>();
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        table.add(in, cells, id, seen);
      }
      if (table.patients.isEmpty()) {
        throw DataException.in(file)
            .error("a header and no rows (an empty clinical table)", "one row per patient");
      }
      table.columns.remove(table.patientColumn);
      return table;
    }
  }

  private static int patientColumn(DelimitedReader in) {
    List<String> header = in.header().stream().map(h -> h.toLowerCase(Locale.ROOT)).toList();
    return PATIENT_NAMES.stream().map(header::indexOf).filter(c -> c >= 0).findFirst().orElse(0);
  }

  private void add(DelimitedReader in, List<String> cells, int id, Map<String, Long> seen) {
    if (cells.size() != in.header().size()) {
      throw in.here().error(cells.size() + " cells", in.header().size() + ", as in the header");
    }
    String patient = SampleIds.patient(cells.get(id).strip());
    if (MatrixFiles.isMissing(patient)) {
      throw in.here(id).error("an empty cell", "a patient");
    }
    Long before = seen.put(patient, in.line());
    if (before != null) {
      throw in.here(id)
          .error(
              "patient '" + patient + "' again (first in line " + before + ")",
              "each patient once");
    }
    patients.add(patient);
    lines.add(in.line());
    for (int c = 0; c < cells.size(); c++) {
      String column = in.header().get(c);
      columns.get(column).add(value(column, cells.get(c).strip(), patient));
    }
  }

  private String value(String column, String cell, String patient) {
    if (MatrixFiles.isMissing(cell)) {
      return null;
    }
    if (cell.startsWith("[") && cell.endsWith("]")
        || UNKNOWN.contains(cell.toLowerCase(Locale.ROOT))) {
      words
          .computeIfAbsent(column, c -> new PatientColumns.Reasons())
          .add("'" + cell + "' in " + column + " is a missing value", patient);
      return null;
    }
    return cell;
  }

  Path file() {
    return file;
  }

  /** The name of the column of patients. */
  String patientColumn() {
    return patientColumn;
  }

  /** The patients in file order, TCGA barcodes cut to 12 characters. */
  List<String> patients() {
    return patients;
  }

  /** The columns other than that of the patients. */
  List<String> columnNames() {
    return List.copyOf(columns.keySet());
  }

  /** Values in patient order, null where missing. */
  List<String> column(String name) {
    return columns.get(name);
  }

  /** The words of a column that stood for missing values, with patients. */
  List<LayerData.SetAside> missingWords(String column) {
    return words.containsKey(column) ? words.get(column).list() : List.of();
  }

  /** How much of a column is missing, 0 to 1. */
  double missingShare(String column) {
    List<String> values = column(column);
    return values.stream().filter(v -> v == null).count() / (double) values.size();
  }

  /**
   * The name as the file writes it.
   *
   * @throws DataException where there is no such column
   */
  String require(String name, String option) {
    if (!columns.containsKey(name)) {
      throw DataException.in(file)
          .line(1)
          .error("columns " + columns.keySet(), "a column '" + name + "' (option " + option + ")");
    }
    return name;
  }

  /** The first of {@code names} that is there, whatever its case; null where none is. */
  String find(List<String> names) {
    for (String name : names) {
      for (String column : columns.keySet()) {
        if (column.equalsIgnoreCase(name)) {
          return column;
        }
      }
    }
    return null;
  }

  /** A cell, for an error message. */
  DataException.At at(int row, String column) {
    return DataException.in(file).line(lines.get(row)).column(column);
  }
}
