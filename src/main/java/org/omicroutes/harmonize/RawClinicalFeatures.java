package org.omicroutes.harmonize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;

/** Clinical variables as they are, missing ones left missing; see {@link RawClinicalColumn}. */
public final class RawClinicalFeatures {
  private RawClinicalFeatures() {}

  /**
   * @param rawColumns fitted ones in the order of the table, without constant ones; null in a state
   *     of {@link ClinicalFeatures}
   * @param fitSamples how many samples were fitted on
   */
  public record State(List<RawClinicalColumn> rawColumns, int fitSamples) {}

  /**
   * @param samples to fit on, all in the table
   * @param note told of columns that give no feature
   * @throws DataException where no column varies
   */
  public static State fit(SampleTable table, List<String> samples, Consumer<String> note) {
    SampleTable fitted = table.select(samples);
    List<RawClinicalColumn> columns = new ArrayList<>();
    for (String name : fitted.columnNames()) {
      RawClinicalColumn column = RawClinicalColumn.fit(name, fitted.column(name));
      if (column == null) {
        note.accept("column " + name + " does not vary over the fit samples: left out");
      } else {
        columns.add(column);
      }
    }
    if (columns.isEmpty()) {
      throw DataException.of(
          "no column that varies among " + fitted.columnNames(), "at least one clinical variable");
    }
    return new State(columns, samples.size());
  }

  /**
   * @param table a column that it lacks is missing in all its samples, which is noted
   * @return features × samples, NaN where missing
   */
  public static LabelledMatrix transform(SampleTable table, State state, Consumer<String> note) {
    List<String> features = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (RawClinicalColumn column : state.rawColumns()) {
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
