package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.formats.LayerData.Kind;
import org.omicroutes.formats.Samplesheet.Row;

/**
 * Salmon's {@code quant.sf} (format {@code salmon}), one file per sample: the column {@code
 * NumReads}, an estimate and so no whole number. Where the sheet has a row of format {@code
 * tx2gene} (transcript, gene; tab or comma, with or without a header) estimates are summed by gene;
 * transcripts that it lacks are set aside. Without it the features are transcripts. Sums are
 * rounded to the nearest whole number at the end, as count models need them.
 */
@AutoService(LayerReader.class)
public final class SalmonReader implements LayerReader {

  @Override
  public Set<String> formats() {
    return Set.of("salmon");
  }

  @Override
  public Kind kind() {
    return Kind.COUNTS;
  }

  @Override
  public LayerData read(Samplesheet sheet, List<Row> rows, ReadOptions options) throws IOException {
    Map<String, String> geneOf = new HashMap<>();
    boolean byGene = false;
    for (Row row : sheet.rows()) {
      if (row.format().equals("tx2gene")) {
        byGene = true;
        geneOf.putAll(geneOf(row.path()));
      }
    }
    PatientColumns.Reasons reasons = new PatientColumns.Reasons();
    SampleCounts samples = new SampleCounts(sheet);
    boolean first = true;
    for (Row row : rows) {
      Map<String, Double> transcripts = transcripts(row);
      samples.add(
          row, rounded(byGene ? summed(transcripts, geneOf, first ? reasons : null) : transcripts));
      first = false;
    }
    return samples.toLayer(options, reasons.list());
  }

  private static Map<String, Double> transcripts(Row row) throws IOException {
    SampleCounts.Genes transcripts = new SampleCounts.Genes();
    try (DelimitedReader in = DelimitedReader.open(row.path())) {
      int name = in.require("Name");
      int reads = in.require("NumReads");
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        if (cells.size() != in.header().size()) {
          throw in.here().error(cells.size() + " cells", in.header().size() + ", as in the header");
        }
        double estimate = SampleCounts.estimate(in.here(reads), cells.get(reads));
        transcripts.add(in.here(), cells.get(name), estimate);
      }
    }
    return transcripts.counts();
  }

  private static Map<String, Double> summed(
      Map<String, Double> transcripts, Map<String, String> geneOf, PatientColumns.Reasons reasons) {
    Map<String, Double> genes = new LinkedHashMap<>();
    transcripts.forEach(
        (transcript, reads) -> {
          String gene = geneOf.get(transcript);
          if (gene != null) {
            genes.merge(gene, reads, Double::sum);
          } else if (reasons != null) {
            reasons.add("a transcript that the tx2gene file lacks", transcript);
          }
        });
    return genes;
  }

  private static Map<String, Double> rounded(Map<String, Double> estimates) {
    estimates.replaceAll((gene, reads) -> (double) Math.round(reads));
    return estimates;
  }

  private static Map<String, String> geneOf(Path file) throws IOException {
    Map<String, String> genes = new HashMap<>();
    try (DelimitedReader in = DelimitedReader.open(file)) {
      for (List<String> cells = in.header(); cells != null; cells = in.next()) {
        if (cells.size() < 2) {
          throw in.here().error("1 cell", "a transcript and its gene");
        }
        genes.put(
            GeneIds.withoutVersion(cells.get(0).strip()),
            GeneIds.withoutVersion(cells.get(1).strip()));
      }
    }
    return genes;
  }
}
