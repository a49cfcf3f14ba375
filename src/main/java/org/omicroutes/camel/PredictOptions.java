package org.omicroutes.camel;

import java.util.List;
import org.omicroutes.step.Param;
import org.omicroutes.survival.Horizons;

/** Parameters of the workflow {@code predict}. */
public record PredictOptions(
    @Param(
            value = "Times to give survival probabilities and their uncertainty at.",
            defaultValue = Horizons.DEFAULT,
            range = "> 0, ascending",
            unit = "months")
        List<String> horizons,
    @Param(
            value =
                "Probability that the interval of survival time in `--out-uncertainty` is to hold.",
            defaultValue = "0.9",
            range = "within 0 and 1")
        double level,
    @Param(value = "Seed of what is drawn for `--out-explained-features`.", defaultValue = "1")
        long seed,
    @Param("The column of the clinical table with the patient ids; by default it is recognised.")
        String patientColumn) {
  public PredictOptions {
    Horizons.parse(horizons);
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level: found " + level + ", expected within 0 and 1");
    }
  }
}
