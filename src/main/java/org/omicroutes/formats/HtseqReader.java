package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.formats.LayerData.Kind;

/**
 * Output of htseq-count (format {@code htseq}), one file per sample: gene and count, without a
 * header. Further columns between them (additional attributes) are ignored, and so are the summary
 * lines that begin with {@code __}.
 */
@AutoService(LayerReader.class)
public final class HtseqReader implements LayerReader {

  @Override
  public Set<String> formats() {
    return Set.of("htseq");
  }

  @Override
  public Kind kind() {
    return Kind.COUNTS;
  }

  @Override
  public LayerData read(Samplesheet sheet, List<Samplesheet.Row> rows, ReadOptions options)
      throws IOException {
    SampleCounts samples = new SampleCounts(sheet);
    for (Samplesheet.Row row : rows) {
      samples.add(row, genes(row));
    }
    return samples.toLayer(options, List.of());
  }

  private static Map<String, Double> genes(Samplesheet.Row row) throws IOException {
    SampleCounts.Genes genes = new SampleCounts.Genes();
    try (PlainRows in = new PlainRows(row.path())) {
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        if (cells.size() < 2) {
          throw in.here().error("1 cell", "a gene and its count, tab between them");
        }
        String gene = cells.get(0).strip();
        if (!gene.startsWith("__") && !gene.isEmpty()) {
          int last = cells.size() - 1;
          genes.add(in.here(), gene, SampleCounts.count(in.here(last), cells.get(last)));
        }
      }
    }
    return genes.counts();
  }
}
