package org.omicroutes.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.survival.ScoreCalibration;

/**
 * A score that is linear in standardised features. A patient without a modality, a missing value
 * and a feature that the data lack count as the training mean.
 *
 * @param scales of the modalities
 * @param score a coefficient for each of their features
 * @param chosen what inner folds chose (penalties, weights), by name, for the reader
 * @param calibration from inner out-of-fold scores
 */
public record LinearModel(
    List<ModalityScale> scales,
    KernelScore score,
    Map<String, Double> chosen,
    ScoreCalibration calibration)
    implements SurvivalModel {

  private double[] scores(PatientData patients) {
    Map<String, double[][]> rows = new LinkedHashMap<>();
    for (ModalityScale scale : scales) {
      rows.put(scale.modality(), scale.rows(patients));
    }
    return score.of(rows, patients.patients().size());
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
