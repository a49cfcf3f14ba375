package org.omicroutes.cohort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of text values per sample: clinical variables, batches, groups or covariates. A missing
 * value is null. Immutable.
 */
public final class SampleTable {
  private final Labels samples;
  private final Map<String, List<String>> columns;

  /**
   * @param columns column name to values in sample order; null where missing
   * @throws DataException where a sample is there twice
   */
  public SampleTable(List<String> sampleIds, Map<String, List<String>> columns) {
    this.samples = new Labels(sampleIds, "sample");
    Map<String, List<String>> copy = new LinkedHashMap<>();
    columns.forEach(
        (name, values) -> {
          if (values.size() != sampleIds.size()) {
            throw new IllegalArgumentException(
                "column " + name + ": " + values.size() + " values, " + sampleIds.size());
          }
          copy.put(name, Collections.unmodifiableList(new ArrayList<>(values)));
        });
    this.columns = Collections.unmodifiableMap(copy);
  }

  public List<String> sampleIds() {
    return samples.names();
  }

  public int size() {
    return samples.size();
  }

  public List<String> columnNames() {
    return List.copyOf(columns.keySet());
  }

  public boolean hasColumn(String name) {
    return columns.containsKey(name);
  }

  /** The row of a sample, or -1. */
  public int indexOf(String sampleId) {
    return samples.find(sampleId);
  }

  /** The values of a column in sample order, null where missing. */
  public List<String> column(String name) {
    List<String> values = columns.get(name);
    if (values == null) {
      throw new IllegalArgumentException("no column " + name + " among " + columns.keySet());
    }
    return values;
  }

  /** The value of one sample, or null where it is missing or the sample is not in the table. */
  public String value(String sampleId, String column) {
    int row = samples.find(sampleId);
    return row < 0 ? null : column(column).get(row);
  }

  /** The named samples in the given order; an unknown one is a programming error. */
  public SampleTable select(List<String> sampleIds) {
    int[] from = samples.positions(sampleIds);
    Map<String, List<String>> selected = new LinkedHashMap<>();
    columns.forEach(
        (name, values) -> {
          List<String> kept = new ArrayList<>(from.length);
          for (int row : from) {
            kept.add(values.get(row));
          }
          selected.put(name, kept);
        });
    return new SampleTable(sampleIds, selected);
  }
}
