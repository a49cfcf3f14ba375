package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code ridge}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class RidgeStep implements Step<RidgeStep.Options> {

  /** Parameters of {@code ridge}. */
  public record Options(
      @Param(
              value = "Penalties to choose from.",
              defaultValue = "100,30,10,3,1",
              range = "> 0, descending")
          List<String> lambdas,
      @Param(value = "Folds of the inner cross-validation.", defaultValue = "5", range = ">= 2")
          int innerFolds,
      @Param(value = "Seed of the inner folds.", defaultValue = "1") long seed,
      @Param(
              value = "Times of the predicted survival probabilities.",
              defaultValue = Horizons.DEFAULT,
              range = "> 0, ascending",
              unit = "months")
          List<String> horizons) {
    public Options {
      penalties(lambdas);
      if (innerFolds < 2) {
        throw new IllegalArgumentException("inner-folds: found " + innerFolds + ", expected >= 2");
      }
      Horizons.parse(horizons);
    }

    private static double[] penalties(List<String> typed) {
      String problem = "lambdas: found " + typed + ", expected descending numbers > 0";
      double[] values = new double[typed.size()];
      for (int l = 0; l < values.length; l++) {
        try {
          values[l] = Double.parseDouble(typed.get(l));
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(problem, e);
        }
        if (!(values[l] > 0 && values[l] < (l == 0 ? Double.POSITIVE_INFINITY : values[l - 1]))) {
          throw new IllegalArgumentException(problem);
        }
      }
      if (values.length == 0) {
        throw new IllegalArgumentException(problem);
      }
      return values;
    }
  }

  /** One layer of the fitted model; coefficients are per standard deviation. */
  record Layer(LayerScaler scaler, double[] coefficients) {}

  /** The fitted model. */
  record State(double lambda, double slope, List<Layer> layers, BreslowBaseline baseline) {}

  private record Fit(State state, Map<String, Double> outOfFold) {}

  private static final StepSpec<Options> SPEC =
      StepSpec.of("ridge", "1", Options.class)
          .summary("Fits a ridge-penalised Cox model on one or more layers and predicts survival.")
          .details(
              """
              Features are standardised by the training samples; each layer's kernel is `XX'/p`, so
              that layers have equal weight however many features they have, and the kernels are
              added. The model is fitted in its dual form (Breslow ties), which makes more features
              than samples no matter. The penalty is the one with the largest cross-validated
              partial likelihood (Verweij and van Houwelingen 1993) over `inner-folds` seeded folds
              stratified by event.

              Risks are calibrated: the scores of the training samples from the inner folds that did
              not see them (out-of-fold) give a slope (one-parameter Cox model, 0 where they do not
              predict) and the baseline hazard; a risk is slope × score. The predictions and scores
              of training samples are the out-of-fold ones, so that they can be used to train
              another model; those of other samples, and of all samples with a given `state`, are
              the full model's.

              A missing value, a layer that a sample lacks and, with a `state`, a feature or layer
              that the data lack, count as the training mean. Constant features take no part. No
              event among the training samples is an error.
              """)
          .in(Port.named("features", Edam.TSV, "Layers by name, each features × samples."))
          .in(
              Port.optional(
                  "survival", Edam.TSV, "Columns sample, time (days), event; for fitting."))
          .in(
              Port.optional(
                  "fit-samples", Edam.TEXT, "Ids to fit on; without it all with survival."))
          .in(Port.optional("state", Edam.JSON, "A model fitted before; nothing is fitted then."))
          .out(
              Port.optional(
                  "out", Edam.TSV, "Columns layer, feature, coef (per standard deviation)."))
          .out(Port.optional("out-predictions", Edam.TSV, "Columns sample, risk, survival_12m …"))
          .out(Port.optional("out-scores", Edam.TSV, "The score: one feature, ridge, × samples."))
          .out(Port.optional("out-state", Edam.JSON, "The fitted model."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Map<String, LabelledMatrix> layers = new LinkedHashMap<>();
    Set<String> union = new LinkedHashSet<>();
    for (var entry : context.namedInputs("features").entrySet()) {
      LabelledMatrix matrix = MatrixFiles.read(entry.getValue());
      layers.put(entry.getKey(), matrix);
      union.addAll(matrix.sampleIds());
    }
    List<String> samples = List.copyOf(union);
    Optional<Path> given = context.optionalInput("state");
    Fit fit =
        given.isPresent()
            ? new Fit(Json.read(given.get(), State.class), Map.of())
            : fit(context, layers, samples);
    double[] scores = scores(context, fit.state(), layers, samples);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = fit.outOfFold().getOrDefault(samples.get(i), scores[i]);
    }
    write(context, fit.state(), samples, scores);
  }

  private static Fit fit(
      StepContext<Options> context, Map<String, LabelledMatrix> layers, List<String> samples)
      throws IOException {
    SurvivalData survival = SurvivalInputs.forFitting(context, samples);
    List<String> training = survival.sampleIds();
    double[][] kernel = new double[training.size()][training.size()];
    List<LayerScaler> scalers = new ArrayList<>();
    layers.forEach(
        (name, matrix) -> {
          LayerScaler scaler = LayerScaler.fit(name, matrix, training);
          scaler.addKernel(matrix, training, kernel);
          scalers.add(scaler);
        });
    context.progress(0.4, "kernel of " + training.size() + " samples");
    Options options = context.parameters();
    RidgeCox model =
        RidgeCox.fit(
            kernel,
            survival,
            Options.penalties(options.lambdas()),
            options.innerFolds(),
            options.seed());
    if (model.slope() == 0) {
      context.note("the out-of-fold scores do not predict survival: everybody gets the same risk");
    }
    List<Layer> fitted = new ArrayList<>();
    for (LayerScaler scaler : scalers) {
      LabelledMatrix matrix = layers.get(scaler.layer());
      fitted.add(new Layer(scaler, scaler.coefficients(matrix, training, model.dual())));
    }
    Map<String, Double> outOfFold = new LinkedHashMap<>();
    for (int i = 0; i < training.size(); i++) {
      outOfFold.put(training.get(i), model.outOfFold()[i]);
    }
    return new Fit(new State(model.lambda(), model.slope(), fitted, model.baseline()), outOfFold);
  }

  private static double[] scores(
      StepContext<Options> context,
      State state,
      Map<String, LabelledMatrix> layers,
      List<String> samples) {
    double[] scores = new double[samples.size()];
    for (Layer layer : state.layers()) {
      LayerScaler scaler = layer.scaler();
      LabelledMatrix matrix = layers.get(scaler.layer());
      if (matrix == null) {
        context.note("no layer " + scaler.layer() + ": its training mean is taken");
        continue;
      }
      long missing = scaler.features().stream().filter(f -> matrix.featureIndex(f) < 0).count();
      if (missing > 0) {
        context.note(
            missing
                + " of "
                + scaler.features().size()
                + " features of "
                + scaler.layer()
                + " are missing: their training means are taken");
      }
      scaler.addScores(matrix, samples, layer.coefficients(), scores);
    }
    return scores;
  }

  private static void write(
      StepContext<Options> context, State state, List<String> samples, double[] scores)
      throws IOException {
    if (context.optionalOutput("out").isPresent()) {
      writeCoefficients(context.optionalOutput("out").get(), state);
    }
    if (context.optionalOutput("out-predictions").isPresent()) {
      double[] risk = new double[scores.length];
      for (int i = 0; i < risk.length; i++) {
        risk[i] = state.slope() * scores[i];
      }
      PredictionFiles.write(
          context.optionalOutput("out-predictions").get(),
          SurvivalInputs.predictions(
              samples, risk, state.baseline(), Horizons.parse(context.parameters().horizons())));
    }
    if (context.optionalOutput("out-scores").isPresent()) {
      MatrixFiles.write(
          context.optionalOutput("out-scores").get(),
          LabelledMatrix.of(List.of("ridge"), samples, new double[][] {scores}));
    }
    if (context.optionalOutput("out-state").isPresent()) {
      Json.write(context.optionalOutput("out-state").get(), state);
    }
  }

  private static void writeCoefficients(Path file, State state) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("layer\tfeature\tcoef\n");
      for (Layer layer : state.layers()) {
        for (int f = 0; f < layer.coefficients().length; f++) {
          out.write(layer.scaler().layer() + "\t" + layer.scaler().features().get(f) + "\t");
          out.write(MatrixFiles.format(layer.coefficients()[f]) + "\n");
        }
      }
    }
  }
}
