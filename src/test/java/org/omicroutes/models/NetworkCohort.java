package org.omicroutes.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.omicroutes.cohort.Interactions;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;

/**
 * A seeded cohort whose survival hangs on a module of genes of which none alone says much: it is
 * the network that gathers them. Other genes follow factors that have nothing to do with survival.
 */
record NetworkCohort(PatientData data, SurvivalData survival, Interactions network) {
  private static final int GENES = 1200;
  private static final int MODULE = 40;
  private static final int NUISANCE = 4;

  static NetworkCohort of(int patients, long seed) {
    Random random = new Random(seed);
    List<String> ids = new ArrayList<>();
    List<String> genes = new ArrayList<>();
    for (int i = 0; i < patients; i++) {
      ids.add("p" + i);
    }
    for (int g = 0; g < GENES; g++) {
      genes.add("g" + g);
    }
    double[] activity = random.doubles(patients).map(u -> random.nextGaussian()).toArray();
    Map<String, Modality> modalities = new LinkedHashMap<>();
    double[] age = random.doubles(patients).map(u -> random.nextGaussian()).toArray();
    modalities.put(
        "clinical",
        new Modality(
            Modality.Kind.CLINICAL, LabelledMatrix.of(List.of("age"), ids, new double[][] {age})));
    for (String layer : List.of("rna", "methylation")) {
      modalities.put(
          layer,
          new Modality(
              Modality.Kind.CONTINUOUS, LabelledMatrix.of(genes, ids, layer(random, activity))));
    }
    double[] times = new double[patients];
    boolean[] events = new boolean[patients];
    for (int i = 0; i < patients; i++) {
      double eta = 0.3 * age[i] + 1.2 * activity[i];
      double death = -Math.log(random.nextDouble()) * 1000 * Math.exp(-eta);
      double censoring = -Math.log(random.nextDouble()) * 3000;
      times[i] = Math.ceil(Math.min(death, censoring)) + 1;
      events[i] = death <= censoring;
    }
    return new NetworkCohort(
        new PatientData(ids, modalities),
        new SurvivalData(ids, times, events),
        network(genes, random));
  }

  private static double[][] layer(Random random, double[] activity) {
    int n = activity.length;
    double[][] nuisance = new double[NUISANCE][];
    for (int k = 0; k < NUISANCE; k++) {
      nuisance[k] = random.doubles(n).map(u -> random.nextGaussian()).toArray();
    }
    double[][] rows = new double[GENES][n];
    for (int g = 0; g < GENES; g++) {
      double strength = g < MODULE ? (random.nextBoolean() ? 0.2 : -0.2) : 0;
      int factor = g < MODULE ? -1 : random.nextInt(2 * NUISANCE);
      for (int i = 0; i < n; i++) {
        rows[g][i] = strength * activity[i] + random.nextGaussian();
        rows[g][i] += factor >= 0 && factor < NUISANCE ? nuisance[factor][i] : 0;
      }
    }
    return rows;
  }

  /** Everybody has a few partners; those of the module's genes are mostly of the module. */
  private static Interactions network(List<String> genes, Random random) {
    List<int[]> edges = new ArrayList<>();
    Set<Long> known = new HashSet<>();
    for (int g = 0; g < GENES; g++) {
      for (int k = 0; k < 3; k++) {
        boolean inside = g < MODULE && k < 2;
        add(g, random.nextInt(inside ? MODULE : GENES), edges, known);
      }
    }
    return interactions(genes, edges);
  }

  private static boolean add(int a, int b, List<int[]> edges, Set<Long> known) {
    boolean fresh = a != b && known.add((long) Math.min(a, b) * GENES + Math.max(a, b));
    if (fresh) {
      edges.add(new int[] {a, b});
    }
    return fresh;
  }

  private static Interactions interactions(List<String> genes, List<int[]> edges) {
    return new Interactions(
        genes,
        edges.stream().mapToInt(e -> e[0]).toArray(),
        edges.stream().mapToInt(e -> e[1]).toArray(),
        edges.stream().mapToDouble(e -> 1).toArray());
  }

  /** The network with its edges swapped two by two until nothing is left of it but degrees. */
  Interactions shuffled(long seed) {
    Random random = new Random(seed);
    List<int[]> edges = new ArrayList<>();
    Set<Long> known = new HashSet<>();
    for (int e = 0; e < network.size(); e++) {
      add(network.first(e), network.second(e), edges, known);
    }
    for (int swap = 0; swap < 20 * edges.size(); swap++) {
      int[] one = edges.get(random.nextInt(edges.size()));
      int[] other = edges.get(random.nextInt(edges.size()));
      int a = one[1];
      int b = other[1];
      boolean free =
          one != other && !known.contains(key(one[0], b)) && !known.contains(key(other[0], a));
      if (free && one[0] != b && other[0] != a) {
        known.remove(key(one[0], a));
        known.remove(key(other[0], b));
        one[1] = b;
        other[1] = a;
        known.add(key(one[0], b));
        known.add(key(other[0], a));
      }
    }
    return interactions(network.geneIds(), edges);
  }

  private static long key(int a, int b) {
    return (long) Math.min(a, b) * GENES + Math.max(a, b);
  }
}
