package org.omicroutes.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Matrices on disk: features × samples, first column the feature id, header the sample ids, tab or
 * comma, gzip or not. R's header with one name fewer than there are columns is understood. Empty
 * cells, {@code NA} and {@code NaN} are missing.
 */
public final class MatrixFiles {
  private static final Set<String> MISSING = Set.of("", "NA", "NaN", "nan", "na", "N/A", "null");

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
    long memory = Runtime.getRuntime().maxMemory();
    try (DelimitedReader in = DelimitedReader.open(file)) {
      List<String> features = new ArrayList<>();
      Map<String, Long> lines = new HashMap<>();
      List<double[]> rows = new ArrayList<>();
      List<String> samples = null;
      MatrixRows row = new MatrixRows(in);
      while (row.next()) {
        if (samples == null) {
          samples = sampleIds(file, in, row.cellCount());
        }
        if (row.cellCount() != samples.size() + 1) {
          throw in.here()
              .error(row.cellCount() + " cells", samples.size() + 1 + " (the id and one a sample)");
        }
        String feature = row.cell(0);
        Long before = lines.put(feature, in.line());
        if (before != null) {
          throw in.here(0)
              .error(
                  "feature '" + feature + "' again (first in line " + before + ")",
                  "each feature once");
        }
        features.add(feature);
        ReadLimits.checkMemory(in.here(), features.size(), samples.size(), memory);
        rows.add(numbers(in, row, samples, rule));
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
      DelimitedReader in, MatrixRows row, List<String> samples, CellRule rule) {
    double[] numbers = new double[samples.size()];
    for (int s = 0; s < numbers.length; s++) {
      double simple = row.simpleNumber(s + 1);
      numbers[s] =
          !Double.isNaN(simple) && rule.allows(simple)
              ? simple
              : number(in, row.cell(s + 1), samples.get(s), rule);
    }
    return numbers;
  }

  private static double number(DelimitedReader in, String cell, String sample, CellRule rule) {
    if ((cell.isEmpty() || Character.isLetter(cell.charAt(0))) && isMissing(cell)) {
      return Double.NaN;
    }
    try {
      double value = NumberText.parse(cell);
      if (!Double.isFinite(value) || !rule.allows(value)) {
        throw new NumberFormatException(cell);
      }
      return value;
    } catch (NumberFormatException e) {
      throw in.here().column(sample).error("'" + cell + "'", rule.expected(), e);
    }
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
    try (OutputStream out = TextFiles.output(file)) {
      StringBuilder line = new StringBuilder("feature");
      for (String sample : matrix.sampleIds()) {
        line.append('\t').append(sample);
      }
      NumberText numbers = new NumberText();
      for (int f = 0; f < matrix.featureCount(); f++) {
        writeLine(out, line);
        line.append(matrix.featureIds().get(f));
        for (int s = 0; s < matrix.sampleCount(); s++) {
          line.append('\t');
          numbers.append(line, matrix.at(f, s));
        }
      }
      writeLine(out, line);
    }
  }

  private static void writeLine(OutputStream out, StringBuilder line) throws IOException {
    out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    line.setLength(0);
  }

  /** A number as files hold it: shortest exact form, integers without a point, NaN as NA. */
  public static String format(double value) {
    return NumberText.format(value);
  }
}
