package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.omicroutes.cohort.DataException;
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

/** The step {@code cox}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class CoxStep implements Step<CoxStep.Options> {

  /** Parameters of {@code cox}. */
  public record Options(
      @Param(value = "What to do with events at the same time.", defaultValue = "efron")
          CoxModel.Ties ties,
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

  /** The fitted model with its baseline hazard. */
  record State(CoxModel model, BreslowBaseline baseline) {}

  private static final StepSpec<Options> SPEC =
      StepSpec.of("cox", "1", Options.class)
          .summary("Fits a Cox proportional hazards model and predicts survival.")
          .details(
              """
              Newton's method with step halving on the partial likelihood; ties after Efron or
              Breslow; coefficients, standard errors and likelihoods agree with R's
              `survival::coxph`. The baseline hazard is Breslow's (Efron's variant with Efron ties).
              A risk of 0 is that of a sample with the training mean of every feature.

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
          .in(Port.optional("state", Edam.JSON, "A model fitted before; nothing is fitted then."))
          .out(Port.optional("out", Edam.TSV, "Columns feature, coef, se, z, p."))
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
    requireComplete(features, context.input("features"));
    Optional<Path> given = context.optionalInput("state");
    State state = given.isPresent() ? Json.read(given.get(), State.class) : fit(context, features);
    if (context.optionalOutput("out").isPresent()) {
      writeCoefficients(context.optionalOutput("out").get(), state.model());
    }
    if (context.optionalOutput("out-predictions").isPresent()) {
      PredictionFiles.write(
          context.optionalOutput("out-predictions").get(),
          SurvivalInputs.predictions(
              features.sampleIds(),
              risks(context, state.model(), features),
              state.baseline(),
              Horizons.parse(context.parameters().horizons())));
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

  private static State fit(StepContext<Options> context, LabelledMatrix features)
      throws IOException {
    SurvivalData survival = SurvivalInputs.forFitting(context, features.sampleIds());
    double[][] x = features.selectSamples(survival.sampleIds()).toSamplesByFeatures();
    CoxModel.Ties ties = context.parameters().ties();
    CoxModel model = CoxModel.fit(features.featureIds(), x, survival, ties);
    if (!model.converged()) {
      context.note("a coefficient may be infinite: " + model.iterations() + " iterations");
    }
    double[] risk = new double[x.length];
    for (int i = 0; i < risk.length; i++) {
      risk[i] = model.risk(x[i]);
    }
    return new State(model, BreslowBaseline.fit(survival.times(), survival.events(), risk, ties));
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

  private static void writeCoefficients(Path file, CoxModel model) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("feature\tcoef\tse\tz\tp\n");
      for (int j = 0; j < model.features().size(); j++) {
        out.write(model.features().get(j));
        double[] row = {
          model.coefficients()[j], model.standardErrors()[j], model.z(j), model.pValue(j)
        };
        for (double value : row) {
          out.write("\t" + MatrixFiles.format(value));
        }
        out.write('\n');
      }
    }
  }
}
