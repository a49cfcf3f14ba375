package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.omicroutes.cohort.Interactions;
import org.omicroutes.network.GeneModules;
import org.omicroutes.network.GeneNetwork;

/**
 * The networks that netDx chooses from: one for each module of interacting genes and molecular
 * modality, one for each modality as a whole (its 1000 most variable features), one for each
 * clinical modality. Modules are communities of the interaction network by greedy modularity, among
 * genes that are measured; a community of more than 200 genes is parted again, and one of fewer
 * than three has no network. Of more than 3000 genes those with the most interactions are kept.
 *
 * @param name of the network
 * @param correlation whether patients are compared by correlation
 * @param block the features
 */
record CandidateNetwork(String name, boolean correlation, FeatureBlock block) {
  private static final int MOST_FEATURES = 1000;
  private static final int MOST_GENES = 3000;
  private static final int LARGEST_MODULE = 200;
  private static final int LEAST_MODULE = 3;
  private static final int LEAST_CORRELATED = 5;

  static List<CandidateNetwork> candidates(PatientData training, Interactions interactions) {
    Map<String, Modality> molecular = new LinkedHashMap<>();
    training
        .modalities()
        .forEach(
            (name, modality) -> {
              if (modality.kind() == Modality.Kind.CONTINUOUS
                  || modality.kind() == Modality.Kind.BINARY) {
                molecular.put(name, modality);
              }
            });
    List<CandidateNetwork> all = new ArrayList<>();
    training
        .of(Modality.Kind.CLINICAL)
        .forEach((name, m) -> add(all, name, name, m, m.values().featureIds(), training));
    molecular.forEach(
        (name, m) ->
            add(
                all,
                name,
                name,
                m,
                FeatureBlock.mostVariable(m.values(), training.patients(), MOST_FEATURES),
                training));
    List<List<String>> modules = modules(interactions, molecular);
    for (int k = 0; k < modules.size(); k++) {
      String module = "module" + (k + 1);
      List<String> genes = modules.get(k);
      molecular.forEach(
          (name, m) -> {
            List<String> measured =
                genes.stream().filter(gene -> m.values().featureIndex(gene) >= 0).toList();
            if (measured.size() >= LEAST_MODULE) {
              add(all, module + "|" + name, name, m, measured, training);
            }
          });
    }
    return all;
  }

  private static void add(
      List<CandidateNetwork> all,
      String name,
      String modality,
      Modality m,
      List<String> features,
      PatientData training) {
    FeatureBlock block =
        FeatureBlock.standardised(modality, m.values(), features, training.patients());
    boolean correlation =
        m.kind() != Modality.Kind.CLINICAL && block.features().size() >= LEAST_CORRELATED;
    if (!correlation) {
      block = FeatureBlock.ranged(modality, m.values(), features, training.patients());
    }
    if (!block.features().isEmpty()) {
      all.add(new CandidateNetwork(name, correlation, block));
    }
  }

  /** Genes of each module, the modules in the order of their first genes. */
  private static List<List<String>> modules(
      Interactions interactions, Map<String, Modality> molecular) {
    List<List<String>> modules = new ArrayList<>();
    if (interactions != null) {
      Set<String> measured = new TreeSet<>();
      molecular.values().forEach(m -> measured.addAll(m.values().featureIds()));
      GeneNetwork network = GeneNetwork.of(interactions);
      List<String> genes =
          IntStream.range(0, network.size())
              .filter(g -> measured.contains(network.genes().get(g)))
              .boxed()
              .sorted(Comparator.comparingInt(g -> -network.neighbourCount(g)))
              .limit(MOST_GENES)
              .sorted()
              .map(network.genes()::get)
              .toList();
      part(network.induced(genes), modules);
    }
    return modules;
  }

  private static void part(GeneNetwork network, List<List<String>> modules) {
    List<List<Integer>> communities = GeneModules.greedyModularity(network);
    for (List<Integer> community : communities) {
      List<String> genes = community.stream().map(network.genes()::get).toList();
      if (genes.size() > LARGEST_MODULE && communities.size() > 1) {
        part(network.induced(genes), modules);
      } else if (genes.size() >= LEAST_MODULE) {
        modules.add(genes);
      }
    }
  }
}
