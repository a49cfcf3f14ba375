package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.omicroutes.cohort.Interactions;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;

/**
 * A seeded cohort of six gene modules in two continuous modalities, of which one module drives
 * survival, with mutations and clinical variables that do not, and a network in which modules are
 * dense. Genes of a module are {@code M3_7}.
 */
record ModuleCohort(PatientData data, SurvivalData survival, Interactions network) {
  static final int MODULES = 6;
  static final int GENES = 10;
  static final int PLANTED = 3;

  static ModuleCohort of(int patients, double effect, long seed) {
    Random random = new Random(seed);
    List<String> ids = new ArrayList<>();
    List<String> genes = new ArrayList<>();
    for (int g = 0; g < MODULES * GENES; g++) {
      genes.add("M" + g / GENES + "_" + g % GENES);
    }
    double[][] rna = new double[genes.size()][patients];
    double[][] methylation = new double[genes.size()][patients];
    double[][] mutation = new double[20][patients];
    double[][] clinical = new double[2][patients];
    double[] times = new double[patients];
    boolean[] events = new boolean[patients];
    for (int s = 0; s < patients; s++) {
      ids.add("p" + s);
      double[] state = random.doubles(MODULES).map(u -> random.nextGaussian()).toArray();
      for (int g = 0; g < genes.size(); g++) {
        // Genes of a module go up and down by turns, as a profile that patients can share.
        double sign = g % 2 == 0 ? 1 : -1;
        rna[g][s] = 5 + sign * state[g / GENES] + random.nextGaussian();
        methylation[g][s] = -sign * 0.7 * state[g / GENES] + random.nextGaussian();
      }
      for (double[] row : mutation) {
        row[s] = random.nextDouble() < 0.15 ? 1 : 0;
      }
      clinical[0][s] = random.nextGaussian();
      clinical[1][s] = random.nextBoolean() ? 1 : 0;
      double death = -Math.log(random.nextDouble()) * 1000 * Math.exp(-effect * state[PLANTED]);
      double censoring = -Math.log(random.nextDouble()) * 3000;
      times[s] = Math.ceil(Math.min(death, censoring)) + 1;
      events[s] = death <= censoring;
    }
    List<String> mutated = genes.subList(0, 20);
    Map<String, Modality> modalities = new LinkedHashMap<>();
    modalities.put(
        "clinical",
        new Modality(
            Modality.Kind.CLINICAL, LabelledMatrix.of(List.of("age", "stage"), ids, clinical)));
    modalities.put(
        "rna", new Modality(Modality.Kind.CONTINUOUS, LabelledMatrix.of(genes, ids, rna)));
    modalities.put(
        "methylation",
        new Modality(Modality.Kind.CONTINUOUS, LabelledMatrix.of(genes, ids, methylation)));
    modalities.put(
        "mutation", new Modality(Modality.Kind.BINARY, LabelledMatrix.of(mutated, ids, mutation)));
    return new ModuleCohort(
        new PatientData(ids, modalities),
        new SurvivalData(ids, times, events),
        network(genes, random));
  }

  private static Interactions network(List<String> genes, Random random) {
    List<int[]> edges = new ArrayList<>();
    for (int a = 0; a < genes.size(); a++) {
      for (int b = a + 1; b < genes.size(); b++) {
        double chance = a / GENES == b / GENES ? 0.6 : 0.01;
        if (random.nextDouble() < chance) {
          edges.add(new int[] {a, b});
        }
      }
    }
    return new Interactions(
        genes,
        edges.stream().mapToInt(e -> e[0]).toArray(),
        edges.stream().mapToInt(e -> e[1]).toArray(),
        edges.stream().mapToDouble(e -> 1).toArray());
  }

  /** The same patients with each other's survival. */
  ModuleCohort permuted(long seed) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < survival.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    double[] times = new double[order.size()];
    boolean[] events = new boolean[order.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = survival.time(order.get(i));
      events[i] = survival.event(order.get(i));
    }
    return new ModuleCohort(data, new SurvivalData(data.patients(), times, events), network);
  }

  /** The data without what is known of a patient in some modalities. */
  PatientData without(String patient, List<String> lacking) {
    Map<String, Modality> modalities = new LinkedHashMap<>(data.modalities());
    for (String name : lacking) {
      Modality modality = modalities.get(name);
      List<String> kept =
          modality.values().sampleIds().stream().filter(id -> !id.equals(patient)).toList();
      modalities.put(name, new Modality(modality.kind(), modality.values().selectSamples(kept)));
    }
    return new PatientData(data.patients(), modalities);
  }
}
