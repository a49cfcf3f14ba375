package org.omicroutes.formats;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.omicroutes.cohort.SurvivalPredictions;

/** Predictions on disk: {@code sample risk survival_12m survival_24m …}, one row per sample. */
public final class PredictionFiles {
  private static final String PREFIX = "survival_";

  private PredictionFiles() {}

  public static void write(Path file, SurvivalPredictions predictions) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("sample\trisk");
      for (int months : predictions.horizonMonths()) {
        out.write("\t" + PREFIX + months + "m");
      }
      out.write('\n');
      for (int i = 0; i < predictions.sampleIds().size(); i++) {
        out.write(predictions.sampleIds().get(i));
        out.write("\t" + MatrixFiles.format(predictions.risk()[i]));
        for (double probability : predictions.survival()[i]) {
          out.write("\t" + MatrixFiles.format(probability));
        }
        out.write('\n');
      }
    }
  }

  /**
   * Reads predictions; columns other than {@code sample}, {@code risk} and {@code survival_…m} are
   * left alone.
   */
  public static SurvivalPredictions read(Path file) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      int id = in.require("sample");
      int riskColumn = in.require("risk");
      List<Integer> columns = new ArrayList<>();
      List<Integer> months = new ArrayList<>();
      for (int c = 0; c < in.header().size(); c++) {
        String name = in.header().get(c);
        if (name.matches(PREFIX + "[0-9]+m")) {
          columns.add(c);
          months.add(Integer.parseInt(name.substring(PREFIX.length(), name.length() - 1)));
        }
      }
      List<String> samples = new ArrayList<>();
      List<Double> risk = new ArrayList<>();
      List<double[]> survival = new ArrayList<>();
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        if (cells.size() != in.header().size()) {
          throw in.here().error(cells.size() + " cells", in.header().size() + ", as in the header");
        }
        samples.add(cells.get(id));
        risk.add(number(in, riskColumn, cells));
        double[] curve = new double[columns.size()];
        for (int h = 0; h < curve.length; h++) {
          curve[h] = number(in, columns.get(h), cells);
        }
        survival.add(curve);
      }
      return new SurvivalPredictions(
          samples,
          risk.stream().mapToDouble(Double::doubleValue).toArray(),
          months.stream().mapToInt(Integer::intValue).toArray(),
          survival.toArray(double[][]::new));
    }
  }

  private static double number(DelimitedReader in, int column, List<String> cells) {
    try {
      return Double.parseDouble(cells.get(column));
    } catch (NumberFormatException e) {
      throw in.here(column).error("'" + cells.get(column) + "'", "a number", e);
    }
  }
}
