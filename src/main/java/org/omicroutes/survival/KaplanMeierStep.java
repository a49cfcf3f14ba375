package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code kaplan-meier}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class KaplanMeierStep implements Step<KaplanMeierStep.Options> {

  /** Parameters of {@code kaplan-meier}. */
  public record Options(
      @Param(
              value = "Times of the predicted survival probabilities.",
              defaultValue = Horizons.DEFAULT,
              range = "> 0, ascending",
              unit = "months")
          List<String> horizons) {
    public Options {
      Horizons.parse(horizons);
    }
  }

  /** The fitted curve: the outcomes it was estimated from. */
  record State(double[] times, boolean[] events) {}

  private static final StepSpec<Options> SPEC =
      StepSpec.of("kaplan-meier", "1", Options.class)
          .summary("Estimates the survival curve and predicts it for everybody.")
          .details(
              """
              Kaplan and Meier's product-limit estimate with Greenwood's standard error, as R's
              `survfit`. As a model it knows nothing of the patients: everybody has risk 0 and the
              same survival probabilities. It is the yardstick that other models' Brier scores are
              held against. Beyond the last time observed the last value is kept. All samples
              censored is an error.
              """)
          .in(Port.optional("survival", Edam.TSV, "Columns sample, time (days), event."))
          .in(
              Port.optional(
                  "patients", Edam.TEXT, "Ids to predict for; without it those of survival."))
          .in(Port.optional("fit-samples", Edam.TEXT, "Ids to estimate from; without it all."))
          .in(Port.optional("state", Edam.JSON, "A curve fitted before; nothing is fitted then."))
          .out(Port.optional("out", Edam.TSV, "Columns time, n.risk, n.event, survival, se."))
          .out(Port.optional("out-predictions", Edam.TSV, "Columns sample, risk, survival_12m …"))
          .out(Port.optional("out-state", Edam.JSON, "The fitted curve."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Optional<Path> given = context.optionalInput("state");
    State state = given.isPresent() ? Json.read(given.get(), State.class) : fit(context);
    KaplanMeier km = KaplanMeier.of(state.times(), state.events());
    if (context.optionalOutput("out").isPresent()) {
      writeCurve(context.optionalOutput("out").get(), km);
    }
    if (context.optionalOutput("out-predictions").isPresent()) {
      int[] months = Horizons.parse(context.parameters().horizons());
      double[] curve =
          Arrays.stream(months)
              .mapToDouble(m -> km.at(m * SurvivalPredictions.DAYS_PER_MONTH))
              .toArray();
      List<String> patients = patients(context);
      double[][] survival = new double[patients.size()][];
      Arrays.fill(survival, curve);
      PredictionFiles.write(
          context.optionalOutput("out-predictions").get(),
          new SurvivalPredictions(patients, new double[survival.length], months, survival));
    }
    if (context.optionalOutput("out-state").isPresent()) {
      Json.write(context.optionalOutput("out-state").get(), state);
    }
  }

  private static State fit(StepContext<Options> context) throws IOException {
    Path file = context.optionalInput("survival").orElse(null);
    List<String> all = file == null ? List.of() : TableFiles.readSurvival(file).sampleIds();
    SurvivalData fit = SurvivalInputs.forFitting(context, all);
    return new State(fit.times(), fit.events());
  }

  private static List<String> patients(StepContext<Options> context) throws IOException {
    if (context.optionalInput("patients").isPresent()) {
      return TableFiles.readIds(context.optionalInput("patients").get());
    }
    if (context.optionalInput("survival").isPresent()) {
      return TableFiles.readSurvival(context.optionalInput("survival").get()).sampleIds();
    }
    throw new IllegalArgumentException(
        "patients: found nothing, expected ids to predict for (or survival)");
  }

  private static void writeCurve(Path file, KaplanMeier km) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("time\tn.risk\tn.event\tsurvival\tse\n");
      for (int k = 0; k < km.times().length; k++) {
        out.write(
            MatrixFiles.format(km.times()[k])
                + "\t"
                + km.atRisk()[k]
                + "\t"
                + km.events()[k]
                + "\t"
                + MatrixFiles.format(km.survival()[k])
                + "\t"
                + MatrixFiles.format(km.standardError(k))
                + "\n");
      }
    }
  }
}
