package org.omicroutes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.omicroutes.formats.DelimitedReader;
import org.omicroutes.formats.MatrixFiles;

/** The comparison of models as a table for the terminal: means over folds with standard errors. */
final class MetricsTable {
  private static final String[][] COLUMNS = {
    {"cIndex", "", "C-index"},
    {"tdAuc", "12", "AUC 12m"},
    {"tdAuc", "24", "AUC 24m"},
    {"tdAuc", "36", "AUC 36m"},
    {"tdAuc", "48", "AUC 48m"},
    {"tdAuc", "60", "AUC 60m"},
    {"ibs", "", "IBS"},
    {"calibrationSlope", "36", "slope 36m"},
  };

  private MetricsTable() {}

  /**
   * @param metrics a run's {@code metrics.tsv}
   */
  static void print(Path metrics, PrintWriter out) throws IOException {
    Map<String, Map<String, String>> models = new LinkedHashMap<>();
    try (DelimitedReader in = DelimitedReader.open(metrics)) {
      int model = in.require("model");
      int fold = in.require("fold");
      int metric = in.require("metric");
      int horizon = in.require("horizon_months");
      int estimate = in.require("estimate");
      int se = in.require("se");
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        if (cells.get(fold).equals("mean")) {
          String months = MatrixFiles.isMissing(cells.get(horizon)) ? "" : cells.get(horizon);
          models
              .computeIfAbsent(cells.get(model), m -> new LinkedHashMap<>())
              .put(cells.get(metric) + months, shown(cells.get(estimate), cells.get(se)));
        }
      }
    }
    int longest = models.keySet().stream().mapToInt(String::length).max().orElse(0);
    String first = "%-" + Math.max(14, longest + 2) + "s";
    out.printf(first, "model");
    for (String[] column : COLUMNS) {
      out.printf("%-14s", column[2]);
    }
    out.println();
    models.forEach(
        (name, values) -> {
          out.printf(first, name);
          for (String[] column : COLUMNS) {
            out.printf("%-14s", values.getOrDefault(column[0] + column[1], "-"));
          }
          out.println();
        });
    out.println("(means over the folds' held-out patients; in brackets their standard errors)");
    out.flush();
  }

  private static String shown(String estimate, String se) {
    if (MatrixFiles.isMissing(estimate)) {
      return "-";
    }
    String text = String.format(Locale.ROOT, "%.3f", Double.parseDouble(estimate));
    return MatrixFiles.isMissing(se)
        ? text
        : text + String.format(Locale.ROOT, " (%.3f)", Double.parseDouble(se));
  }
}
