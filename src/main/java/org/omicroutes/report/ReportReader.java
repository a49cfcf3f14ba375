package org.omicroutes.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.omicroutes.formats.DelimitedReader;
import org.omicroutes.formats.MatrixFiles;

/** Reads the tables that only the report reads. */
final class ReportReader {
  private static final String SURVIVAL = "survival_([0-9]+)m";

  private ReportReader() {}

  /** Columns {@code patient} (or {@code sample}) and {@code survival_12m} …; others are left. */
  static ReportInputs.Predictions predictions(Path file) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      int id = in.find("patient") >= 0 ? in.find("patient") : in.require("sample");
      List<Integer> columns = new ArrayList<>();
      for (int c = 0; c < in.header().size(); c++) {
        if (in.header().get(c).matches(SURVIVAL)) {
          columns.add(c);
        }
      }
      int[] months =
          columns.stream()
              .mapToInt(c -> Integer.parseInt(in.header().get(c).replaceAll(SURVIVAL, "$1")))
              .toArray();
      List<String> patients = new ArrayList<>();
      List<double[]> survival = new ArrayList<>();
      for (List<String> cells = next(in); cells != null; cells = next(in)) {
        patients.add(cells.get(id));
        double[] row = new double[months.length];
        for (int h = 0; h < row.length; h++) {
          row[h] = number(in, columns.get(h), cells);
        }
        survival.add(row);
      }
      return new ReportInputs.Predictions(patients, months, survival.toArray(double[][]::new));
    }
  }

  /** Columns {@code gene} and {@code score}; the others where they are there. */
  static List<Biomarker> biomarkers(Path file) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      int gene = in.require("gene");
      int score = in.require("score");
      int rank = in.find("rank");
      List<Biomarker> genes = new ArrayList<>();
      for (List<String> cells = next(in); cells != null; cells = next(in)) {
        genes.add(
            new Biomarker(
                rank < 0 ? genes.size() + 1 : (int) number(in, rank, cells),
                cells.get(gene),
                number(in, score, cells),
                optional(in, cells, "seed"),
                text(optional(in, cells, "module")),
                list(optional(in, cells, "neighbours")),
                list(optional(in, cells, "layers"))));
      }
      return genes;
    }
  }

  /** Shares of variance: columns {@code view}, {@code factor}, {@code r2} (0 to 1). */
  static HeatMap variance(Path file) throws IOException {
    return grid(file, "view", "factor", "r2", true);
  }

  /** Attention: columns {@code query_modality}, {@code key_modality}, {@code weight}. */
  static HeatMap attention(Path file) throws IOException {
    return grid(file, "query_modality", "key_modality", "weight", false);
  }

  private static HeatMap grid(Path file, String row, String column, String value, boolean share)
      throws IOException {
    Set<String> rows = new LinkedHashSet<>();
    Set<String> columns = new LinkedHashSet<>();
    List<Object[]> cellsOfGrid = new ArrayList<>();
    try (DelimitedReader in = DelimitedReader.open(file)) {
      int r = in.require(row);
      int c = in.require(column);
      int v = in.require(value);
      for (List<String> cells = next(in); cells != null; cells = next(in)) {
        rows.add(cells.get(r));
        columns.add(cells.get(c));
        cellsOfGrid.add(new Object[] {cells.get(r), cells.get(c), number(in, v, cells)});
      }
    }
    List<String> rowNames = List.copyOf(rows);
    List<String> columnNames = List.copyOf(columns);
    double[][] values = new double[rows.size()][columns.size()];
    Arrays.stream(values).forEach(line -> Arrays.fill(line, Double.NaN));
    double most = 0;
    for (Object[] cell : cellsOfGrid) {
      double number = (Double) cell[2];
      values[rowNames.indexOf(cell[0])][columnNames.indexOf(cell[1])] = number;
      most = Math.max(most, Double.isNaN(number) ? 0 : number);
    }
    return new HeatMap(rowNames, columnNames, values, most, share);
  }

  /** Columns {@code member}, {@code epoch}, {@code train_loss}, {@code validation_loss}. */
  static List<TrainingFigure.Epoch> history(Path file) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      int epoch = in.require("epoch");
      int training = in.require("train_loss");
      int validation = in.find("validation_loss");
      List<TrainingFigure.Epoch> history = new ArrayList<>();
      for (List<String> cells = next(in); cells != null; cells = next(in)) {
        String fold = optional(in, cells, "fold");
        String member = text(optional(in, cells, "member"));
        history.add(
            new TrainingFigure.Epoch(
                (fold == null ? "" : "fold " + fold + ", ") + "member " + member,
                number(in, epoch, cells),
                number(in, training, cells),
                validation < 0 ? Double.NaN : number(in, validation, cells)));
      }
      return history;
    }
  }

  private static List<String> next(DelimitedReader in) throws IOException {
    List<String> cells = in.next();
    if (cells != null && cells.size() != in.header().size()) {
      throw in.here().error(cells.size() + " cells", in.header().size() + ", as in the header");
    }
    return cells;
  }

  private static double number(DelimitedReader in, int column, List<String> cells) {
    String cell = cells.get(column);
    if (MatrixFiles.isMissing(cell)) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw in.here(column).error("'" + cell + "'", "a number", e);
    }
  }

  private static String optional(DelimitedReader in, List<String> cells, String column) {
    int index = in.find(column);
    return index < 0 || MatrixFiles.isMissing(cells.get(index)) ? null : cells.get(index);
  }

  private static String text(String cell) {
    return cell == null ? "" : cell;
  }

  private static List<String> list(String cell) {
    return cell == null
        ? List.of()
        : Arrays.stream(cell.split("[,;|]")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
