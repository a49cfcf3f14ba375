package org.omicroutes.harmonize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;

/** A fitted clinical column that says which features it has, and puts values into them. */
interface EncodedColumn {
  String name();

  /** The names of its features; none where the column does not vary over the fit samples. */
  List<String> features();

  /**
   * @param text the value, null where missing
   * @param features rows as {@link #features()}, one entry a sample
   * @return whether the value could be read
   */
  boolean encode(String text, double[][] features, int sample);

  /**
   * The columns that vary.
   *
   * @param fit of a column by its name
   * @param note told of columns that give no feature
   * @throws DataException where no column varies
   */
  static <C extends EncodedColumn> List<C> fitted(
      SampleTable table, Function<String, C> fit, Consumer<String> note) {
    List<C> columns = new ArrayList<>();
    for (String name : table.columnNames()) {
      C column = fit.apply(name);
      if (column == null || column.features().isEmpty()) {
        note.accept("column " + name + " does not vary over the fit samples: left out");
      } else {
        columns.add(column);
      }
    }
    if (columns.isEmpty()) {
      throw DataException.of(
          "no column that varies among " + table.columnNames(), "at least one clinical variable");
    }
    return columns;
  }

  /**
   * @param table a column that it lacks is missing in all its samples, which is noted
   * @return features × samples
   */
  static LabelledMatrix encode(
      SampleTable table, List<? extends EncodedColumn> columns, Consumer<String> note) {
    List<String> features = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (EncodedColumn column : columns) {
      boolean known = table.hasColumn(column.name());
      if (!known) {
        note.accept("column " + column.name() + " is not in the table: missing in all samples");
      }
      double[][] values = new double[column.features().size()][table.size()];
      int unreadable = 0;
      for (int s = 0; s < table.size(); s++) {
        String text = known ? table.column(column.name()).get(s) : null;
        unreadable += column.encode(text, values, s) ? 0 : 1;
      }
      if (unreadable > 0) {
        note.accept(
            unreadable + " values of column " + column.name() + " are of no kind that was fitted");
      }
      features.addAll(column.features());
      rows.addAll(List.of(values));
    }
    return LabelledMatrix.of(features, table.sampleIds(), rows.toArray(double[][]::new));
  }
}
