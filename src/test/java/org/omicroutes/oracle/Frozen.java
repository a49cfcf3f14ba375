package org.omicroutes.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.DelimitedReader;

/** A frozen table of src/test/oracle. */
public final class Frozen {
  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  private Frozen(List<String> header) {
    this.header = header;
  }

  /**
   * @param path under {@code src/test/oracle}
   */
  public static Frozen read(String path) throws IOException {
    return of(path(path));
  }

  /** The file itself. */
  public static Path path(String path) {
    return Path.of("src/test/oracle", path);
  }

  /** Any table, such as one that a step wrote. */
  public static Frozen of(Path file) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      Frozen frozen = new Frozen(in.header());
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        frozen.rows.add(cells);
      }
      return frozen;
    }
  }

  /** The rows whose column has this value. */
  public Frozen where(String column, String value) {
    Frozen kept = new Frozen(header);
    rows.stream().filter(r -> r.get(header.indexOf(column)).equals(value)).forEach(kept.rows::add);
    return kept;
  }

  public int size() {
    return rows.size();
  }

  public List<String> header() {
    return header;
  }

  public List<String> texts(String column) {
    return rows.stream().map(r -> r.get(header.indexOf(column))).toList();
  }

  /** NA is NaN, Inf infinity. */
  public double[] numbers(String column) {
    return texts(column).stream().mapToDouble(Frozen::value).toArray();
  }

  private static double value(String cell) {
    return switch (cell) {
      case "NA", "NaN" -> Double.NaN;
      case "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(cell);
    };
  }

  /** The number in the first row. */
  public double number(String column) {
    return numbers(column)[0];
  }

  public int[] integers(String column) {
    return Arrays.stream(numbers(column)).mapToInt(v -> (int) v).toArray();
  }

  public boolean[] flags(String column) {
    boolean[] flags = new boolean[size()];
    double[] values = numbers(column);
    for (int i = 0; i < flags.length; i++) {
      flags[i] = values[i] == 1;
    }
    return flags;
  }

  /** Columns time and event, samples s0, s1 … */
  public SurvivalData survival() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      ids.add("s" + i);
    }
    return new SurvivalData(ids, numbers("time"), flags("event"));
  }

  /** Rows × columns. */
  public double[][] matrix(List<String> columns) {
    double[][] x = new double[size()][columns.size()];
    for (int j = 0; j < columns.size(); j++) {
      double[] values = numbers(columns.get(j));
      for (int i = 0; i < x.length; i++) {
        x[i][j] = values[i];
      }
    }
    return x;
  }
}
