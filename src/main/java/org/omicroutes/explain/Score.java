package org.omicroutes.explain;

import java.util.stream.IntStream;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.SurvivalModel;

/**
 * What is to be explained: one number of each patient. It must say the same of a patient whoever
 * else is asked about, and be finite for patients put together of two.
 */
@FunctionalInterface
public interface Score {

  /** One value a patient, in their order. */
  double[] of(PatientData patients);

  /** The model's risk. */
  static Score risk(SurvivalModel model) {
    return model::risk;
  }

  /** The model's risk as a log hazard. */
  static Score logHazard(SurvivalModel model) {
    return model::logHazard;
  }

  /**
   * The model's probability to be alive at a time.
   *
   * @param days the horizon, above 0
   */
  static Score survival(SurvivalModel model, double days) {
    return patients -> {
      double[][] curves = model.survival(patients, new double[] {days});
      return IntStream.range(0, curves.length).mapToDouble(i -> curves[i][0]).toArray();
    };
  }
}
