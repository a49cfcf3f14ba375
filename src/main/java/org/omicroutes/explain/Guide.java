package org.omicroutes.explain;

import java.util.List;
import org.omicroutes.models.PatientData;

/** Says which variables are worth a try. */
@FunctionalInterface
interface Guide {

  /**
   * @param one a single patient, as changed so far
   * @param up whether the probability is to rise
   */
  List<Variable> worth(PatientData one, boolean up);
}
