package org.omicroutes.models;

import java.util.Optional;
import org.omicroutes.neural.Engines;

/**
 * A fitted survival model: a record of plain values, so that it is saved and loaded as JSON as it
 * is. It never changes, and says the same of a patient whoever else is asked about.
 */
public interface SurvivalModel {

  /**
   * The risk of each patient, higher for worse. Risks of one fitted model can be compared; those of
   * two cannot.
   *
   * @throws org.omicroutes.cohort.DataException where a modality that the model cannot do without
   *     is missing
   */
  double[] risk(PatientData patients);

  /**
   * The risk on the scale of a log hazard, which can be compared between models: {@link #risk}
   * itself unless a model says otherwise.
   */
  default double[] logHazard(PatientData patients) {
    return risk(patients);
  }

  /**
   * The probability of each patient to be alive at each time, not increasing in time.
   *
   * @param days times, ascending
   * @return patients × times
   */
  double[][] survival(PatientData patients, double[] days);

  /** What computed the training of the model's neural networks; empty where it has none. */
  default Optional<String> networksBy() {
    return Optional.empty();
  }

  /** Whether neural networks have a part in what the model says of patients. */
  default boolean asksNetworks() {
    return networksBy().isPresent();
  }

  /** What computes the networks when this process asks the model; not read where it asks none. */
  default String asksBy() {
    return Engines.preferred().name();
  }
}
