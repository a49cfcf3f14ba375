package org.omicroutes.formats;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.GeneScores;

/**
 * Gene scores on disk: {@code gene score} and any further columns, tab or comma, gzip or not. The
 * gene is the column {@code gene}, else {@code feature}, else the first; the score is the column
 * {@code score}, else the second. Empty cells and {@code NA} are missing (NaN).
 */
public final class ScoreFiles {
  private ScoreFiles() {}

  /** Reads the column {@code score} (or the second one). */
  public static GeneScores read(Path file) throws IOException {
    return read(file, List.of());
  }

  /**
   * Reads the named columns; none named: {@code score}, or the second one.
   *
   * @throws DataException where a column is not there, a cell is no number, a gene is there twice,
   *     or there are no rows
   */
  public static GeneScores read(Path file, List<String> wanted) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      int geneColumn = Math.max(0, in.find("gene") >= 0 ? in.find("gene") : in.find("feature"));
      int[] scoreColumns = scoreColumns(file, in, wanted);
      List<String> genes = new ArrayList<>();
      Map<String, Long> lines = new HashMap<>();
      List<double[]> rows = new ArrayList<>();
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        if (cells.size() != in.header().size()) {
          throw in.here().error(cells.size() + " cells", in.header().size() + ", as in the header");
        }
        String gene = cells.get(geneColumn);
        Long before = lines.put(gene, in.line());
        if (before != null) {
          throw in.here(geneColumn)
              .error("gene '" + gene + "' again (first in line " + before + ")", "each gene once");
        }
        genes.add(gene);
        rows.add(numbers(in, cells, scoreColumns));
      }
      if (rows.isEmpty()) {
        throw DataException.in(file).error("a header and no rows", "one row per gene");
      }
      List<String> names = new ArrayList<>();
      double[][] columns = new double[scoreColumns.length][rows.size()];
      for (int c = 0; c < columns.length; c++) {
        names.add(in.header().get(scoreColumns[c]));
        for (int g = 0; g < rows.size(); g++) {
          columns[c][g] = rows.get(g)[c];
        }
      }
      return new GeneScores(genes, names, columns);
    }
  }

  private static int[] scoreColumns(Path file, DelimitedReader in, List<String> wanted) {
    if (!wanted.isEmpty()) {
      return wanted.stream().mapToInt(in::require).toArray();
    }
    if (in.header().size() < 2) {
      throw DataException.in(file)
          .line(1)
          .error("columns " + in.header(), "a column 'gene' and a column 'score'");
    }
    return new int[] {in.find("score") >= 0 ? in.find("score") : 1};
  }

  private static double[] numbers(DelimitedReader in, List<String> cells, int[] columns) {
    double[] row = new double[columns.length];
    for (int c = 0; c < row.length; c++) {
      String cell = cells.get(columns[c]).strip();
      try {
        row[c] = MatrixFiles.isMissing(cell) ? Double.NaN : Double.parseDouble(cell);
      } catch (NumberFormatException e) {
        throw in.here(columns[c]).error("'" + cell + "'", "a number, or NA", e);
      }
      if (Double.isInfinite(row[c])) {
        throw in.here(columns[c]).error("'" + cell + "'", "a finite number, or NA");
      }
    }
    return row;
  }

  /** Writes {@code gene} and the score columns. */
  public static void write(Path file, GeneScores scores) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("gene\t" + String.join("\t", scores.names()) + "\n");
      for (int g = 0; g < scores.size(); g++) {
        out.write(scores.geneIds().get(g));
        for (double[] column : scores.columns()) {
          out.write('\t');
          out.write(MatrixFiles.format(column[g]));
        }
        out.write('\n');
      }
    }
  }
}
