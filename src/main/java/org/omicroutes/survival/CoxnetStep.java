package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code coxnet}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class CoxnetStep implements Step<CoxnetStep.Options> {

  /** Parameters of {@code coxnet}. */
  public record Options(
      @Param(
              value = "Share of the lasso in the penalty: 1 is the lasso, 0 ridge.",
              defaultValue = "0.5",
              range = "0 to 1")
          double alpha,
      @Param(
              value = "Penalties, instead of glmnet's sequence; a single one is taken as it is.",
              range = ">= 0, descending")
          List<String> lambdas,
      @Param(value = "Penalties of glmnet's sequence.", defaultValue = "100", range = ">= 2")
          int nlambda,
      @Param(
              value =
                  "Smallest penalty of that sequence by its largest; by default 0.01 with fewer"
                      + " samples than features, else 0.0001.",
              range = "above 0, below 1")
          String lambdaMinRatio,
      @Param(
              value = "Whether the penalty is on coefficients per standard deviation.",
              defaultValue = "true")
          boolean standardize,
      @Param(value = "Features that are not penalised, such as age.") List<String> unpenalised,
      @Param(value = "Folds of the cross-validation.", defaultValue = "10", range = ">= 2")
          int folds,
      @Param(value = "Seed of the folds.", defaultValue = "1") long seed,
      @Param(
              value = "Threads; 0: as many as there are processors. They do not change the result.",
              defaultValue = "0",
              range = ">= 0")
          int threads,
      @Param(value = "What a penalty is judged by.", defaultValue = "deviance")
          CoxElasticNetCv.Measure measure,
      @Param(
              value =
                  "The best penalty (min), or the largest within one standard error of it (1se).",
              defaultValue = "min",
              range = "min, 1se")
          String rule,
      @Param(
              value = "Times of the predicted survival probabilities.",
              defaultValue = Horizons.DEFAULT,
              range = "> 0, ascending",
              unit = "months")
          List<String> horizons) {
    public Options {
      new CoxElasticNet.Settings(
          alpha, numbers(lambdas), nlambda, ratio(lambdaMinRatio), true, null);
      if (nlambda < 2) {
        throw new IllegalArgumentException("nlambda: found " + nlambda + ", expected >= 2");
      }
      if (!List.of("min", "1se").contains(rule)) {
        throw new IllegalArgumentException("rule: found " + rule + ", expected min or 1se");
      }
      if (folds < 2) {
        throw new IllegalArgumentException("folds: found " + folds + ", expected >= 2");
      }
      if (threads < 0) {
        throw new IllegalArgumentException("threads: found " + threads + ", expected >= 0");
      }
      Horizons.parse(horizons);
    }

    CoxElasticNet.Settings settings(double[] penaltyFactors) {
      return new CoxElasticNet.Settings(
          alpha, numbers(lambdas), nlambda, ratio(lambdaMinRatio), standardize, penaltyFactors);
    }

    private static double ratio(String typed) {
      return typed == null ? Double.NaN : number("lambda-min-ratio", typed);
    }

    private static double[] numbers(List<String> typed) {
      return typed.isEmpty()
          ? null
          : typed.stream().mapToDouble(t -> number("lambdas", t)).toArray();
    }

    private static double number(String name, String typed) {
      try {
        double value = Double.parseDouble(typed);
        if (Double.isFinite(value)) {
          return value;
        }
        throw new NumberFormatException(typed);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(name + ": found '" + typed + "', expected a number", e);
      }
    }
  }

  /**
   * The fitted model; features are those with a coefficient.
   *
   * @param offset whether samples need an offset
   */
  record State(
      double lambda,
      boolean offset,
      List<String> features,
      double[] means,
      double[] coefficients,
      BreslowBaseline baseline) {}

  private static final StepSpec<Options> SPEC =
      StepSpec.of("coxnet", "1", Options.class)
          .summary(
              "Fits an elastic-net Cox model, its penalty cross-validated, and predicts survival.")
          .details(
              """
              The penalty is `lambda (alpha |b| + (1 - alpha)/2 b²)` on the log partial likelihood
              (ties after Breslow) by the number of samples. Path, standardisation (divisor n),
              stopping and cross-validation are those of R's `glmnet(family = "cox")` and
              `cv.glmnet` (grouped partial-likelihood deviance, or Harrell's C); coefficients agree
              with glmnet run with a tight `thresh`. The default `alpha` of 0.5 keeps correlated
              genes together; glmnet's is 1, the lasso. Penalty factors are scaled to sum to the
              number of features, so that each `unpenalised` one raises the penalty on the others.

              Folds are seeded and stratified by event, at most as many as there are events. With a
              single lambda given nothing is cross-validated; otherwise fewer than two events are
              an error.

              A sample censored at an event time is at risk there, as in coxph. glmnet 4.1 tells
              the two apart by adding 2e-14 to the censored time, which is lost above 256: compare
              with glmnet on years, not days, where data have such ties.

              A risk is `sum b (x - training mean)` plus the sample's offset, for training samples
              too; the baseline hazard is Breslow's. A missing value and, with a `state`, a feature
              that the matrix lacks count as the training mean. Features that are constant in
              training get 0. No event among the training samples is an error.
              """)
          .in(Port.one("features", Edam.TSV, "Features × samples."))
          .in(
              Port.optional(
                  "survival", Edam.TSV, "Columns sample, time (days), event; for fitting."))
          .in(
              Port.optional(
                  "offsets", Edam.TSV, "Columns sample, offset: known parts of log hazards."))
          .in(
              Port.optional(
                  "fit-samples", Edam.TEXT, "Ids to fit on; without it all with survival."))
          .in(Port.optional("state", Edam.JSON, "A model fitted before; nothing is fitted then."))
          .out(
              Port.optional(
                  "out", Edam.TSV, "Columns feature, coef at the chosen lambda, all features."))
          .out(
              Port.optional(
                  "out-path", Edam.TSV, "Columns lambda, df, devianceRatio, cvm, cvsd, chosen."))
          .out(
              Port.optional(
                  "out-coefficients", Edam.TSV, "Columns lambda, feature, coef; those not 0."))
          .out(
              Port.optional(
                  "out-predictions",
                  Edam.TSV,
                  "Columns sample, risk (log relative hazard), survival_12m …, all samples."))
          .out(Port.optional("out-state", Edam.JSON, "The fitted model."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    LabelledMatrix features = MatrixFiles.read(context.input("features"));
    Optional<Path> given = context.optionalInput("state");
    State state = given.isPresent() ? Json.read(given.get(), State.class) : fit(context, features);
    if (given.isPresent()) {
      CoxnetTables.writeCoefficients(
          context.optionalOutput("out"), state.features(), state.coefficients());
    }
    if (context.optionalOutput("out-predictions").isPresent()) {
      PredictionFiles.write(
          context.optionalOutput("out-predictions").get(),
          SurvivalInputs.predictions(
              features.sampleIds(),
              risks(context, state, features),
              state.baseline(),
              Horizons.parse(context.parameters().horizons())));
    }
    if (context.optionalOutput("out-state").isPresent()) {
      Json.write(context.optionalOutput("out-state").get(), state);
    }
  }

  private static State fit(StepContext<Options> context, LabelledMatrix features)
      throws IOException {
    SurvivalData survival = SurvivalInputs.forFitting(context, features.sampleIds());
    List<String> names = features.featureIds();
    double[][] x = features.selectSamples(survival.sampleIds()).toArray();
    double[] means = fillWithMeans(x);
    boolean hasOffset = context.optionalInput("offsets").isPresent();
    CoxElasticNetData data = CoxElasticNetData.of(x, survival.times(), survival.events());
    if (hasOffset) {
      data = data.withOffset(CoxnetTables.offsets(context, survival.sampleIds()));
    }
    Options options = context.parameters();
    CoxElasticNet.Settings settings =
        options.settings(penaltyFactors(names, Set.copyOf(options.unpenalised())));
    CoxElasticNetPath path = CoxElasticNet.fit(data, settings);
    context.progress(0.2, path.size() + " penalties");
    CoxElasticNetCv validated =
        path.size() == 1 ? null : crossValidated(context, data, settings, path, survival);
    int chosen =
        validated == null
            ? 0
            : options.rule().equals("min") ? validated.best() : validated.oneStandardError();
    noteOddities(context, path, chosen);
    CoxnetTables.writePath(context.optionalOutput("out-path"), path, validated, chosen);
    CoxnetTables.writeAll(context.optionalOutput("out-coefficients"), path, names);
    double[] dense = path.coefficients().get(chosen).dense(names.size());
    CoxnetTables.writeCoefficients(context.optionalOutput("out"), names, dense);
    return state(path, chosen, data, hasOffset, names, means);
  }

  private static void noteOddities(StepContext<Options> context, CoxElasticNetPath path, int k) {
    if (!path.converged()[k]) {
      context.note(
          "not converged at lambda " + path.lambdas()[k] + ": a coefficient may be infinite");
    }
    if (path.degreesOfFreedom(k) == 0) {
      context.note("all coefficients are 0 at the chosen lambda: everybody gets the same risk");
    }
  }

  private static CoxElasticNetCv crossValidated(
      StepContext<Options> context,
      CoxElasticNetData data,
      CoxElasticNet.Settings settings,
      CoxElasticNetPath path,
      SurvivalData survival) {
    Options options = context.parameters();
    if (survival.eventCount() < 2) {
      throw DataException.in(context.input("survival"))
          .column("event")
          .error(
              survival.eventCount() + " event among the " + survival.size() + " samples to fit on",
              "two at least to cross-validate (or a single lambda)");
    }
    int folds = Math.max(2, Math.min(options.folds(), survival.eventCount()));
    if (folds < options.folds()) {
      context.note(folds + " folds: there are " + survival.eventCount() + " events");
    }
    int[] fold = FoldSplit.stratified(survival, folds, options.seed());
    return CoxElasticNetCv.of(data, settings, path, fold, options.measure(), options.threads());
  }

  private static State state(
      CoxElasticNetPath path,
      int chosen,
      CoxElasticNetData data,
      boolean hasOffset,
      List<String> names,
      double[] means) {
    CoxElasticNetPath.Coefficients fitted = path.coefficients().get(chosen);
    double[] risk = fitted.predict(data.features(), data.columns());
    double[] kept = Arrays.stream(fitted.features()).mapToDouble(j -> means[j]).toArray();
    double centre = ElasticNetSolver.dot(kept, fitted.values());
    for (int i = 0; i < risk.length; i++) {
      risk[i] += data.offset()[i] - centre;
    }
    return new State(
        path.lambdas()[chosen],
        hasOffset,
        Arrays.stream(fitted.features()).mapToObj(names::get).toList(),
        kept,
        fitted.values(),
        BreslowBaseline.fit(data.times(), data.events(), risk));
  }

  private static double[] penaltyFactors(List<String> names, Set<String> unpenalised) {
    Set<String> unknown = new HashSet<>(unpenalised);
    names.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "unpenalised: found "
              + unknown.stream().sorted().toList()
              + ", expected features of the matrix");
    }
    return names.stream().mapToDouble(n -> unpenalised.contains(n) ? 0 : 1).toArray();
  }

  /** Means of what is there; 0 for a feature without any value. */
  private static double[] fillWithMeans(double[][] x) {
    double[] means = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      double mean = Arrays.stream(x[j]).filter(v -> !Double.isNaN(v)).average().orElse(0);
      means[j] = mean;
      x[j] = Arrays.stream(x[j]).map(v -> Double.isNaN(v) ? mean : v).toArray();
    }
    return means;
  }

  private static double[] risks(StepContext<Options> context, State state, LabelledMatrix features)
      throws IOException {
    double[] risk =
        state.offset()
            ? CoxnetTables.offsets(context, features.sampleIds())
            : new double[features.sampleCount()];
    List<String> lacking = new ArrayList<>();
    for (int j = 0; j < state.coefficients().length; j++) {
      int row = features.featureIndex(state.features().get(j));
      if (row < 0) {
        lacking.add(state.features().get(j));
        continue;
      }
      for (int s = 0; s < risk.length; s++) {
        double value = features.at(row, s);
        risk[s] += Double.isNaN(value) ? 0 : state.coefficients()[j] * (value - state.means()[j]);
      }
    }
    if (!lacking.isEmpty()) {
      context.note(
          lacking.size()
              + " of "
              + state.features().size()
              + " features are missing ("
              + String.join(", ", lacking.subList(0, Math.min(5, lacking.size())))
              + (lacking.size() > 5 ? " …" : "")
              + "): their training means are taken");
    }
    return risk;
  }
}
