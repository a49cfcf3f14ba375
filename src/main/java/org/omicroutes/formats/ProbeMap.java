package org.omicroutes.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Which genes a methylation probe (CpG) speaks of: a table with the probe's id in the first column
 * and the gene in a column named {@code symbol}, {@code gene}, {@code gene_symbol} or {@code
 * UCSC_RefGene_Name}; several genes in one cell are parted by {@code ;}.
 *
 * @param genes probe to its genes, each once
 */
record ProbeMap(Map<String, List<String>> genes) {
  private static final List<String> COLUMNS =
      List.of("symbol", "gene", "gene_symbol", "gene_name", "ucsc_refgene_name");

  /**
   * Reads a map; probes without a gene are left out.
   *
   * @throws DataException where there is no gene column or a row lacks it
   */
  static ProbeMap read(Path file) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file, "#")) {
      List<String> header =
          in.header().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
      int column =
          COLUMNS.stream().mapToInt(header::indexOf).filter(c -> c > 0).findFirst().orElse(-1);
      if (column < 0) {
        throw DataException.in(file)
            .line(1)
            .error("columns " + in.header(), "the probe id first, and a column symbol or gene");
      }
      Map<String, List<String>> genes = new HashMap<>();
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        if (cells.size() <= column) {
          throw in.here().error(cells.size() + " cells", in.header().size() + ", as in the header");
        }
        List<String> symbols =
            Arrays.stream(cells.get(column).split(";"))
                .map(String::strip)
                .filter(symbol -> !MatrixFiles.isMissing(symbol) && !symbol.equals("."))
                .distinct()
                .toList();
        if (!symbols.isEmpty()) {
          genes.put(cells.get(0).strip(), symbols);
        }
      }
      if (genes.isEmpty()) {
        throw DataException.in(file).error("no probe with a gene", "probe ids and gene symbols");
      }
      return new ProbeMap(genes);
    }
  }

  /**
   * The mean of each gene's probes, per sample, over those that are not missing; NaN where all are.
   * Genes come in alphabetical order.
   *
   * @param file the matrix's file, for an error message
   * @throws DataException where the map knows none of the probes
   */
  LabelledMatrix average(LabelledMatrix probes, Path file, SetAsideTally setAside) {
    int samples = probes.sampleCount();
    Map<String, double[][]> sums = new TreeMap<>();
    for (int p = 0; p < probes.featureCount(); p++) {
      List<String> symbols = genes.get(probes.featureIds().get(p));
      if (symbols == null) {
        setAside.add("CpGs without a gene in the probe map", probes.featureIds().get(p));
        continue;
      }
      for (String symbol : symbols) {
        double[][] sum = sums.computeIfAbsent(symbol, s -> new double[2][samples]);
        for (int s = 0; s < samples; s++) {
          double beta = probes.at(p, s);
          if (!Double.isNaN(beta)) {
            sum[0][s] += beta;
            sum[1][s]++;
          }
        }
      }
    }
    if (sums.isEmpty()) {
      throw DataException.in(file)
          .error(
              "no feature of the probe map, such as " + probes.featureIds().get(0),
              "probe ids of the map, such as " + genes.keySet().stream().sorted().toList().get(0));
    }
    double[][] means = new double[sums.size()][samples];
    int row = 0;
    for (double[][] sum : sums.values()) {
      for (int s = 0; s < samples; s++) {
        means[row][s] = sum[1][s] > 0 ? sum[0][s] / sum[1][s] : Double.NaN;
      }
      row++;
    }
    return LabelledMatrix.of(List.copyOf(sums.keySet()), probes.sampleIds(), means);
  }
}
