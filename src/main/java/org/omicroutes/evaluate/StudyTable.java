package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Collects a table as it is printed, and its figures with all their digits. Figures have fixed
 * digits and their interval in brackets; what cannot be estimated is {@code NA}.
 */
final class StudyTable {
  private static final String MISSING = "NA";

  /**
   * A figure of a table.
   *
   * @param row the words of the row
   */
  record Figure(String table, String row, String column, StudyValue value) {}

  private final String id;
  private final String title;
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();

  StudyTable(String id, String title, String... columns) {
    this.id = id;
    this.title = title;
    this.columns = List.of(columns);
  }

  /** Starts a row with words. */
  Row row(String... words) {
    List<String> cells = new ArrayList<>(List.of(words));
    rows.add(cells);
    return new Row(cells, String.join("/", words));
  }

  List<Figure> figures() {
    return figures;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  StudyReport.Table print(String note) {
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalStateException(id + ": " + row + " under " + columns);
      }
    }
    return new StudyReport.Table(
        id, title, note, columns, rows.stream().map(List::copyOf).toList());
  }

  /** A row that is being filled from the left. */
  final class Row {
    private final List<String> cells;
    private final String words;

    private Row(List<String> cells, String words) {
      this.cells = cells;
      this.words = words;
    }

    /** Words, nothing where there is nothing to say. */
    Row text(String words) {
      cells.add(words);
      return this;
    }

    Row count(int number) {
      figures.add(new Figure(id, words, column(), StudyValue.of(number)));
      cells.add(Integer.toString(number));
      return this;
    }

    Row value(StudyValue value, int digits) {
      figures.add(new Figure(id, words, column(), value));
      cells.add(StudyTable.print(value, digits));
      return this;
    }

    Row value(double value, int digits) {
      return value(StudyValue.of(value), digits);
    }

    /** The mean of values with their SD in brackets; those that are not finite are left out. */
    Row spread(double[] values, int digits) {
      double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
      double mean = Arrays.stream(known).average().orElse(Double.NaN);
      double squares = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
      double sd = known.length > 1 ? Math.sqrt(squares / (known.length - 1)) : Double.NaN;
      figures.add(new Figure(id, words, column(), StudyValue.of(mean)));
      figures.add(new Figure(id, words, "SD of " + column(), StudyValue.of(sd)));
      String text = number(mean, digits);
      cells.add(Double.isNaN(sd) ? text : text + " (SD " + number(sd, digits) + ")");
      return this;
    }

    /** A p-value. */
    Row p(double p) {
      figures.add(new Figure(id, words, column(), StudyValue.of(p)));
      cells.add(p < 0.001 ? "<0.001" : number(p, 3));
      return this;
    }

    private String column() {
      return columns.get(cells.size());
    }
  }

  static String print(StudyValue value, int digits) {
    String estimate = number(value.estimate(), digits);
    return Double.isNaN(value.lower()) || Double.isNaN(value.upper())
        ? estimate
        : estimate
            + " ("
            + number(value.lower(), digits)
            + " to "
            + number(value.upper(), digits)
            + ")";
  }

  /** Fixed digits; never a negative zero. */
  static String number(double value, int digits) {
    if (!Double.isFinite(value)) {
      return MISSING;
    }
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }
}
