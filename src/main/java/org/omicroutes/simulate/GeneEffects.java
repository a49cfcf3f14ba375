package org.omicroutes.simulate;

import java.util.Arrays;

/**
 * How each gene shows the latent factors. Most planted genes follow the module's activity in RNA;
 * every fifth one hardly does, and only its neighbours in the network give it away. A few genes
 * outside the module follow the activity too (downstream markers). Other factors, unrelated to
 * survival, move many more genes.
 */
final class GeneEffects {
  private static final int MARKERS = 8;
  private static final double NUISANCE_SHARE = 0.2;

  /** Per gene: change of log expression per unit of the module's activity. */
  final double[] rnaActivity;

  /** Per gene: change of the M-value. */
  final double[] methylationActivity;

  /** Per gene: whether its mutation becomes more likely with the activity. */
  final boolean[] mutatedByActivity;

  /** Factors × genes. */
  final double[][] rnaNuisance;

  final double[][] methylationNuisance;

  GeneEffects(CohortDesign design, SimulatedNetwork network) {
    int n = design.genes();
    Draws draws = new Draws(design.seed(), 5);
    rnaActivity = new double[n];
    methylationActivity = new double[n];
    mutatedByActivity = new boolean[n];
    int[] module = network.module();
    for (int k = 0; k < module.length; k++) {
      int sign = draws.sign();
      double strength = draws.uniform(0.3, 0.5);
      rnaActivity[module[k]] = sign * (k % 5 == 4 ? 0.1 : strength);
      methylationActivity[module[k]] = k % 5 < 3 ? -sign * draws.uniform(0.3, 0.5) : 0;
      mutatedByActivity[module[k]] = k % 5 == 0 || k % 5 == 4;
    }
    boolean[] taken = near(network);
    Arrays.stream(draws.permutation(n))
        .filter(g -> !taken[g])
        .limit(MARKERS)
        .forEach(g -> rnaActivity[g] = draws.sign() * 0.22);
    rnaNuisance = nuisance(draws, n, network);
    methylationNuisance = nuisance(draws, n, network);
  }

  /** The module and the genes that interact with it. */
  private static boolean[] near(SimulatedNetwork network) {
    boolean[] module = new boolean[network.interactions().geneIds().size()];
    for (int gene : network.module()) {
      module[gene] = true;
    }
    boolean[] near = module.clone();
    for (int e = 0; e < network.interactions().size(); e++) {
      int a = network.interactions().first(e);
      int b = network.interactions().second(e);
      near[a] |= module[b];
      near[b] |= module[a];
    }
    return near;
  }

  private static double[][] nuisance(Draws draws, int genes, SimulatedNetwork network) {
    double[][] loadings = new double[SimulatedPatients.NUISANCE_FACTORS][genes];
    for (double[] factor : loadings) {
      for (int g = 0; g < genes; g++) {
        double loading = draws.normal(0, 0.5);
        boolean follows = draws.chance(NUISANCE_SHARE);
        factor[g] = follows && Arrays.binarySearch(network.module(), g) < 0 ? loading : 0;
      }
    }
    return loadings;
  }
}
