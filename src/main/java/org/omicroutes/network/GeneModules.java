package org.omicroutes.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Communities of a gene network by greedy modularity: every gene begins alone, and the two
 * communities whose union raises Newman's weighted modularity most are merged until none does
 * (Clauset, Newman and Moore, Phys Rev E 2004, doi:10.1103/PhysRevE.70.066111). Genes of different
 * connected components are never merged; of equal gains the one with the earlier genes is taken.
 * For some thousand genes at most: memory grows with the square of their number.
 */
public final class GeneModules {
  private GeneModules() {}

  /** Positions of the genes of each community, both in ascending order of their first gene. */
  public static List<List<Integer>> greedyModularity(GeneNetwork network) {
    int n = network.size();
    double total = 0;
    double[] share = new double[n];
    for (int g = 0; g < n; g++) {
      share[g] = network.degree(g);
      total += share[g];
    }
    List<List<Integer>> members = new ArrayList<>();
    for (int g = 0; g < n; g++) {
      members.add(new ArrayList<>(List.of(g)));
    }
    if (total > 0) {
      merge(links(network, total), scaled(share, total), members);
    }
    members.removeIf(List::isEmpty);
    members.forEach(list -> list.sort(null));
    return members;
  }

  /** Per pair of genes their interaction's share of all weight, counted from both ends. */
  private static double[][] links(GeneNetwork network, double total) {
    double[][] links = new double[network.size()][network.size()];
    for (int g = 0; g < links.length; g++) {
      for (int k = 0; k < network.neighbourCount(g); k++) {
        links[g][network.neighbour(g, k)] = network.weight(g, k) / total;
      }
    }
    return links;
  }

  private static double[] scaled(double[] values, double total) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = values[i] / total;
    }
    return scaled;
  }

  /** Merges j into i (i < j) while a merge gains: {@code ΔQ = 2 (e_ij - a_i a_j)}. */
  private static void merge(double[][] links, double[] share, List<List<Integer>> members) {
    int n = share.length;
    while (true) {
      int bestI = -1;
      int bestJ = -1;
      double best = 1e-12;
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          double gain = links[i][j] > 0 ? links[i][j] - share[i] * share[j] : 0;
          if (gain > best) {
            best = gain;
            bestI = i;
            bestJ = j;
          }
        }
      }
      if (bestI < 0) {
        return;
      }
      for (int k = 0; k < n; k++) {
        links[bestI][k] += links[bestJ][k];
        links[k][bestI] = links[bestI][k];
        links[bestJ][k] = 0;
        links[k][bestJ] = 0;
      }
      share[bestI] += share[bestJ];
      share[bestJ] = 0;
      members.get(bestI).addAll(members.get(bestJ));
      members.get(bestJ).clear();
    }
  }
}
