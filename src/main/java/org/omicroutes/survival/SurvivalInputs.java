package org.omicroutes.survival;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.StepContext;

/** What the fitting steps of this room read in the same way. */
final class SurvivalInputs {
  private SurvivalInputs() {}

  /**
   * The outcomes to fit on: of the available samples those listed in {@code fit-samples} and with
   * an outcome, in the order of {@code available}; at least one event.
   */
  static SurvivalData forFitting(StepContext<?> context, List<String> available)
      throws IOException {
    SurvivalData chosen = outcomes(context, available);
    if (chosen.eventCount() == 0) {
      throw DataException.in(context.input("survival"))
          .column("event")
          .error(
              "no event among the " + chosen.size() + " samples to fit on (all censored)",
              "at least one event");
    }
    return chosen;
  }

  /** As {@link #forFitting}, also where every outcome is censored. */
  static SurvivalData outcomes(StepContext<?> context, List<String> available) throws IOException {
    Path file =
        context
            .optionalInput("survival")
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "survival: found nothing, expected a table sample, time, event to fit on"
                            + " (or a fitted state)"));
    SurvivalData survival = TableFiles.readSurvival(file);
    Optional<Path> list = context.optionalInput("fit-samples");
    List<String> fit = survival.knownSamples(TableFiles.fitSamples(list, available));
    if (fit.isEmpty()) {
      throw DataException.in(file)
          .error("none of the samples to fit on", "survival of at least one of them");
    }
    return survival.select(fit);
  }

  /** Predictions of a proportional hazards model. */
  static SurvivalPredictions predictions(
      List<String> samples, double[] risk, BreslowBaseline baseline, int[] months) {
    double[][] survival = new double[risk.length][months.length];
    for (int i = 0; i < risk.length; i++) {
      for (int h = 0; h < months.length; h++) {
        survival[i][h] = baseline.survival(months[h] * SurvivalPredictions.DAYS_PER_MONTH, risk[i]);
      }
    }
    return new SurvivalPredictions(samples, risk, months, survival);
  }
}
