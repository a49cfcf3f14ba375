package org.omicroutes.survival;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TextFiles;

/**
 * The fitted state of the step {@code rsf} and the tables that are made of it.
 *
 * @param features names in the order of training
 * @param eventTimes of the training samples in days
 * @param settings the forest was grown with
 * @param trees packed by {@link ForestCodec}
 * @param importance of the features
 * @param outOfBag performance on the training samples
 */
record ForestState(
    List<String> features,
    double[] eventTimes,
    ForestSettings settings,
    byte[] trees,
    ForestImportance importance,
    ForestOutOfBag.Performance outOfBag) {

  /**
   * @throws DataException where the file is not such a state, or its trees are damaged
   */
  static ForestState read(Path file) throws IOException {
    ForestState state = Json.read(file, ForestState.class);
    if (state.features() == null || state.eventTimes() == null || state.trees() == null) {
      throw DataException.in(file).error("a state without trees", "the state of a random forest");
    }
    try {
      state.forest();
    } catch (DataException e) {
      throw DataException.in(file).error(e.found(), e.expected(), e);
    }
    return state;
  }

  SurvivalForest forest() {
    return new SurvivalForest(
        features, eventTimes, ForestCodec.read(trees, features.size(), eventTimes.length));
  }

  /** Columns feature, importance, se; the largest first, equal ones in the order of training. */
  void writeImportance(Path file) throws IOException {
    double[] values = importance.importance();
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, f -> f);
    Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("feature\timportance\tse\n");
      for (int f : order) {
        out.write(features.get(f) + "\t" + MatrixFiles.format(values[f]));
        out.write("\t" + MatrixFiles.format(importance.standardError()[f]) + "\n");
      }
    }
  }

  /** Columns metric, value. */
  void writePerformance(Path file) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("metric\tvalue\n");
      out.write("c_index\t" + MatrixFiles.format(outOfBag.concordance()) + "\n");
      out.write("integrated_brier\t" + MatrixFiles.format(outOfBag.integratedBrier()) + "\n");
      out.write("integrated_brier_days\t" + MatrixFiles.format(outOfBag.days()) + "\n");
      out.write("samples\t" + outOfBag.samples() + "\n");
    }
  }
}
