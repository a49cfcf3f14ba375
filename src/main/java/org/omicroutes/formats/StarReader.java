package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.LayerData.Kind;
import org.omicroutes.formats.Samplesheet.Row;

/**
 * STAR's {@code ReadsPerGene.out.tab} (format {@code star}), one file per sample: gene, then counts
 * of an unstranded, a forward and a reverse library; lines that begin with {@code N_} are dropped.
 * The GDC's form with a header ({@code gene_id … unstranded stranded_first stranded_second}) is
 * understood too.
 *
 * <p>With {@link LayerReader.Strandedness#AUTO} the column with the most counts is taken (reads of
 * the wrong strand are not counted, and genes that overlap on opposite strands are ambiguous only
 * without strand); it must be the same one in every sample.
 */
@AutoService(LayerReader.class)
public final class StarReader implements LayerReader {
  private static final List<Strandedness> COLUMNS =
      List.of(Strandedness.UNSTRANDED, Strandedness.FORWARD, Strandedness.REVERSE);
  private static final List<String> GDC_COLUMNS =
      List.of("unstranded", "stranded_first", "stranded_second");

  @Override
  public Set<String> formats() {
    return Set.of("star");
  }

  @Override
  public Kind kind() {
    return Kind.COUNTS;
  }

  @Override
  public LayerData read(Samplesheet sheet, List<Row> rows, ReadOptions options) throws IOException {
    SampleCounts samples = new SampleCounts(sheet);
    int column = COLUMNS.indexOf(options.strandedness());
    for (Row row : rows) {
      List<SampleCounts.Genes> columns = genes(row);
      if (options.strandedness() == Strandedness.AUTO) {
        column = agreed(column, most(columns), row, rows.get(0));
      }
      samples.add(row, columns.get(column).counts());
    }
    return samples.toLayer(options, List.of());
  }

  /** The column with most counts, held against that of the samples before ({@code -1}: none). */
  private static int agreed(int before, int column, Row row, Row first) {
    if (before >= 0 && before != column) {
      throw DataException.in(row.path())
          .error(
              "most counts in the " + name(column) + " column",
              "in the "
                  + name(before)
                  + " one, as in "
                  + first.path()
                  + " (set the strandedness if the libraries are alike)");
    }
    return column;
  }

  private static String name(int column) {
    return COLUMNS.get(column).name().toLowerCase(Locale.ROOT);
  }

  private static int most(List<SampleCounts.Genes> columns) {
    int best = 0;
    double most = -1;
    for (int c = 0; c < columns.size(); c++) {
      double sum = columns.get(c).counts().values().stream().mapToDouble(v -> v).sum();
      if (sum > most) {
        most = sum;
        best = c;
      }
    }
    return best;
  }

  private static List<SampleCounts.Genes> genes(Row row) throws IOException {
    List<SampleCounts.Genes> columns =
        List.of(new SampleCounts.Genes(), new SampleCounts.Genes(), new SampleCounts.Genes());
    int[] from = {1, 2, 3};
    try (PlainRows in = new PlainRows(row.path())) {
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        String gene = cells.get(0);
        if (gene.equals("gene_id")) {
          from = gdcColumns(in, cells);
        } else if (!gene.startsWith("N_") && !gene.startsWith("#")) {
          if (cells.size() <= from[2]) {
            throw in.here().error(cells.size() + " cells", "a gene and three counts");
          }
          for (int c = 0; c < from.length; c++) {
            double count = SampleCounts.count(in.here(from[c]), cells.get(from[c]));
            columns.get(c).add(in.here(), gene, count);
          }
        }
      }
    }
    return columns;
  }

  private static int[] gdcColumns(PlainRows in, List<String> header) {
    int[] from = GDC_COLUMNS.stream().mapToInt(header::indexOf).toArray();
    for (int c = 0; c < from.length; c++) {
      if (from[c] < 0) {
        throw in.here().error("columns " + header, "a column '" + GDC_COLUMNS.get(c) + "'");
      }
    }
    return from;
  }
}
