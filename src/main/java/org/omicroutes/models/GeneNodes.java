package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.Interactions;
import org.omicroutes.network.GeneNetwork;

/**
 * The genes of an interaction network as nodes with features: for each continuous and binary
 * modality the gene's z-score ({@link ModalityScale}), the mean of it over gene and neighbours (the
 * first propagation of a graph convolution, brought to deviation 1 among the training patients),
 * and whether the patient has the modality and the modality the gene. What is unknown is 0.
 *
 * <p>The nodes are the largest connected part of the most variable measured genes of the network,
 * at most {@value #MOST_GENES}.
 *
 * @param genes the nodes
 * @param first one end of each interaction, a position in {@code genes}
 * @param second the other end
 * @param weights of the interactions; their mean is 1, as is the loop of each gene to itself
 * @param scales of the modalities, for the nodes that they measure
 * @param spreads of the propagated values, modalities × nodes; &gt; 0
 */
public record GeneNodes(
    List<String> genes,
    int[] first,
    int[] second,
    double[] weights,
    List<ModalityScale> scales,
    double[][] spreads) {
  private static final int MOST_GENES = 600;

  /** How many features each modality gives a node: its own value, the propagated one, presence. */
  private static final int KINDS = 3;

  /**
   * Chooses the nodes and learns their scales.
   *
   * @throws DataException without a network, and where no two measured genes interact
   */
  static GeneNodes fit(PatientData training, List<String> omics, Interactions interactions) {
    if (interactions == null) {
      throw DataException.of(
          "no interaction network", "one: its genes are the nodes of this model");
    }
    Map<String, Double> variability = variability(training, omics);
    GeneNetwork network = GeneNetwork.of(interactions);
    List<String> ranked =
        network.genes().stream()
            .filter(variability::containsKey)
            .sorted(
                Comparator.comparingDouble((String gene) -> -variability.get(gene))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    List<String> genes = largestPart(network, ranked);
    if (genes.size() < 2) {
      throw DataException.of(
          ranked.size()
              + " of the "
              + network.size()
              + " genes of the network measured in "
              + omics
              + ", no two of them interacting",
          "interacting genes, named as in the modalities");
    }
    return of(network.induced(genes), training, omics);
  }

  /** The genes that vary, with the sum over modalities of their share of the mean variance. */
  private static Map<String, Double> variability(PatientData training, List<String> omics) {
    Map<String, Double> sums = new TreeMap<>();
    for (String name : omics) {
      ModalityScale scale =
          ModalityScale.fit(name, training.modalities().get(name), training.patients());
      double mean = Arrays.stream(scale.scales()).map(s -> s * s).average().orElse(1);
      for (int f = 0; f < scale.features().size(); f++) {
        sums.merge(scale.features().get(f), Math.pow(scale.scales()[f], 2) / mean, Double::sum);
      }
    }
    return sums;
  }

  /** The largest connected part of as many of the first genes as keep it within the limit. */
  private static List<String> largestPart(GeneNetwork network, List<String> ranked) {
    List<String> best = List.of();
    for (int count = MOST_GENES; ; count += MOST_GENES / 10) {
      List<String> some = ranked.subList(0, Math.min(count, ranked.size()));
      List<String> part = largestPart(network.induced(some));
      if (part.size() > MOST_GENES) {
        return best;
      }
      best = part;
      if (some.size() == ranked.size()) {
        return best;
      }
    }
  }

  private static List<String> largestPart(GeneNetwork network) {
    boolean[] seen = new boolean[network.size()];
    List<Integer> largest = List.of();
    for (int start = 0; start < seen.length; start++) {
      List<Integer> part = new ArrayList<>();
      if (!seen[start]) {
        seen[start] = true;
        part.add(start);
      }
      for (int at = 0; at < part.size(); at++) {
        int gene = part.get(at);
        for (int k = 0; k < network.neighbourCount(gene); k++) {
          int neighbour = network.neighbour(gene, k);
          if (!seen[neighbour]) {
            seen[neighbour] = true;
            part.add(neighbour);
          }
        }
      }
      largest = part.size() > largest.size() ? part : largest;
    }
    return largest.stream().map(network.genes()::get).sorted().toList();
  }

  private static GeneNodes of(GeneNetwork network, PatientData training, List<String> omics) {
    List<int[]> edges = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int a = 0; a < network.size(); a++) {
      for (int k = 0; k < network.neighbourCount(a); k++) {
        if (network.neighbour(a, k) > a) {
          edges.add(new int[] {a, network.neighbour(a, k)});
          weights.add(network.weight(a, k));
        }
      }
    }
    double mean = weights.stream().mapToDouble(w -> w).average().orElse(1);
    List<ModalityScale> scales = new ArrayList<>();
    for (String name : omics) {
      Modality modality = training.modalities().get(name);
      List<String> measured =
          network.genes().stream().filter(g -> modality.values().featureIndex(g) >= 0).toList();
      ModalityScale scale =
          ModalityScale.fit(
              name,
              new Modality(modality.kind(), modality.values().selectFeatures(measured)),
              training.patients());
      if (!scale.features().isEmpty()) {
        scales.add(scale);
      }
    }
    return new GeneNodes(
            List.copyOf(network.genes()),
            edges.stream().mapToInt(e -> e[0]).toArray(),
            edges.stream().mapToInt(e -> e[1]).toArray(),
            weights.stream().mapToDouble(w -> w / mean).toArray(),
            List.copyOf(scales),
            new double[0][])
        .spread(training);
  }

  private GeneNodes spread(PatientData training) {
    double[] degrees = degrees();
    double[][] spreads = new double[scales.size()][genes.size()];
    for (int m = 0; m < spreads.length; m++) {
      double[] squares = new double[genes.size()];
      boolean[] known = scales.get(m).known(training);
      double count = 0;
      double[][] rows = onNodes(m, training);
      for (int i = 0; i < rows.length; i++) {
        double[] propagated = propagated(rows[i], degrees);
        count += known[i] ? 1 : 0;
        for (int g = 0; g < squares.length; g++) {
          squares[g] += propagated[g] * propagated[g];
        }
      }
      for (int g = 0; g < squares.length; g++) {
        // Neighbours that are not measured either leave a zero, whatever it is divided by.
        spreads[m][g] = squares[g] > 1e-12 ? Math.sqrt(squares[g] / count) : 1;
      }
    }
    return new GeneNodes(genes, first, second, weights, scales, spreads);
  }

  /** The z-scores of one modality, patients × nodes, 0 where it does not measure the gene. */
  private double[][] onNodes(int m, PatientData patients) {
    int[] nodes = nodesOf(m);
    double[][] rows = scales.get(m).rows(patients);
    double[][] all = new double[rows.length][genes.size()];
    for (int i = 0; i < rows.length; i++) {
      for (int f = 0; f < nodes.length; f++) {
        all[i][nodes[f]] = rows[i][f];
      }
    }
    return all;
  }

  private int[] nodesOf(int m) {
    Map<String, Integer> positions = new LinkedHashMap<>();
    for (int g = 0; g < genes.size(); g++) {
      positions.put(genes.get(g), g);
    }
    return scales.get(m).features().stream().mapToInt(positions::get).toArray();
  }

  /** Weighted degrees with the loop of each gene to itself. */
  private double[] degrees() {
    double[] degrees = new double[genes.size()];
    Arrays.fill(degrees, 1);
    for (int e = 0; e < weights.length; e++) {
      degrees[first[e]] += weights[e];
      degrees[second[e]] += weights[e];
    }
    return degrees;
  }

  /** Â x. */
  private double[] propagated(double[] x, double[] degrees) {
    double[] sums = new double[x.length];
    for (int g = 0; g < x.length; g++) {
      sums[g] = x[g] / degrees[g];
    }
    for (int e = 0; e < weights.length; e++) {
      double share = weights[e] / Math.sqrt(degrees[first[e]] * degrees[second[e]]);
      sums[first[e]] += share * x[second[e]];
      sums[second[e]] += share * x[first[e]];
    }
    return sums;
  }

  /** Â, the symmetrically normalised adjacency with self-loops, nodes × nodes. */
  double[][] adjacency() {
    double[] degrees = degrees();
    double[][] adjacency = new double[genes.size()][];
    double[] unit = new double[genes.size()];
    for (int g = 0; g < adjacency.length; g++) {
      unit[g] = 1;
      adjacency[g] = propagated(unit, degrees);
      unit[g] = 0;
    }
    return adjacency;
  }

  /** How many features a node has. */
  int features() {
    return KINDS * scales.size();
  }

  /** The features of all nodes of each patient, node by node: patients × (nodes · features). */
  double[][] rows(PatientData patients) {
    double[] degrees = degrees();
    double[][] nodes = new double[patients.patients().size()][genes.size() * features()];
    for (int m = 0; m < scales.size(); m++) {
      double[][] own = onNodes(m, patients);
      boolean[] known = scales.get(m).known(patients);
      boolean[] measured = new boolean[genes.size()];
      IntStream.of(nodesOf(m)).forEach(g -> measured[g] = true);
      for (int i = 0; i < own.length; i++) {
        double[] propagated = propagated(own[i], degrees);
        for (int g = 0; g < genes.size(); g++) {
          int at = g * features() + KINDS * m;
          nodes[i][at] = own[i][g];
          nodes[i][at + 1] = propagated[g] / spreads[m][g];
          nodes[i][at + 2] = known[i] && measured[g] ? 1 : 0;
        }
      }
    }
    return nodes;
  }

  /** Whether each patient has a value of any node. */
  boolean[] known(PatientData patients) {
    boolean[] any = new boolean[patients.patients().size()];
    for (ModalityScale scale : scales) {
      boolean[] known = scale.known(patients);
      for (int i = 0; i < any.length; i++) {
        any[i] |= known[i];
      }
    }
    return any;
  }
}
