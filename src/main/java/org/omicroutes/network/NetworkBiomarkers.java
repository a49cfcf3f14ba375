package org.omicroutes.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.GeneScores;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Network biomarkers: the genes that propagation ranks highest, the modules they form in the
 * network, and per patient how each module stands in each layer. Immutable; what was learned is all
 * there is to it, so that it can be written and applied to new patients.
 *
 * @param biomarkers the top genes by rank
 * @param features the modules' features, most telling first
 */
public record NetworkBiomarkers(List<Biomarker> biomarkers, List<ModuleFeature> features) {

  /** Fewer genes than this are no module. */
  static final int LEAST_MODULE = 3;

  private static final int LISTED_NEIGHBOURS = 10;

  /**
   * A top gene.
   *
   * @param rank from 1
   * @param score propagated
   * @param seed combined score before propagation; NaN where the gene had none
   * @param module {@code M1}, …; null where it belongs to no module of three or more genes
   * @param neighbours up to ten top genes it interacts with, strongest interaction first
   * @param layers its score in each layer that has one
   */
  public record Biomarker(
      int rank,
      String gene,
      double score,
      double seed,
      String module,
      List<String> neighbours,
      Map<String, Double> layers) {}

  /** How the genes of a module are weighed in a layer. */
  public enum Weighting {
    /** By the sign of the gene's score in the layer: each gene counts alike. */
    SIGN,
    /** By the score itself: genes with more evidence count more. */
    SCORE
  }

  /**
   * What is learned from.
   *
   * @param propagated propagated scores
   * @param seeds the combined scores before propagation
   * @param layerScores signed z per gene, by layer
   * @param matrices features × samples, by layer; only {@code fitSamples} are looked at
   */
  public record Training(
      GeneNetwork network,
      GeneScores propagated,
      GeneScores seeds,
      Map<String, GeneScores> layerScores,
      Map<String, LabelledMatrix> matrices,
      List<String> fitSamples) {}

  public NetworkBiomarkers {
    biomarkers = List.copyOf(biomarkers);
    features = List.copyOf(features);
  }

  /**
   * Learns biomarkers.
   *
   * @param top how many genes
   * @param tokens how many features at most: those whose genes hold the most evidence in the layer,
   *     {@code Σ(z² - 1) / sqrt(2n)}, the standardised chi-square
   */
  public static NetworkBiomarkers fit(Training training, int top, int tokens, Weighting weighting) {
    List<String> genes = topGenes(training, top);
    GeneNetwork graph = training.network().induced(genes);
    Map<String, String> moduleOf = new HashMap<>();
    Map<String, List<String>> modules = modules(graph, scoreOf(training.propagated()));
    modules.forEach((name, members) -> members.forEach(gene -> moduleOf.put(gene, name)));
    Map<String, Map<String, Double>> layerScores = new LinkedHashMap<>();
    training.layerScores().forEach((layer, scores) -> layerScores.put(layer, scoreOf(scores)));
    return new NetworkBiomarkers(
        listed(training, genes, graph, moduleOf, layerScores),
        features(training, modules, layerScores, tokens, weighting));
  }

  private static List<String> topGenes(Training training, int top) {
    Map<String, Double> scores = scoreOf(training.propagated());
    return scores.keySet().stream()
        .filter(gene -> training.network().indexOf(gene) >= 0 && scores.get(gene) != 0)
        .sorted(
            Comparator.<String>comparingDouble(gene -> -Math.abs(scores.get(gene)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(top)
        .toList();
  }

  /** Scores by gene, without the missing ones. */
  private static Map<String, Double> scoreOf(GeneScores scores) {
    Map<String, Double> byGene = new LinkedHashMap<>();
    for (int g = 0; g < scores.size(); g++) {
      if (!Double.isNaN(scores.score(g))) {
        byGene.put(scores.geneIds().get(g), scores.score(g));
      }
    }
    return byGene;
  }

  /** Communities of three or more genes, named M1, M2, … by descending sum of scores. */
  private static Map<String, List<String>> modules(GeneNetwork graph, Map<String, Double> score) {
    List<List<String>> communities = new ArrayList<>();
    for (List<Integer> members : GeneModules.greedyModularity(graph)) {
      if (members.size() >= LEAST_MODULE) {
        communities.add(members.stream().map(graph.genes()::get).toList());
      }
    }
    communities.sort(
        Comparator.comparingDouble(
            genes -> -genes.stream().mapToDouble(gene -> Math.abs(score.get(gene))).sum()));
    Map<String, List<String>> named = new LinkedHashMap<>();
    communities.forEach(genes -> named.put("M" + (named.size() + 1), genes));
    return named;
  }

  private static List<Biomarker> listed(
      Training training,
      List<String> genes,
      GeneNetwork graph,
      Map<String, String> moduleOf,
      Map<String, Map<String, Double>> layerScores) {
    Map<String, Double> propagated = scoreOf(training.propagated());
    Map<String, Double> seeds = scoreOf(training.seeds());
    List<Biomarker> listed = new ArrayList<>();
    for (int i = 0; i < genes.size(); i++) {
      String gene = genes.get(i);
      Map<String, Double> layers = new LinkedHashMap<>();
      layerScores.forEach(
          (layer, scores) -> {
            if (scores.containsKey(gene)) {
              layers.put(layer, scores.get(gene));
            }
          });
      listed.add(
          new Biomarker(
              i + 1,
              gene,
              propagated.get(gene),
              seeds.getOrDefault(gene, Double.NaN),
              moduleOf.get(gene),
              neighbours(graph, i),
              layers));
    }
    return listed;
  }

  /** The graph's genes are in order of rank, so equal weights go to the better ranked gene. */
  private static List<String> neighbours(GeneNetwork graph, int gene) {
    List<Integer> edges = new ArrayList<>();
    for (int k = 0; k < graph.neighbourCount(gene); k++) {
      edges.add(k);
    }
    edges.sort(
        Comparator.<Integer>comparingDouble(k -> -graph.weight(gene, k))
            .thenComparingInt(k -> graph.neighbour(gene, k)));
    return edges.stream()
        .limit(LISTED_NEIGHBOURS)
        .map(k -> graph.genes().get(graph.neighbour(gene, k)))
        .toList();
  }

  private record Candidate(ModuleFeature feature, double evidence) {}

  private static List<ModuleFeature> features(
      Training training,
      Map<String, List<String>> modules,
      Map<String, Map<String, Double>> layerScores,
      int tokens,
      Weighting weighting) {
    List<Candidate> candidates = new ArrayList<>();
    training
        .matrices()
        .forEach(
            (layer, matrix) -> {
              List<String> genes =
                  modules.values().stream()
                      .flatMap(List::stream)
                      .filter(gene -> matrix.featureIndex(gene) >= 0)
                      .toList();
              LabelledMatrix fit =
                  matrix
                      .selectFeatures(genes)
                      .selectSamples(matrix.knownSamples(training.fitSamples()));
              Map<String, Double> scores = layerScores.get(layer);
              modules.forEach(
                  (name, members) -> {
                    Candidate candidate = candidate(name, layer, members, fit, scores, weighting);
                    if (candidate != null) {
                      candidates.add(candidate);
                    }
                  });
            });
    candidates.sort(Comparator.comparingDouble(candidate -> -candidate.evidence()));
    return candidates.stream().limit(tokens).map(Candidate::feature).toList();
  }

  /** The feature of a module in a layer; null where the layer has none of its genes varying. */
  private static Candidate candidate(
      String module,
      String layer,
      List<String> genes,
      LabelledMatrix fit,
      Map<String, Double> scores,
      Weighting weighting) {
    List<ModuleFeature.GeneTerm> terms = new ArrayList<>();
    double excess = 0;
    for (String gene : genes) {
      int row = fit.featureIndex(gene);
      double z = scores.getOrDefault(gene, 0.0);
      if (row < 0 || z == 0) {
        continue;
      }
      Moments moments = Moments.of(fit.row(row));
      if (moments.varies()) {
        double weight = weighting == Weighting.SIGN ? Math.signum(z) : z;
        terms.add(new ModuleFeature.GeneTerm(gene, weight, moments.mean(), moments.sd()));
        excess += z * z - 1;
      }
    }
    if (terms.isEmpty()) {
      return null;
    }
    Moments moments = Moments.of(ModuleFeature.raw(terms, fit, fit.sampleIds()));
    if (!moments.varies()) {
      return null;
    }
    return new Candidate(
        new ModuleFeature(module + "|" + layer, module, layer, terms, moments.mean(), moments.sd()),
        excess / Math.sqrt(2.0 * terms.size()));
  }

  /**
   * The features of patients, features × samples: every sample of any layer, in the order of the
   * layers. A layer that is not given is missing for all.
   */
  public LabelledMatrix apply(Map<String, LabelledMatrix> matrices) {
    Set<String> samples = new LinkedHashSet<>();
    matrices.values().forEach(matrix -> samples.addAll(matrix.sampleIds()));
    List<String> order = List.copyOf(samples);
    double[][] rows = new double[features.size()][];
    for (int f = 0; f < rows.length; f++) {
      LabelledMatrix matrix = matrices.get(features.get(f).layer());
      rows[f] = new double[order.size()];
      java.util.Arrays.fill(rows[f], Double.NaN);
      if (matrix != null) {
        rows[f] = features.get(f).apply(matrix, order);
      }
    }
    return LabelledMatrix.of(features.stream().map(ModuleFeature::id).toList(), order, rows);
  }

  /** Genes that the features want of a layer and that a matrix does not have. */
  public List<String> missingGenes(String layer, LabelledMatrix matrix) {
    return features.stream()
        .filter(feature -> feature.layer().equals(layer))
        .flatMap(feature -> feature.genes().stream())
        .map(ModuleFeature.GeneTerm::gene)
        .filter(gene -> matrix.featureIndex(gene) < 0)
        .distinct()
        .toList();
  }
}
