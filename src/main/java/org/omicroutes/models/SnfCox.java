package org.omicroutes.models;

/**
 * A Cox model on a patient's place in a fused similarity network and on clinical variables. A
 * patient without any molecular modality counts as the training mean.
 *
 * @param fusion the network of training patients
 * @param clinical variables beside the place
 * @param cox on traits of the network, then clinical variables
 */
public record SnfCox(PatientFusion fusion, ClinicalVariables clinical, FeatureCox cox)
    implements SurvivalModel {

  @Override
  public double[] risk(PatientData patients) {
    return cox.risk(clinical.appendedTo(fusion.place(patients), patients));
  }

  @Override
  public double[][] survival(PatientData patients, double[] days) {
    return cox.survival(clinical.appendedTo(fusion.place(patients), patients), days);
  }
}
