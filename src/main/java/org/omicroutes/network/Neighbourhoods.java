package org.omicroutes.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The genes that given genes interact with, one step away in the whole network. */
public final class Neighbourhoods {
  private Neighbourhoods() {}

  /**
   * An interaction of a gene.
   *
   * @param weight of the interaction
   * @param share of the gene's weighted degree, 0 to 1
   * @param degree of the neighbour: how many genes it interacts with
   */
  public record Neighbour(String gene, String neighbour, double weight, double share, int degree) {}

  /**
   * The strongest interactions of each gene, in the order of the genes; of equal weights the
   * neighbour with fewer interactions first (it says more of the gene), then by name.
   *
   * @param genes those that the network does not know have no neighbours
   * @param most of each gene
   */
  public static List<Neighbour> of(GeneNetwork network, List<String> genes, int most) {
    List<Neighbour> all = new ArrayList<>();
    for (String gene : genes) {
      int number = network.indexOf(gene);
      if (number >= 0) {
        IntStream.range(0, network.neighbourCount(number))
            .mapToObj(k -> neighbour(network, number, k))
            .sorted(
                Comparator.comparingDouble((Neighbour n) -> -n.weight)
                    .thenComparingInt(Neighbour::degree)
                    .thenComparing(Neighbour::neighbour))
            .limit(most)
            .forEach(all::add);
      }
    }
    return all;
  }

  private static Neighbour neighbour(GeneNetwork network, int gene, int k) {
    int other = network.neighbour(gene, k);
    double weight = network.weight(gene, k);
    return new Neighbour(
        network.genes().get(gene),
        network.genes().get(other),
        weight,
        weight / network.degree(gene),
        network.neighbourCount(other));
  }
}
