package org.omicroutes.models;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.neural.CoxEnsemble;
import org.omicroutes.neural.CoxSettings;
import org.omicroutes.neural.Engines;
import org.omicroutes.neural.ModalityTransformer;
import org.omicroutes.neural.NetworkInputs;
import org.omicroutes.survival.ScoreCalibration;

/**
 * A multimodal transformer. It looks at the modalities that a patient has; a missing value among
 * them and a feature that the data lack count as the training mean. A patient of whom nothing is
 * known has the mean score.
 *
 * @param tokens what it is told of a patient
 * @param ensemble networks, chosen settings, seed, epochs
 * @param calibration from out-of-fold scores
 */
public record Transformer(ModalityTokens tokens, CoxEnsemble ensemble, ScoreCalibration calibration)
    implements SurvivalModel {
  private static final int HEADS = 2;

  static ModalityTransformer network(ModalityTokens tokens, CoxSettings settings) {
    return new ModalityTransformer(tokens.tokenOf(), tokens.modalityOf(), HEADS, settings);
  }

  static NetworkInputs inputs(ModalityTokens tokens, PatientData patients) {
    Map<String, double[][]> rows = new LinkedHashMap<>();
    rows.put(ModalityTransformer.VALUES, tokens.rows(patients));
    rows.put(ModalityTransformer.PRESENT, tokens.present(patients));
    return new NetworkInputs(patients.patients().size(), rows);
  }

  private double[] scores(PatientData patients) {
    NetworkInputs inputs = inputs(tokens, patients);
    double[] scores =
        ensemble.scores(Engines.preferred(), network(tokens, ensemble.settings()), inputs);
    double[][] present = inputs.rows().get(ModalityTransformer.PRESENT);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Arrays.stream(present[i]).sum() > 0 ? scores[i] : 0;
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
