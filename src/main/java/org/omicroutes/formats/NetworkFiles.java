package org.omicroutes.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.Interactions;

/**
 * Interaction networks on disk: one pair of genes a line, {@code gene1 gene2 [weight]}, separated
 * by tabs, commas or spaces (STRING's downloads), gzip or not, with or without a header. Other
 * columns are passed over.
 *
 * <p>The weight is the column {@code weight}, else {@code combined_score} (where any value is above
 * 1 they are STRING's 0 to 1000 and are divided by 1000), else {@code score} or {@code confidence};
 * without a header the third column; 1 where there is none. A pair of weight 0 is no interaction.
 * The network is undirected: a pair listed in both directions or several times is one interaction
 * of the largest weight. A gene listed with itself only stays as a gene without interactions.
 */
public final class NetworkFiles {
  private static final Set<String> GENE_NAMES =
      Set.of(
          "gene1",
          "gene2",
          "gene_1",
          "gene_2",
          "genea",
          "geneb",
          "gene_a",
          "gene_b",
          "protein1",
          "protein2",
          "protein_a",
          "protein_b",
          "node1",
          "node2",
          "source",
          "target",
          "from",
          "to",
          "symbol1",
          "symbol2",
          "interactor_a",
          "interactor_b");
  private static final List<String> WEIGHT_NAMES =
      List.of("weight", "combined_score", "score", "confidence");

  private NetworkFiles() {}

  /**
   * Reads a network.
   *
   * @throws DataException where a line has fewer than two genes, or a weight is missing, negative
   *     or no number
   */
  public static Interactions read(Path file) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file, "#")) {
      Columns columns = Columns.of(split(in.header()));
      Collector collected = new Collector();
      if (!columns.header) {
        collected.add(in, columns, split(in.header()));
      }
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        collected.add(in, columns, split(cells));
      }
      if (collected.edges.isEmpty()) {
        throw DataException.in(file).error("no interactions", "lines of gene1 gene2 [weight]");
      }
      boolean perMille = columns.combinedScore && collected.largest > 1;
      return collected.interactions(perMille ? 1e-3 : 1);
    }
  }

  private static List<String> split(List<String> cells) {
    return cells.size() == 1 ? List.of(cells.get(0).strip().split("\\s+")) : cells;
  }

  private record Columns(boolean header, int first, int second, int weight, boolean combinedScore) {
    static Columns of(List<String> cells) {
      List<String> names = cells.stream().map(c -> c.strip().toLowerCase(Locale.ROOT)).toList();
      List<Integer> genes = new ArrayList<>();
      for (int c = 0; c < names.size(); c++) {
        if (GENE_NAMES.contains(names.get(c))) {
          genes.add(c);
        }
      }
      String weight =
          WEIGHT_NAMES.stream()
              .filter(name -> names.indexOf(name) >= 2 || genes.size() >= 2 && names.contains(name))
              .findFirst()
              .orElse(null);
      if (genes.size() < 2 && weight == null) {
        return new Columns(false, 0, 1, names.size() > 2 ? 2 : -1, false);
      }
      int first = genes.size() < 2 ? 0 : genes.get(0);
      int second = genes.size() < 2 ? 1 : genes.get(1);
      int column = weight == null ? -1 : names.indexOf(weight);
      return new Columns(true, first, second, column, "combined_score".equals(weight));
    }
  }

  private static final class Collector {
    private final Map<String, Integer> genes = new LinkedHashMap<>();
    private final Map<Long, Double> edges = new LinkedHashMap<>();
    private double largest;

    void add(DelimitedReader in, Columns columns, List<String> cells) {
      int needed = Math.max(Math.max(columns.first, columns.second), columns.weight) + 1;
      if (cells.size() < needed) {
        throw in.here().error(cells.size() + " cells", "at least " + needed);
      }
      int a = gene(in, cells, columns.first);
      int b = gene(in, cells, columns.second);
      double weight = columns.weight < 0 ? 1 : weight(in, cells, columns.weight);
      largest = Math.max(largest, weight);
      if (a != b && weight > 0) {
        edges.merge(((long) Math.min(a, b) << 32) | Math.max(a, b), weight, Math::max);
      }
    }

    private int gene(DelimitedReader in, List<String> cells, int column) {
      String gene = cells.get(column).strip();
      if (MatrixFiles.isMissing(gene)) {
        throw in.here(column).error("'" + gene + "'", "a gene id");
      }
      Integer known = genes.putIfAbsent(gene, genes.size());
      return known == null ? genes.size() - 1 : known;
    }

    private static double weight(DelimitedReader in, List<String> cells, int column) {
      String cell = cells.get(column).strip();
      try {
        double weight = Double.parseDouble(cell);
        if (weight >= 0 && !Double.isInfinite(weight)) {
          return weight;
        }
        throw new NumberFormatException(cell);
      } catch (NumberFormatException e) {
        throw in.here(column).error("'" + cell + "'", "a weight: a finite number >= 0", e);
      }
    }

    Interactions interactions(double scale) {
      int[] first = new int[edges.size()];
      int[] second = new int[edges.size()];
      double[] weights = new double[edges.size()];
      int e = 0;
      for (Map.Entry<Long, Double> edge : edges.entrySet()) {
        first[e] = (int) (edge.getKey() >>> 32);
        second[e] = edge.getKey().intValue();
        weights[e++] = edge.getValue() * scale;
      }
      return new Interactions(List.copyOf(genes.keySet()), first, second, weights);
    }
  }
}
