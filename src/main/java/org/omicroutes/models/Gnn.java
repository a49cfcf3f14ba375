package org.omicroutes.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.neural.CoxEnsemble;
import org.omicroutes.neural.CoxSettings;
import org.omicroutes.neural.Engines;
import org.omicroutes.neural.GeneGraphNetwork;
import org.omicroutes.neural.NetworkInputs;
import org.omicroutes.survival.ScoreCalibration;

/**
 * A survival graph neural network. A patient without a modality, a missing value and a gene that
 * the data lack count as the training mean, and the network is told which modalities are absent; a
 * patient of whom nothing is known has the mean score.
 *
 * @param nodes the genes
 * @param clinical scales of the clinical modality; empty where there was none
 * @param ensemble networks, chosen settings, seed, epochs
 * @param calibration from out-of-fold scores
 */
public record Gnn(
    GeneNodes nodes,
    List<ModalityScale> clinical,
    CoxEnsemble ensemble,
    ScoreCalibration calibration)
    implements SurvivalModel {

  static NetworkInputs inputs(GeneNodes nodes, List<ModalityScale> clinical, PatientData patients) {
    Map<String, double[][]> rows = new LinkedHashMap<>();
    rows.put(GeneGraphNetwork.NODES, nodes.rows(patients));
    for (ModalityScale scale : clinical) {
      rows.put(GeneGraphNetwork.CLINICAL, scale.rows(patients));
    }
    return new NetworkInputs(patients.patients().size(), rows);
  }

  static GeneGraphNetwork network(
      GeneNodes nodes, List<ModalityScale> clinical, CoxSettings settings) {
    int variables = clinical.stream().mapToInt(scale -> scale.features().size()).sum();
    return new GeneGraphNetwork(nodes.adjacency(), nodes.features(), variables, settings);
  }

  private double[] scores(PatientData patients) {
    double[] scores =
        ensemble.scores(
            Engines.preferred(),
            network(nodes, clinical, ensemble.settings()),
            inputs(nodes, clinical, patients));
    boolean[] known = nodes.known(patients);
    for (ModalityScale scale : clinical) {
      boolean[] also = scale.known(patients);
      for (int i = 0; i < known.length; i++) {
        known[i] |= also[i];
      }
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] = known[i] ? scores[i] : 0;
    }
    return scores;
  }

  @Override
  public Optional<String> networksBy() {
    return Optional.of(ensemble.engine());
  }

  @Override
  public double[] risk(PatientData patients) {
    return calibration.risk(scores(patients));
  }

  @Override
  public double[][] survival(PatientData patients, double[] days) {
    return calibration.survival(scores(patients), days);
  }
}
