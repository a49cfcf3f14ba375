package org.omicroutes.explain;

import java.util.Arrays;
import org.omicroutes.models.mmfn.HorizonModel;

/** The scale on which what variables add to a probability is added up. */
final class LogOdds {
  /** Keeps the log odds finite; a probability nearer to 0 or 1 counts as this near. */
  private static final double LEAST = 1e-15;

  private LogOdds() {}

  static double of(double probability) {
    double inside = Math.max(LEAST, Math.min(1 - LEAST, probability));
    return Math.log(inside / (1 - inside));
  }

  /** The model's log odds of death by its horizon. */
  static Score score(HorizonModel model) {
    return patients -> Arrays.stream(model.probability(patients)).map(LogOdds::of).toArray();
  }
}
