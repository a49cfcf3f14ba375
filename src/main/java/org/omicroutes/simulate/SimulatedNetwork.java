package org.omicroutes.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.omicroutes.cohort.Interactions;

/**
 * A scale-free network (preferential attachment, Barabási and Albert 1999: each new gene brings two
 * interactions) into which a module is planted: genes of ordinary degree that interact closely with
 * each other.
 *
 * @param interactions weights 0.15 to 0.999, as STRING's combined score
 * @param module the planted genes, positions in ascending order
 */
record SimulatedNetwork(Interactions interactions, int[] module) {
  private static final int ATTACHED = 2;

  /** Planted genes have no more interactions than this before the module is wired. */
  private static final int ORDINARY_DEGREE = 5;

  static SimulatedNetwork draw(List<String> genes, int moduleSize, long seed) {
    Draws draws = new Draws(seed, 1);
    int n = genes.size();
    int[] label = draws.permutation(n);
    Set<Long> edges = new HashSet<>();
    List<Long> order = new ArrayList<>();
    List<Integer> ends = new ArrayList<>(List.of(0, 1));
    add(label[0], label[1], edges, order);
    for (int node = 2; node < n; node++) {
      Set<Integer> partners = new java.util.TreeSet<>();
      while (partners.size() < ATTACHED) {
        partners.add(ends.get(draws.below(ends.size())));
      }
      for (int partner : partners) {
        add(label[node], label[partner], edges, order);
        ends.add(node);
        ends.add(partner);
      }
    }
    int background = order.size();
    int[] module = wireModule(n, moduleSize, draws, edges, order);
    return new SimulatedNetwork(weighted(genes, order, background, draws), module);
  }

  /** A random tree over the module, so that it is connected, and as many interactions again. */
  private static int[] wireModule(int n, int size, Draws draws, Set<Long> edges, List<Long> order) {
    int[] degree = new int[n];
    for (long edge : order) {
      degree[(int) (edge >>> 32)]++;
      degree[(int) edge]++;
    }
    int[] module =
        Arrays.stream(draws.permutation(n))
            .filter(g -> degree[g] <= ORDINARY_DEGREE)
            .limit(size)
            .toArray();
    for (int i = 1; i < module.length; i++) {
      add(module[i], module[draws.below(i)], edges, order);
    }
    for (int added = 0; added < size; ) {
      int a = module[draws.below(size)];
      int b = module[draws.below(size)];
      if (a != b && add(a, b, edges, order)) {
        added++;
      }
    }
    return IntStream.of(module).sorted().toArray();
  }

  private static boolean add(int a, int b, Set<Long> edges, List<Long> order) {
    long edge = ((long) Math.min(a, b) << 32) | Math.max(a, b);
    boolean added = edges.add(edge);
    if (added) {
      order.add(edge);
    }
    return added;
  }

  private static Interactions weighted(
      List<String> genes, List<Long> order, int background, Draws draws) {
    int[] first = new int[order.size()];
    int[] second = new int[order.size()];
    double[] weights = new double[order.size()];
    for (int e = 0; e < weights.length; e++) {
      first[e] = (int) (order.get(e) >>> 32);
      second[e] = order.get(e).intValue();
      weights[e] = (e < background ? 400 + draws.below(600) : 600 + draws.below(400)) / 1000.0;
    }
    return new Interactions(genes, first, second, weights);
  }
}
