package org.omicroutes.harmonize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepContext;

/** The ports that all fitted steps of this room share, and what they do. */
final class FitPorts {
  static final Port FIT_SAMPLES =
      Port.optional(
          "fit-samples",
          Edam.TEXT,
          "Ids of the samples to fit on, one a line; all samples without it. The result is applied"
              + " to every sample.");
  static final Port STATE =
      Port.optional(
          "state", Edam.JSON, "A fitted state from `out-state`: it is applied, nothing is fitted.");
  static final Port OUT_STATE =
      Port.optional("out-state", Edam.JSON, "The fitted state, for samples that come later.");

  private FitPorts() {}

  /** Fits on the given samples. */
  interface Fit<S> {
    S on(List<String> samples) throws IOException;
  }

  /** The state that was handed in, or else a freshly fitted one; written where it is asked for. */
  static <S> S state(StepContext<?> context, Class<S> type, List<String> available, Fit<S> fit)
      throws IOException {
    Optional<Path> given = context.optionalInput("state");
    S state =
        given.isPresent()
            ? Json.read(given.get(), type)
            : fit.on(TableFiles.fitSamples(context.optionalInput("fit-samples"), available));
    Optional<Path> out = context.optionalOutput("out-state");
    if (out.isPresent()) {
      Json.write(out.get(), state);
    }
    return state;
  }
}
