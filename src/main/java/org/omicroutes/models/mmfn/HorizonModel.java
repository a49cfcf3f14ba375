package org.omicroutes.models.mmfn;

import org.omicroutes.models.PatientData;
import org.omicroutes.models.SurvivalModel;

/** A model of the probability to die by one horizon. */
public interface HorizonModel extends SurvivalModel {

  /** The horizon it was fitted for. */
  double horizonDays();

  /** The probability of each patient to die by {@link #horizonDays}. */
  double[] probability(PatientData patients);
}
