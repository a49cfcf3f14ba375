package org.omicroutes.explain;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TextFiles;

/** Writes counterfactuals. */
final class CounterfactualTables {
  private CounterfactualTables() {}

  /** One row a change; one without feature for a patient who cannot be turned. */
  static void write(Path file, List<Counterfactual> found) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("sample\tprobability\treached_probability\tmodality\tfeature\tfrom\tto\n");
      for (Counterfactual of : found) {
        String patient =
            String.join(
                "\t",
                of.patient(),
                MatrixFiles.format(of.probability()),
                MatrixFiles.format(of.reached()));
        for (Counterfactual.Change change : of.changes()) {
          Variable variable = change.variable();
          String cells =
              String.join(
                  "\t",
                  patient,
                  variable.modality(),
                  variable.name(),
                  text(variable, change.from()),
                  text(variable, change.to()));
          out.write(cells + "\n");
        }
        if (!of.isTurned()) {
          out.write(patient + "\t\t\t\t\n");
        }
      }
    }
  }

  /** A number, or the names of the levels that are 1; {@code (none)} where none of them is. */
  static String text(Variable variable, double[] values) {
    if (variable.levels().isEmpty() || Arrays.stream(values).anyMatch(Double::isNaN)) {
      return MatrixFiles.format(values[0]);
    }
    List<String> on = new ArrayList<>();
    for (int k = 0; k < values.length; k++) {
      if (values[k] != 0) {
        on.add(values[k] == 1 ? variable.levels().get(k) : MatrixFiles.format(values[k]));
      }
    }
    return on.isEmpty() ? "(none)" : String.join("+", on);
  }
}
