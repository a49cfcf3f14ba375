package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.omicroutes.cohort.GeneScores;
import org.omicroutes.cohort.Interactions;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.network.EvidenceCombination;
import org.omicroutes.network.GeneNetwork;
import org.omicroutes.network.GenePropagation;
import org.omicroutes.network.ModuleFeature;
import org.omicroutes.network.NetworkBiomarkers;
import org.omicroutes.network.Propagation;
import org.omicroutes.reduce.CoxPerGene;
import org.omicroutes.survival.FoldSplit;

/**
 * Network-propagated biomarkers of training patients. In each molecular modality every gene of the
 * network is tested for survival; the z of all modalities are combined, their sizes spread over the
 * network, and a patient's token of a modality is how the highest genes stand there, weighed by
 * their own z ({@link NetworkBiomarkers}).
 *
 * <p>The genes are chosen by outcome. A training patient's tokens are therefore those of a fit to
 * the other two thirds of the training patients: a network that saw them in-sample would trust them
 * far too much.
 */
final class NetworkTokens {
  private static final int MOST_TOP = 100;
  private static final double TOP_SHARE = 0.1;
  private static final int LEAST_TOP = 10;
  private static final int PARTS = 3;
  private static final double TOLERANCE = 1e-6;
  private static final int MOST_ITERATIONS = 1000;
  private static final double LEAST_KNOWN = 0.05;

  private final GeneNetwork network;
  private final PatientData training;
  private final int[] part;
  private final List<Evidence> withoutPart = new ArrayList<>();
  private final Evidence all;

  /** The genes' z, by modality and combined, over some patients. */
  private record Evidence(
      List<String> patients, Map<String, GeneScores> layers, GeneScores combined) {}

  /**
   * What is learned with one share of propagation.
   *
   * @param biomarkers learned on all training patients; features of all top genes together
   * @param outOfFold training patients × features, NaN where a modality is missing
   */
  record Fit(NetworkBiomarkers biomarkers, double[][] outOfFold) {}

  private NetworkTokens(
      GeneNetwork network, PatientData training, SurvivalData survival, long seed) {
    this.network = network;
    this.training = training;
    this.part = FoldSplit.stratified(survival, PARTS, seed);
    this.all = evidence(survival, IntStream.range(0, part.length).toArray());
    for (int k = 1; k <= PARTS; k++) {
      int left = k;
      withoutPart.add(
          evidence(
              survival, IntStream.range(0, part.length).filter(i -> part[i] != left).toArray()));
    }
  }

  /**
   * Scores the genes.
   *
   * @param interactions null where there are none
   * @return null where there is no network, or it knows next to none of the genes
   */
  static NetworkTokens of(
      PatientData training, SurvivalData survival, Interactions interactions, long seed) {
    if (interactions == null || survival.eventCount() < 2 * PARTS) {
      return null;
    }
    GeneNetwork network = GeneNetwork.of(interactions);
    long genes = molecular(training).values().stream().mapToLong(m -> m.featureCount()).sum();
    long known =
        molecular(training).values().stream()
            .flatMap(m -> m.featureIds().stream())
            .filter(gene -> network.indexOf(gene) >= 0)
            .count();
    return known < Math.max(3, LEAST_KNOWN * genes)
        ? null
        : new NetworkTokens(network, training, survival, seed);
  }

  static Map<String, LabelledMatrix> molecular(PatientData patients) {
    Map<String, LabelledMatrix> layers = new LinkedHashMap<>();
    patients
        .modalities()
        .forEach(
            (name, modality) -> {
              if (modality.kind() == Modality.Kind.CONTINUOUS
                  || modality.kind() == Modality.Kind.BINARY) {
                layers.put(name, modality.values());
              }
            });
    return layers;
  }

  private Evidence evidence(SurvivalData survival, int[] inside) {
    List<String> patients = Arrays.stream(inside).mapToObj(training.patients()::get).toList();
    Map<String, GeneScores> layers = new LinkedHashMap<>();
    molecular(training)
        .forEach(
            (name, matrix) -> {
              List<String> known = matrix.knownSamples(patients);
              SurvivalData outcome = survival.select(known);
              List<String> genes =
                  matrix.featureIds().stream().filter(g -> network.indexOf(g) >= 0).toList();
              if (outcome.eventCount() > 0 && !genes.isEmpty()) {
                LabelledMatrix tested = matrix.selectFeatures(genes).selectSamples(known);
                layers.put(name, GeneScores.of(genes, CoxPerGene.test(tested, outcome, false).z()));
              }
            });
    return new Evidence(patients, layers, EvidenceCombination.combine(layers));
  }

  /** Spreads the genes' scores with {@code alpha} from neighbours; null where no token is left. */
  Fit fit(double alpha) {
    NetworkBiomarkers full = biomarkers(all, alpha);
    List<NetworkBiomarkers> parts =
        withoutPart.stream().map(evidence -> biomarkers(evidence, alpha)).toList();
    List<ModuleFeature> common =
        full.features().stream()
            .filter(f -> parts.stream().allMatch(p -> find(p, f.id()) != null))
            .toList();
    if (common.isEmpty()) {
      return null;
    }
    double[][] outOfFold = new double[part.length][common.size()];
    for (int k = 0; k < PARTS; k++) {
      List<ModuleFeature> own = new ArrayList<>();
      for (ModuleFeature feature : common) {
        own.add(find(parts.get(k), feature.id()));
      }
      double[][] values = rows(new NetworkBiomarkers(List.of(), own), training);
      for (int i = 0; i < part.length; i++) {
        outOfFold[i] = part[i] == k + 1 ? values[i] : outOfFold[i];
      }
    }
    return new Fit(new NetworkBiomarkers(full.biomarkers(), common), outOfFold);
  }

  private static ModuleFeature find(NetworkBiomarkers biomarkers, String id) {
    return biomarkers.features().stream().filter(f -> f.id().equals(id)).findFirst().orElse(null);
  }

  private NetworkBiomarkers biomarkers(Evidence evidence, double alpha) {
    GenePropagation.Result spread =
        new GenePropagation(
                new Propagation(alpha, TOLERANCE, MOST_ITERATIONS),
                true,
                GenePropagation.DegreeCorrection.NONE)
            .run(network, evidence.combined());
    Map<String, LabelledMatrix> matrices = molecular(training);
    matrices.keySet().retainAll(evidence.layers().keySet());
    NetworkBiomarkers learned =
        NetworkBiomarkers.fit(
            new NetworkBiomarkers.Training(
                network,
                GeneScores.of(spread.genes(), spread.scores()[0]),
                evidence.combined(),
                evidence.layers(),
                matrices,
                evidence.patients()),
            top(evidence.combined().size()),
            Integer.MAX_VALUE,
            NetworkBiomarkers.Weighting.SCORE);
    return new NetworkBiomarkers(
        learned.biomarkers(),
        learned.features().stream().filter(f -> f.id().startsWith("all|")).toList());
  }

  /** How many of the tested genes are taken for biomarkers. */
  private static int top(int tested) {
    return Math.max(LEAST_TOP, Math.min(MOST_TOP, (int) (TOP_SHARE * tested)));
  }

  /** Patients × features; NaN where a patient lacks a modality. */
  static double[][] rows(NetworkBiomarkers biomarkers, PatientData patients) {
    LabelledMatrix values = biomarkers.apply(molecular(patients));
    double[][] rows = new double[patients.patients().size()][values.featureCount()];
    for (int i = 0; i < rows.length; i++) {
      int column = values.sampleIndex(patients.patients().get(i));
      for (int f = 0; f < rows[i].length; f++) {
        rows[i][f] = column < 0 ? Double.NaN : values.at(f, column);
      }
    }
    return rows;
  }
}
