package org.omicroutes.formats;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.cohort.SurvivalData;

/**
 * Tables with one row per sample: batches, groups, covariates, survival. The first column, or the
 * one named {@code sample}, holds the sample ids.
 */
public final class TableFiles {
  private TableFiles() {}

  /**
   * Reads a table of text; empty cells and {@code NA} are missing (null).
   *
   * @throws DataException where a row is too long or too short, or a sample is there twice
   */
  public static SampleTable readSamples(Path file) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      in.requireFewColumns();
      int idColumn = Math.max(0, in.find("sample"));
      List<String> header = in.header();
      List<String> samples = new ArrayList<>();
      Map<String, Long> lines = new HashMap<>();
      Map<String, List<String>> columns = new LinkedHashMap<>();
      for (int c = 0; c < header.size(); c++) {
        if (c != idColumn && columns.put(header.get(c), new ArrayList<>()) != null) {
          throw DataException.in(file)
              .line(1)
              .error("column '" + header.get(c) + "' twice", "each column once");
        }
      }
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        if (cells.size() != header.size()) {
          throw in.here().error(cells.size() + " cells", header.size() + ", as in the header");
        }
        Long before = lines.put(cells.get(idColumn), in.line());
        if (before != null) {
          throw in.here(idColumn)
              .error(
                  "sample '" + cells.get(idColumn) + "' again (first in line " + before + ")",
                  "each sample once");
        }
        samples.add(cells.get(idColumn));
        for (int c = 0; c < header.size(); c++) {
          if (c != idColumn) {
            String cell = cells.get(c);
            columns.get(header.get(c)).add(MatrixFiles.isMissing(cell) ? null : cell);
          }
        }
      }
      if (samples.isEmpty()) {
        throw DataException.in(file).error("a header and no rows", "at least one sample");
      }
      return new SampleTable(samples, columns);
    }
  }

  /** Writes a table with the first column {@code sample}; missing values as {@code NA}. */
  public static void writeSamples(Path file, SampleTable table) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("sample");
      for (String name : table.columnNames()) {
        out.write("\t" + name);
      }
      out.write('\n');
      for (int row = 0; row < table.size(); row++) {
        out.write(table.sampleIds().get(row));
        for (String name : table.columnNames()) {
          String value = table.column(name).get(row);
          out.write("\t" + (value == null ? "NA" : value));
        }
        out.write('\n');
      }
    }
  }

  /**
   * Reads survival: columns {@code sample}, {@code time} (days, &gt; 0) and {@code event} (1 seen,
   * 0 censored).
   */
  public static SurvivalData readSurvival(Path file) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      int idColumn = in.require("sample");
      int timeColumn = in.require("time");
      int eventColumn = in.require("event");
      List<String> samples = new ArrayList<>();
      List<Double> times = new ArrayList<>();
      List<Boolean> events = new ArrayList<>();
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        if (cells.size() < in.header().size()) {
          throw in.here().error(cells.size() + " cells", in.header().size() + ", as in the header");
        }
        samples.add(cells.get(idColumn));
        times.add(days(in, timeColumn, cells.get(timeColumn)));
        events.add(event(in, eventColumn, cells.get(eventColumn)));
      }
      if (samples.isEmpty()) {
        throw DataException.in(file).error("a header and no rows", "at least one sample");
      }
      boolean[] seen = new boolean[events.size()];
      for (int i = 0; i < seen.length; i++) {
        seen[i] = events.get(i);
      }
      return new SurvivalData(
          samples, times.stream().mapToDouble(Double::doubleValue).toArray(), seen);
    }
  }

  private static double days(DelimitedReader in, int column, String cell) {
    try {
      double time = Double.parseDouble(cell);
      if (time > 0 && !Double.isInfinite(time)) {
        return time;
      }
      throw new NumberFormatException(cell);
    } catch (NumberFormatException e) {
      throw in.here(column).error("'" + cell + "'", "days > 0", e);
    }
  }

  private static boolean event(DelimitedReader in, int column, String cell) {
    return switch (cell) {
      case "1", "1.0", "true", "TRUE" -> true;
      case "0", "0.0", "false", "FALSE" -> false;
      default -> throw in.here(column).error("'" + cell + "'", "1 (event) or 0 (censored)");
    };
  }

  /** Writes survival with the columns {@code sample time event}. */
  public static void writeSurvival(Path file, SurvivalData survival) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("sample\ttime\tevent\n");
      for (int i = 0; i < survival.size(); i++) {
        out.write(
            survival.sampleIds().get(i)
                + "\t"
                + MatrixFiles.format(survival.time(i))
                + "\t"
                + (survival.event(i) ? 1 : 0)
                + "\n");
      }
    }
  }

  /** Reads a list of ids, one a line; lines that are blank are skipped. */
  public static List<String> readIds(Path file) throws IOException {
    try (var in = TextFiles.reader(file)) {
      List<String> ids = in.lines().map(String::strip).filter(id -> !id.isEmpty()).toList();
      if (ids.isEmpty()) {
        throw DataException.in(file).error("no ids", "one sample id a line");
      }
      return ids;
    }
  }

  /**
   * The samples to fit on: those of {@code available} that are listed in the file, in the order of
   * {@code available}; all of them where there is no list.
   *
   * @throws DataException where none of the listed samples is available
   */
  public static List<String> fitSamples(Optional<Path> list, List<String> available)
      throws IOException {
    if (list.isEmpty()) {
      return available;
    }
    Set<String> wanted = new HashSet<>(readIds(list.get()));
    List<String> known = available.stream().filter(wanted::contains).toList();
    if (known.isEmpty()) {
      throw DataException.in(list.get())
          .error("none of the samples of the data", "ids of samples to fit on, one a line");
    }
    return known;
  }

  /** Writes a list of ids, one a line. */
  public static void writeIds(Path file, List<String> ids) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      for (String id : ids) {
        out.write(id);
        out.write('\n');
      }
    }
  }
}
