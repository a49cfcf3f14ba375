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
      @Param(value = "The scale of the 95 % intervals.", defaultValue = "log")
          KaplanMeier.Interval interval,
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
      StepSpec.of("kaplan-meier", "2", Options.class)
          .summary("Estimates the survival curve and predicts it for everybody.")
          .details(
              """
              Kaplan and Meier's product-limit estimate with Greenwood's standard error and 95 %
              limits, and Nelson and Aalen's cumulative hazard (tied events together) with its
              standard error, as R's `survfit`. Limits are symmetric on the scale of `interval`:
              `log` (survfit's choice), `log-log`, which is NA as long as the curve is 1, or
              `plain`; they are NA once the curve is 0.

              `out-summary` has the numbers of samples and events, the quartiles of time with the
              limits where the curve's limits cross, as R's `quantile` of a survfit (the middle of a
              flat stretch; NA where the curve does not come down so far), and the mean time lived
              up to each horizon (`restricted-mean-12m`, days, NA beyond the last time).

              As a model it knows nothing of the patients: everybody has risk 0 and the same
              survival probabilities. It is the yardstick that other models' Brier scores are held
              against. Beyond the last time observed the last value is kept. If all samples are
              censored the curve is 1, and this is noted.
              """)
          .in(Port.optional("survival", Edam.TSV, "Columns sample, time (days), event."))
          .in(
              Port.optional(
                  "patients", Edam.TEXT, "Ids to predict for; without it those of survival."))
          .in(Port.optional("fit-samples", Edam.TEXT, "Ids to estimate from; without it all."))
          .in(Port.optional("state", Edam.JSON, "A curve fitted before; nothing is fitted then."))
          .out(
              Port.optional(
                  "out",
                  Edam.TSV,
                  "Columns time (days), n.risk, n.event, n.censor, survival, se, lower, upper,"
                      + " cumhaz, cumhaz.se."))
          .out(
              Port.optional(
                  "out-summary", Edam.TSV, "Columns quantity, value (days), se, lower, upper."))
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
      writeCurve(context.optionalOutput("out").get(), km, context.parameters().interval());
    }
    if (context.optionalOutput("out-summary").isPresent()) {
      writeSummary(context.optionalOutput("out-summary").get(), km, context.parameters());
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
    SurvivalData fit = SurvivalInputs.outcomes(context, all);
    if (fit.eventCount() == 0) {
      context.note("no event among " + fit.size() + " samples: the curve is 1");
    }
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

  private static void writeCurve(Path file, KaplanMeier km, KaplanMeier.Interval interval)
      throws IOException {
    NelsonAalen hazard = NelsonAalen.of(km, NelsonAalen.Ties.TOGETHER);
    double[] times = km.times();
    int[] atRisk = km.atRisk();
    int[] events = km.events();
    int[] censored = km.censored();
    double[] survival = km.survival();
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("time\tn.risk\tn.event\tn.censor\tsurvival\tse\tlower\tupper\tcumhaz\tcumhaz.se\n");
      for (int k = 0; k < times.length; k++) {
        double[] limits = km.interval(k, interval);
        write(
            out,
            MatrixFiles.format(times[k]),
            atRisk[k],
            events[k],
            censored[k],
            survival[k],
            km.standardError(k),
            limits[0],
            limits[1],
            hazard.hazard()[k],
            hazard.standardErrors()[k]);
      }
    }
  }

  private static void writeSummary(Path file, KaplanMeier km, Options options) throws IOException {
    double none = Double.NaN;
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("quantity\tvalue\tse\tlower\tupper\n");
      write(out, "samples", km.atRisk()[0], none, none, none);
      write(out, "events", Arrays.stream(km.events()).sum(), none, none, none);
      for (double p : new double[] {0.25, 0.5, 0.75}) {
        SurvivalSummary.Limits limits = SurvivalSummary.quantile(km, p, options.interval());
        String name = p == 0.5 ? "median" : "quantile-" + p;
        write(out, name, limits.value(), none, limits.lower(), limits.upper());
      }
      for (int months : Horizons.parse(options.horizons())) {
        double until = months * SurvivalPredictions.DAYS_PER_MONTH;
        String name = "restricted-mean-" + months + "m";
        if (until > km.lastTime()) {
          write(out, name, none, none, none, none);
        } else {
          SurvivalSummary.Mean mean = SurvivalSummary.restrictedMean(km, until);
          write(out, name, mean.value(), mean.standardError(), none, none);
        }
      }
    }
  }

  private static void write(BufferedWriter out, String name, double... values) throws IOException {
    out.write(name);
    for (double value : values) {
      out.write("\t" + MatrixFiles.format(value));
    }
    out.write('\n');
  }
}
