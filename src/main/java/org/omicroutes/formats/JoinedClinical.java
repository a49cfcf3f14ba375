package org.omicroutes.formats;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Several clinical tables as one: all patients, all columns. Of what two tables say of a patient's
 * outcome the later one counts, because follow-up goes on; in any other column two different values
 * are an error. A missing value contradicts nothing.
 */
final class JoinedClinical {
  static final String PATIENT = "patient";
  private static final String MISSING = "NA";

  private final String patientColumn;
  private final Set<String> columns = new LinkedHashSet<>();
  private final Map<String, Map<String, Cell>> rows = new LinkedHashMap<>();
  private final Map<String, Integer> replaced = new LinkedHashMap<>();

  private record Cell(String value, ClinicalTable table) {}

  /**
   * @param patientColumn what the joined table is to call the column of patients; null for {@value
   *     #PATIENT}
   */
  JoinedClinical(String patientColumn) {
    this.patientColumn = patientColumn == null ? PATIENT : patientColumn;
  }

  /**
   * Adds a table that is later than those before.
   *
   * @throws org.omicroutes.cohort.DataException where it contradicts them
   */
  void add(ClinicalTable table) {
    for (String name : table.columnNames()) {
      if (name.equalsIgnoreCase(patientColumn)) {
        throw table
            .at(0, name)
            .error(
                "a column '" + name + "' beside that of the patients",
                "no other column of this name where clinical tables are joined");
      }
    }
    columns.addAll(table.columnNames());
    for (int row = 0; row < table.patients().size(); row++) {
      Map<String, Cell> cells =
          rows.computeIfAbsent(table.patients().get(row), patient -> new LinkedHashMap<>());
      for (String name : table.columnNames()) {
        String value = table.column(name).get(row);
        if (value != null) {
          put(cells, name, new Cell(value, table), row);
        }
      }
    }
  }

  private void put(Map<String, Cell> cells, String column, Cell cell, int row) {
    Cell before = cells.put(column, cell);
    if (before == null || isSame(before.value, cell.value)) {
      return;
    }
    if (!ClinicalColumns.mayTellOutcome(column)) {
      throw cell.table
          .at(row, column)
          .error(
              "'" + cell.value + "'",
              "'" + before.value + "', as of the same patient in " + before.table.file());
    }
    replaced.merge(column, 1, Integer::sum);
  }

  private static boolean isSame(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    try {
      return Double.parseDouble(one) == Double.parseDouble(other);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Of how many patients a later table says something else, by column of the outcome. */
  Map<String, Integer> replaced() {
    return replaced;
  }

  /** As a comma-separated table. */
  void write(Path file) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file);
        CSVPrinter csv =
            new CSVPrinter(out, CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get())) {
      List<String> header = new ArrayList<>(List.of(patientColumn));
      header.addAll(columns);
      csv.printRecord(header);
      for (Map.Entry<String, Map<String, Cell>> row : rows.entrySet()) {
        List<String> cells = new ArrayList<>(List.of(row.getKey()));
        for (String column : columns) {
          Cell cell = row.getValue().get(column);
          cells.add(cell == null ? MISSING : cell.value);
        }
        csv.printRecord(cells);
      }
    }
  }
}
