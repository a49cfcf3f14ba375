package org.omicroutes.network;

import java.util.ArrayList;
import java.util.List;
import org.omicroutes.cohort.StopSignal;

/**
 * Communities of a gene network by greedy modularity: every gene begins alone, and the two
 * communities whose union raises Newman's weighted modularity most are merged until none does
 * (Clauset, Newman and Moore, Phys Rev E 2004, doi:10.1103/PhysRevE.70.066111). Genes of different
 * connected components are never merged; of equal gains the one with the earlier genes is taken.
 * For some thousand genes at most: memory grows with the square of their number.
 */
public final class GeneModules {
  /** Below it a gain is rounding. */
  private static final double LEAST_GAIN = 1e-12;

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

  /**
   * Merges j into i (i < j) while a merge gains: {@code ΔQ = 2 (e_ij - a_i a_j)}. The best partner
   * of each row is kept, and sought again only where a merge may have changed it.
   */
  private static void merge(double[][] links, double[] share, List<List<Integer>> members) {
    int n = share.length;
    int[] partner = new int[n];
    for (int i = 0; i < n; i++) {
      partner[i] = partner(links, share, i);
    }
    while (true) {
      StopSignal.check();
      int into = -1;
      double best = LEAST_GAIN;
      for (int i = 0; i < n; i++) {
        double gain = partner[i] < 0 ? 0 : gain(links, share, i, partner[i]);
        if (gain > best) {
          best = gain;
          into = i;
        }
      }
      if (into < 0) {
        return;
      }
      int from = partner[into];
      boolean[] touched = new boolean[n];
      for (int k = 0; k < n; k++) {
        touched[k] = links[into][k] > 0 || links[from][k] > 0;
        links[into][k] += links[from][k];
        links[k][into] = links[into][k];
        links[from][k] = 0;
        links[k][from] = 0;
      }
      share[into] += share[from];
      share[from] = 0;
      members.get(into).addAll(members.get(from));
      members.get(from).clear();
      touched[into] = true;
      touched[from] = true;
      for (int k = 0; k < n; k++) {
        partner[k] = touched[k] ? partner(links, share, k) : partner[k];
      }
    }
  }

  /** The community after i whose union with it gains most, the first of equals; -1 if none does. */
  private static int partner(double[][] links, double[] share, int i) {
    int partner = -1;
    double best = LEAST_GAIN;
    for (int j = i + 1; j < share.length; j++) {
      double gain = gain(links, share, i, j);
      if (gain > best) {
        best = gain;
        partner = j;
      }
    }
    return partner;
  }

  private static double gain(double[][] links, double[] share, int i, int j) {
    return links[i][j] > 0 ? links[i][j] - share[i] * share[j] : 0;
  }
}
