package org.omicroutes.survival;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.DelimitedReader;

/** A frozen table of src/test/oracle. */
final class Frozen {
  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  private Frozen(List<String> header) {
    this.header = header;
  }

  static Frozen read(String path) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(Path.of("src/test/oracle", path))) {
      Frozen frozen = new Frozen(in.header());
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        frozen.rows.add(cells);
      }
      return frozen;
    }
  }

  /** The rows whose column has this value. */
  Frozen where(String column, String value) {
    Frozen kept = new Frozen(header);
    rows.stream().filter(r -> r.get(header.indexOf(column)).equals(value)).forEach(kept.rows::add);
    return kept;
  }

  int size() {
    return rows.size();
  }

  List<String> header() {
    return header;
  }

  List<String> texts(String column) {
    return rows.stream().map(r -> r.get(header.indexOf(column))).toList();
  }

  /** NA is NaN. */
  double[] numbers(String column) {
    return texts(column).stream()
        .mapToDouble(t -> t.equals("NA") ? Double.NaN : Double.parseDouble(t))
        .toArray();
  }

  double number(String column) {
    return numbers(column)[0];
  }

  int[] integers(String column) {
    return Arrays.stream(numbers(column)).mapToInt(v -> (int) v).toArray();
  }

  boolean[] flags(String column) {
    boolean[] flags = new boolean[size()];
    double[] values = numbers(column);
    for (int i = 0; i < flags.length; i++) {
      flags[i] = values[i] == 1;
    }
    return flags;
  }

  SurvivalData survival() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      ids.add("s" + i);
    }
    return new SurvivalData(ids, numbers("time"), flags("event"));
  }

  double[][] matrix(List<String> columns) {
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
