package org.omicroutes.formats;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Matrices on disk: features × samples, first column the feature id, header the sample ids, tab or
 * comma, gzip or not. R's header with one name fewer than there are columns is understood. Empty
 * cells, {@code NA} and {@code NaN} are missing.
 */
public final class MatrixFiles {
  private static final Set<String> MISSING = Set.of("", "NA", "NaN", "nan", "na", "N/A", "null");

  private static final int MAX_DIGITS = 15;
  private static final double[] TENS =
      IntStream.rangeClosed(0, MAX_DIGITS).mapToDouble(k -> Double.parseDouble("1e" + k)).toArray();

  private MatrixFiles() {}

  /**
   * Reads a matrix of numbers.
   *
   * @throws DataException where a cell is no number, a row is too long or too short, an identifier
   *     is there twice, or there are no rows
   */
  public static LabelledMatrix read(Path file) throws IOException {
    return read(file, CellRule.NUMBER);
  }

  /** As {@link #read(Path)}, with every value held against a rule. */
  public static LabelledMatrix read(Path file, CellRule rule) throws IOException {
    LabelledMatrix matrix = readMaybeEmpty(file, rule);
    if (matrix.featureCount() == 0) {
      throw DataException.in(file).error("a header and no rows", "at least one feature");
    }
    return matrix;
  }

  /**
   * As {@link #read(Path)}, for matrices that may have samples and no feature: patients without a
   * mutation.
   */
  public static LabelledMatrix readMaybeEmpty(Path file) throws IOException {
    return readMaybeEmpty(file, CellRule.NUMBER);
  }

  private static LabelledMatrix readMaybeEmpty(Path file, CellRule rule) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      List<String> features = new ArrayList<>();
      Map<String, Long> lines = new HashMap<>();
      List<double[]> rows = new ArrayList<>();
      List<String> samples = null;
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        if (samples == null) {
          samples = sampleIds(file, in, cells.size());
        }
        if (cells.size() != samples.size() + 1) {
          throw in.here()
              .error(cells.size() + " cells", samples.size() + 1 + " (the id and one a sample)");
        }
        Long before = lines.put(cells.get(0), in.line());
        if (before != null) {
          throw in.here(0)
              .error(
                  "feature '" + cells.get(0) + "' again (first in line " + before + ")",
                  "each feature once");
        }
        features.add(cells.get(0));
        rows.add(numbers(in, cells, samples, rule));
      }
      if (samples == null) {
        samples = sampleIds(file, in, in.header().size());
      }
      return LabelledMatrix.of(features, samples, rows.toArray(double[][]::new));
    }
  }

  private static List<String> sampleIds(Path file, DelimitedReader in, int cellCount) {
    List<String> header = in.header();
    List<String> samples =
        header.size() == cellCount - 1 ? header : header.subList(1, header.size());
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < samples.size(); i++) {
      Integer before = seen.put(samples.get(i), i);
      if (before != null) {
        throw DataException.in(file)
            .line(1)
            .column(samples.get(i))
            .error(
                "sample '"
                    + samples.get(i)
                    + "' twice (samples "
                    + (before + 1)
                    + " and "
                    + (i + 1)
                    + ")",
                "each sample once");
      }
    }
    return List.copyOf(samples);
  }

  private static double[] numbers(
      DelimitedReader in, List<String> cells, List<String> samples, CellRule rule) {
    double[] row = new double[samples.size()];
    for (int s = 0; s < row.length; s++) {
      String cell = cells.get(s + 1);
      row[s] = number(in, cell, samples.get(s), rule);
    }
    return row;
  }

  private static double number(DelimitedReader in, String cell, String sample, CellRule rule) {
    double simple = simpleNumber(cell);
    if (!Double.isNaN(simple) && rule.allows(simple)) {
      return simple;
    }
    if (MISSING.contains(cell)) {
      return Double.NaN;
    }
    try {
      double value = Double.parseDouble(cell);
      if (!Double.isFinite(value) || !rule.allows(value)) {
        throw new NumberFormatException(cell);
      }
      return value;
    } catch (NumberFormatException e) {
      throw in.here().column(sample).error("'" + cell + "'", rule.expected(), e);
    }
  }

  /**
   * A number of up to 15 digits with or without sign and point, which are most of them, several
   * times faster than {@link Double#parseDouble} and with the same result: both the digits and the
   * power of ten are exact doubles, so the one division rounds correctly (Clinger 1990). NaN for
   * anything else.
   */
  private static double simpleNumber(String cell) {
    int length = cell.length();
    int start = length > 0 && cell.charAt(0) == '-' ? 1 : 0;
    long digits = 0;
    int count = 0;
    int point = -1;
    for (int i = start; i < length; i++) {
      char c = cell.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = 10 * digits + (c - '0');
        count++;
      } else if (c == '.' && point < 0) {
        point = i;
      } else {
        return Double.NaN;
      }
      if (count > MAX_DIGITS) {
        return Double.NaN;
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    double value = point < 0 ? digits : digits / TENS[length - 1 - point];
    return start == 1 ? -value : value;
  }

  /** Whether a cell stands for a missing value. */
  public static boolean isMissing(String cell) {
    return MISSING.contains(cell);
  }

  /**
   * Writes a matrix as tab-separated text, gzip where the name ends in {@code .gz}. Values are
   * written with the fewest digits that read back to the same double, integers without a point,
   * missing ones as {@code NA}.
   */
  public static void write(Path file, LabelledMatrix matrix) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("feature");
      for (String sample : matrix.sampleIds()) {
        out.write('\t');
        out.write(sample);
      }
      out.write('\n');
      for (int f = 0; f < matrix.featureCount(); f++) {
        out.write(matrix.featureIds().get(f));
        for (int s = 0; s < matrix.sampleCount(); s++) {
          out.write('\t');
          out.write(format(matrix.at(f, s)));
        }
        out.write('\n');
      }
    }
  }

  /** A number as files hold it: shortest exact form, integers without a point, NaN as NA. */
  public static String format(double value) {
    if (Double.isNaN(value)) {
      return "NA";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }
}
