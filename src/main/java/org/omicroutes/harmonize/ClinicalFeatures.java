package org.omicroutes.harmonize;

import java.util.List;
import java.util.function.Consumer;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;

/**
 * Clinical variables as numbers: numeric columns and ordered ones (tumour stage, grade) as z-scores
 * over the fitted samples, categories as one 0/1 feature per level, and a 0/1 feature for values
 * that are missing often. See {@link ClinicalColumn} for how a column's kind is told.
 */
public final class ClinicalFeatures {
  private ClinicalFeatures() {}

  /**
   * @param columns fitted ones in the order of the table; constant ones have no features
   * @param fitSamples how many samples were fitted on
   */
  public record State(List<ClinicalColumn> columns, int fitSamples) {}

  /**
   * @param samples to fit on, all in the table
   * @param rich whether squares of numbers, sub-stages and rarer levels are features too
   * @param note told of columns that give no feature
   * @throws DataException where no column varies
   */
  public static State fit(
      SampleTable table, List<String> samples, boolean rich, Consumer<String> note) {
    SampleTable fitted = table.select(samples);
    List<ClinicalColumn> columns =
        EncodedColumn.fitted(
            fitted, name -> ClinicalColumn.fit(name, fitted.column(name), rich), note);
    return new State(columns, samples.size());
  }

  /**
   * @param table a column that it lacks is missing in all its samples, which is noted
   * @return features × samples, nothing missing
   */
  public static LabelledMatrix transform(SampleTable table, State state, Consumer<String> note) {
    return EncodedColumn.encode(table, state.columns(), note);
  }
}
