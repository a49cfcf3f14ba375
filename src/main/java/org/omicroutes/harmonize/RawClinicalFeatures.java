package org.omicroutes.harmonize;

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
    List<RawClinicalColumn> columns =
        EncodedColumn.fitted(
            fitted, name -> RawClinicalColumn.fit(name, fitted.column(name)), note);
    return new State(columns, samples.size());
  }

  /**
   * @param table a column that it lacks is missing in all its samples, which is noted
   * @return features × samples, NaN where missing
   */
  public static LabelledMatrix transform(SampleTable table, State state, Consumer<String> note) {
    return EncodedColumn.encode(table, state.rawColumns(), note);
  }
}
