package org.omicroutes.models;

import java.util.LinkedHashMap;
import java.util.Map;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.reduce.MofaModel;
import org.omicroutes.reduce.MofaProjection;

/**
 * A Cox model on MOFA factors and clinical variables. Everyone's factors, the training patients'
 * too, are their posterior means given the modalities they have, with loadings as trained. A
 * patient without any of them counts as the training mean.
 *
 * @param mofa the trained factor model
 * @param clinical variables beside the factors
 * @param cox on factors, then clinical variables
 */
public record MofaCox(MofaModel mofa, ClinicalVariables clinical, FeatureCox cox)
    implements SurvivalModel {

  @Override
  public double[] risk(PatientData patients) {
    return cox.risk(features(mofa, clinical, patients));
  }

  @Override
  public double[][] survival(PatientData patients, double[] days) {
    return cox.survival(features(mofa, clinical, patients), days);
  }

  /** Patients × factors and clinical variables. */
  static double[][] features(MofaModel mofa, ClinicalVariables clinical, PatientData patients) {
    Map<String, LabelledMatrix> views = new LinkedHashMap<>();
    patients.modalities().forEach((name, modality) -> views.put(name, modality.values()));
    double[][] factors =
        new MofaProjection(mofa, views).factors(patients.patients()).toSamplesByFeatures();
    return clinical.appendedTo(factors, patients);
  }
}
