package org.omicroutes.survival;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TextFiles;

/** What the step {@code rsf} keeps in files beside its predictions. */
final class ForestFiles {
  private ForestFiles() {}

  /** Reads a state and makes sure that its trees are sound. */
  static ForestState readState(Path file) throws IOException {
    ForestState state = Json.read(file, ForestState.class);
    try {
      state.forest();
    } catch (DataException e) {
      throw DataException.in(file).error(e.found(), e.expected(), e);
    }
    return state;
  }

  /** Columns feature, importance, se; the largest first, equal ones in the order of training. */
  static void writeImportance(Path file, ForestState state) throws IOException {
    double[] values = state.importance().importance();
    double[] errors = state.importance().standardError();
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, f -> f);
    Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("feature\timportance\tse\n");
      for (int f : order) {
        out.write(state.features().get(f) + "\t" + MatrixFiles.format(values[f]));
        out.write("\t" + MatrixFiles.format(errors[f]) + "\n");
      }
    }
  }

  /** Columns metric, value. */
  static void writePerformance(Path file, ForestOutOfBag.Performance performance)
      throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("metric\tvalue\n");
      out.write("c_index\t" + MatrixFiles.format(performance.concordance()) + "\n");
      out.write("integrated_brier\t" + MatrixFiles.format(performance.integratedBrier()) + "\n");
      out.write("integrated_brier_days\t" + MatrixFiles.format(performance.days()) + "\n");
      out.write("samples\t" + performance.samples() + "\n");
    }
  }
}
