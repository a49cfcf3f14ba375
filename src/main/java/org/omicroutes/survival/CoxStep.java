package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code cox}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class CoxStep implements Step<CoxStep.Options> {

  /** Parameters of {@code cox}. */
  public record Options(
      @Param(value = "What to do with events at the same time.", defaultValue = "efron")
          CoxModel.Ties ties,
      @Param(
              value = "The function of time that the test of proportional hazards looks along.",
              defaultValue = "km")
          ProportionalHazardsTest.Transform zphTransform,
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

  /**
   * The fitted model with the baseline hazard of each stratum.
   *
   * @param robust whether tests and limits take the robust standard errors
   * @param strata names, ascending; none where the model has no strata and one baseline
   */
  record State(
      CoxModel model, boolean robust, List<String> strata, List<BreslowBaseline> baselines) {}

  private static final StepSpec<Options> SPEC =
      StepSpec.of("cox", "2", Options.class)
          .summary("Fits a Cox proportional hazards model and predicts survival.")
          .details(
              """
              Newton's method with step halving on the partial likelihood; ties after Efron or
              Breslow; coefficients, standard errors and likelihoods agree with R's
              `survival::coxph`. The baseline hazard is Breslow's (Efron's variant with Efron ties).
              A risk of 0 is that of a sample with the (weighted) training mean of every feature.

              With `strata` every stratum has a baseline hazard of its own and a sample is compared
              within its stratum only, as coxph's `strata()`. Every sample that is fitted or
              predicted needs a stratum, and one that is predicted a stratum seen in fitting; other
              samples are errors. The risk leaves the baseline out: it ranks within a stratum. In a
              stratum without events predicted survival is 1; this is noted.

              With `weights` samples count by their case weights (0 leaves a sample out). The robust
              standard error is the sandwich estimate with each sample its own cluster. z, p and the
              limits take it where some weight is not a whole number, as coxph does, and the
              model-based standard error otherwise.

              `out-zph` is the score test of proportional hazards of `cox.zph` (survival 3 and
              later): one row a feature and the row GLOBAL; a small p says that a coefficient
              changes along the transform of time (`km` 1 minus Kaplan-Meier, `rank`, `identity`,
              `log`). `out-tests` are the likelihood-ratio, Wald and score tests that all
              coefficients are 0, model-based. Both need a fit: with a `state` they are errors.

              A feature that is constant in the training samples, or a linear combination of those
              before it, gets the coefficient NA and takes no part, as in coxph. A coefficient that
              runs to infinity (a feature that parts events perfectly) is noted.

              A missing value is an error: impute first. With a fitted `state`, a feature that the
              matrix lacks takes its training mean, and this is noted; features are matched by name.
              No event among the training samples is an error.
              """)
          .in(Port.one("features", Edam.TSV, "Features × samples, no missing values."))
          .in(
              Port.optional(
                  "survival", Edam.TSV, "Columns sample, time (days), event; for fitting."))
          .in(
              Port.optional(
                  "fit-samples", Edam.TEXT, "Ids to fit on; without it all with survival."))
          .in(
              Port.optional(
                  "strata", Edam.TSV, "Columns sample, stratum; all samples fitted and predicted."))
          .in(
              Port.optional(
                  "weights", Edam.TSV, "Columns sample, weight (>= 0); all samples fitted."))
          .in(Port.optional("state", Edam.JSON, "A model fitted before; nothing is fitted then."))
          .out(
              Port.optional(
                  "out",
                  Edam.TSV,
                  "Columns feature, coef, se, z, p, hr, hr.lower, hr.upper (95 %), robust.se."))
          .out(
              Port.optional(
                  "out-predictions",
                  Edam.TSV,
                  "Columns sample, risk (log relative hazard), survival_12m …, all samples."))
          .out(
              Port.optional(
                  "out-baseline",
                  Edam.TSV,
                  "Columns stratum ('all' without strata), time (days), hazard (cumulative),"
                      + " survival."))
          .out(Port.optional("out-zph", Edam.TSV, "Columns feature, chisq, df, p."))
          .out(Port.optional("out-tests", Edam.TSV, "Columns test, chisq, df, p."))
          .out(Port.optional("out-state", Edam.JSON, "The fitted model."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    LabelledMatrix features = MatrixFiles.read(context.input("features"));
    requireComplete(features, context.input("features"));
    Optional<Path> given = context.optionalInput("state");
    State state = given.isPresent() ? read(context, given.get()) : fit(context, features);
    Optional<Path> out = context.optionalOutput("out");
    if (out.isPresent()) {
      CoxFiles.writeCoefficients(out.get(), state.model(), state.robust());
    }
    Optional<Path> baseline = context.optionalOutput("out-baseline");
    if (baseline.isPresent()) {
      CoxFiles.writeBaselines(baseline.get(), state.strata(), state.baselines());
    }
    Optional<Path> predictions = context.optionalOutput("out-predictions");
    if (predictions.isPresent()) {
      PredictionFiles.write(predictions.get(), predict(context, state, features));
    }
    if (context.optionalOutput("out-state").isPresent()) {
      Json.write(context.optionalOutput("out-state").get(), state);
    }
  }

  static void requireComplete(LabelledMatrix features, Path file) {
    for (int f = 0; f < features.featureCount(); f++) {
      for (int s = 0; s < features.sampleCount(); s++) {
        if (Double.isNaN(features.at(f, s))) {
          throw DataException.in(file)
              .column(features.sampleIds().get(s))
              .error(
                  "no value of " + features.featureIds().get(f),
                  "every value present (impute the matrix first)");
        }
      }
    }
  }

  private static State read(StepContext<Options> context, Path file) throws IOException {
    for (String port : List.of("out-zph", "out-tests")) {
      if (context.optionalOutput(port).isPresent()) {
        throw new IllegalArgumentException(
            port + ": found a fitted state, expected survival to fit on");
      }
    }
    State state = Json.read(file, State.class);
    if (state.strata() == null || state.baselines() == null) {
      throw DataException.in(file)
          .error("a model of an earlier version of cox", "one of version 2 (fit it again)");
    }
    return state;
  }

  private static State fit(StepContext<Options> context, LabelledMatrix features)
      throws IOException {
    SurvivalData survival = SurvivalInputs.forFitting(context, features.sampleIds());
    double[][] x = features.selectSamples(survival.sampleIds()).toSamplesByFeatures();
    CoxData data = CoxData.of(features.featureIds(), x, survival, context.parameters().ties());
    Optional<Path> strata = context.optionalInput("strata");
    List<String> names = List.of();
    if (strata.isPresent()) {
      List<String> stratum = CoxFiles.readStrata(strata.get(), survival.sampleIds());
      names = stratum.stream().distinct().sorted().toList();
      data = data.withStrata(stratum.stream().mapToInt(names::indexOf).toArray());
    }
    Optional<Path> weights = context.optionalInput("weights");
    if (weights.isPresent()) {
      data = data.withWeights(CoxFiles.readWeights(weights.get(), survival));
    }
    CoxModel model = CoxModel.fit(data);
    if (!model.converged()) {
      context.note("a coefficient may be infinite: " + model.iterations() + " iterations");
    }
    List<BreslowBaseline> baselines = model.baselines(data);
    for (int s = 0; s < names.size(); s++) {
      if (baselines.get(s).times().length == 0) {
        context.note("no event in stratum " + names.get(s) + ": its survival is 1");
      }
    }
    if (context.optionalOutput("out-zph").isPresent()) {
      CoxFiles.writeProportionalHazards(
          context.optionalOutput("out-zph").get(),
          ProportionalHazardsTest.of(model, data, context.parameters().zphTransform()));
    }
    if (context.optionalOutput("out-tests").isPresent()) {
      CoxFiles.writeTests(context.optionalOutput("out-tests").get(), model);
    }
    boolean whole = Arrays.stream(data.weights()).allMatch(w -> w == Math.rint(w));
    return new State(model, !whole, names, baselines);
  }

  private static SurvivalPredictions predict(
      StepContext<Options> context, State state, LabelledMatrix features) throws IOException {
    double[] risk = risks(context, state.model(), features);
    int[] months = Horizons.parse(context.parameters().horizons());
    int[] stratum = strata(context, state, features.sampleIds());
    double[][] survival = new double[risk.length][months.length];
    for (int i = 0; i < risk.length; i++) {
      for (int h = 0; h < months.length; h++) {
        survival[i][h] =
            state
                .baselines()
                .get(stratum[i])
                .survival(months[h] * SurvivalPredictions.DAYS_PER_MONTH, risk[i]);
      }
    }
    return new SurvivalPredictions(features.sampleIds(), risk, months, survival);
  }

  /** The stratum of each sample as the model counts them. */
  private static int[] strata(StepContext<Options> context, State state, List<String> samples)
      throws IOException {
    Optional<Path> file = context.optionalInput("strata");
    int[] strata = new int[samples.size()];
    if (state.strata().isEmpty()) {
      if (file.isPresent()) {
        context.note("the model has no strata: those given are not used");
      }
      return strata;
    }
    if (file.isEmpty()) {
      throw new IllegalArgumentException(
          "strata: found nothing, expected a table sample, stratum (the model has strata "
              + String.join(", ", state.strata())
              + ")");
    }
    List<String> names = CoxFiles.readStrata(file.get(), samples);
    for (int i = 0; i < strata.length; i++) {
      strata[i] = state.strata().indexOf(names.get(i));
      if (strata[i] < 0) {
        throw DataException.in(file.get())
            .column("stratum")
            .error(
                "'" + names.get(i) + "' of sample " + samples.get(i),
                "a stratum the model was fitted with: " + String.join(", ", state.strata()));
      }
    }
    return strata;
  }

  private static double[] risks(
      StepContext<Options> context, CoxModel model, LabelledMatrix features) {
    int[] rows = new int[model.features().size()];
    for (int j = 0; j < rows.length; j++) {
      rows[j] = features.featureIndex(model.features().get(j));
      if (rows[j] < 0) {
        context.note("no feature " + model.features().get(j) + ": its training mean is taken");
      }
    }
    double[] risk = new double[features.sampleCount()];
    double[] values = new double[rows.length];
    for (int s = 0; s < risk.length; s++) {
      for (int j = 0; j < rows.length; j++) {
        values[j] = rows[j] < 0 ? model.means()[j] : features.at(rows[j], s);
      }
      risk[s] = model.risk(values);
    }
    return risk;
  }
}
