package org.omicroutes.reduce;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.formats.DelimitedReader;

/** Reads frozen reference tables: first column the row's name, the others numbers by column. */
final class Oracle {
  private Oracle() {}

  static Path file(String name) {
    return Path.of("src/test/oracle", name);
  }

  /** Row name to column name to value; {@code NA} as NaN, rows in file order. */
  static Map<String, Map<String, Double>> table(Path file) throws IOException {
    Map<String, Map<String, Double>> table = new LinkedHashMap<>();
    try (DelimitedReader in = DelimitedReader.open(file)) {
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        Map<String, Double> row = new LinkedHashMap<>();
        for (int c = 1; c < cells.size(); c++) {
          String cell = cells.get(c);
          row.put(
              in.header().get(c),
              switch (cell) {
                case "NA" -> Double.NaN;
                case "Inf" -> Double.POSITIVE_INFINITY;
                default -> Double.parseDouble(cell);
              });
        }
        table.put(cells.get(0), row);
      }
    }
    return table;
  }
}
