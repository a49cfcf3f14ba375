package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.LayerData.Kind;

/**
 * Output of Subread's featureCounts (format {@code featurecounts}): comment lines, then {@code
 * Geneid Chr Start End Strand Length} and one column of counts per BAM file. A row with a sample or
 * patient is a file of one sample; without, every column is a sample, named after its BAM file.
 */
@AutoService(LayerReader.class)
public final class FeatureCountsReader implements LayerReader {
  private static final Set<String> ANNOTATION =
      Set.of("Geneid", "Chr", "Start", "End", "Strand", "Length", "gene_name", "gene_biotype");

  @Override
  public Set<String> formats() {
    return Set.of("featurecounts");
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
      Map<String, Map<String, Double>> columns = columns(row);
      if (row.sample() != null && columns.containsKey(row.sample())) {
        samples.add(row, columns.get(row.sample()));
      } else if (row.sample() == null && row.patient() == null) {
        columns.forEach((sample, genes) -> samples.add(row, sample, genes));
      } else if (columns.size() == 1) {
        samples.add(row, columns.values().iterator().next());
      } else {
        throw sheet
            .at(row)
            .column("sample")
            .error(
                "'" + samples.sample(row) + "' for a file of " + columns.size() + " samples",
                "one of " + columns.keySet());
      }
    }
    return samples.toLayer(options, List.of());
  }

  /** Sample name to genes and counts. */
  private static Map<String, Map<String, Double>> columns(Samplesheet.Row row) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(row.path(), "#")) {
      int gene = in.require("Geneid");
      Map<Integer, SampleCounts.Genes> columns = new LinkedHashMap<>();
      List<String> names = new ArrayList<>();
      for (int c = 0; c < in.header().size(); c++) {
        if (!ANNOTATION.contains(in.header().get(c))) {
          columns.put(c, new SampleCounts.Genes());
          names.add(sampleName(in.header().get(c)));
        }
      }
      requireSamples(row, names);
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        if (cells.size() != in.header().size()) {
          throw in.here().error(cells.size() + " cells", in.header().size() + ", as in the header");
        }
        for (Map.Entry<Integer, SampleCounts.Genes> column : columns.entrySet()) {
          int c = column.getKey();
          column
              .getValue()
              .add(in.here(), cells.get(gene), SampleCounts.count(in.here(c), cells.get(c)));
        }
      }
      Map<String, Map<String, Double>> counts = new LinkedHashMap<>();
      int next = 0;
      for (SampleCounts.Genes genes : columns.values()) {
        counts.put(names.get(next++), genes.counts());
      }
      return counts;
    }
  }

  /** The samples of a file, as its header names them. */
  static List<String> sampleNames(Samplesheet.Row row) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(row.path(), "#")) {
      return in.header().stream()
          .filter(name -> !ANNOTATION.contains(name))
          .map(FeatureCountsReader::sampleName)
          .toList();
    }
  }

  private static void requireSamples(Samplesheet.Row row, List<String> names) {
    if (names.isEmpty()) {
      throw DataException.in(row.path())
          .error("no column of counts", "one column per BAM file after Length");
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.indexOf(names.get(i)) < i) {
        throw DataException.in(row.path())
            .column(names.get(i))
            .error("sample '" + names.get(i) + "' twice", "each sample once");
      }
    }
  }

  /** The BAM file's name without its folder, its ending and what aligners add to it. */
  static String sampleName(String bam) {
    return bam.substring(bam.lastIndexOf('/') + 1)
        .replaceFirst("\\.(bam|sam|cram)$", "")
        .replaceFirst("[._]?Aligned(\\.sortedByCoord)?\\.out$", "")
        .replaceFirst("[._](sorted|markdup|dedup)$", "");
  }
}
