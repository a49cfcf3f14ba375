package org.omicroutes.models;

import org.omicroutes.survival.SurvivalInterval;
import org.omicroutes.survival.UncertaintyParts;

/** A model that says how sure it is of a patient. */
public interface UncertainModel extends SurvivalModel {

  /**
   * What is uncertain of one patient.
   *
   * @param parts of being alive at the horizon: what comes from the data, what from the model
   * @param interval of survival time, days
   * @param lowerBound conformal lower bound on survival time, days; NaN where none was fitted
   * @param boundAlpha share of patients that may die before their bound; NaN where none was fitted
   */
  record Uncertainty(
      UncertaintyParts parts, SurvivalInterval interval, double lowerBound, double boundAlpha) {

    /** A bound whose share is not known. */
    public Uncertainty(UncertaintyParts parts, SurvivalInterval interval, double lowerBound) {
      this(parts, interval, lowerBound, Double.NaN);
    }
  }

  /**
   * @param days the horizon of the parts, above 0
   * @param level that the interval is to hold, within (0, 1)
   * @return one a patient, in their order
   */
  Uncertainty[] uncertainty(PatientData patients, double days, double level);
}
