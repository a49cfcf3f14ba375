package org.omicroutes.explain;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.models.AttentiveModel;
import org.omicroutes.models.ModelFiles;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.UncertainModel;
import org.omicroutes.models.UncertainModel.Uncertainty;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;
import org.omicroutes.survival.Horizons;

/** The step {@code read-outs}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class ReadOutsStep implements Step<ReadOutsStep.Options> {

  /** Parameters of {@code read-outs}. */
  public record Options(
      @Param(
              value = "Horizons at which uncertainty is taken apart.",
              defaultValue = "12,36,60",
              range = "> 0, ascending",
              unit = "months")
          List<String> horizons,
      @Param(
              value = "Probability that the interval of survival time is to hold.",
              defaultValue = "0.9",
              range = "within 0 and 1")
          double level) {
    public Options {
      Horizons.parse(horizons);
      if (!(level > 0 && level < 1)) {
        throw new IllegalArgumentException("level: found " + level + ", expected within 0 and 1");
      }
    }
  }

  private static final StepSpec<Options> SPEC = spec(ModelFiles.modalityPorts());

  private static StepSpec<Options> spec(List<Port> modalities) {
    var spec =
        StepSpec.of("read-outs", "1", Options.class)
            .summary("What some models tell besides risk: how sure they are, what attends to what.")
            .details(
                """
                `--out-uncertainty`: the variance of being alive at the horizon, `p(1 - p)`, and how
                much of it comes from the data (what is left if the right member of the ensemble
                were known) and from the model (what members differ by); the central interval of
                survival time by the predicted curve; and a conformal lower bound on survival time,
                which a share `bound_alpha` of the patients may miss. `Inf`: the curve does not fall
                so far; `NA`: no bound was fitted. Interval and bound do not depend on the horizon.

                `--out-attention`: the mean attention that one modality pays to another, over heads,
                members and patients; the weights of a query sum to 1. It tells where a model looks,
                not what matters: for that see `explain`.

                A model that does not offer what is asked for is an error.
                """)
            .in(Port.one("model", Edam.JSON, "A trained model of a kind that offers read-outs."));
    modalities.forEach(spec::in);
    return spec.in(
            Port.optional(
                "patients", Edam.TEXT, "Patients to read out, one id a line; all without it."))
        .out(
            Port.optional(
                "out-uncertainty",
                Edam.TSV,
                "Columns sample, horizon_months, survival, total_variance, data_variance,"
                    + " model_variance, lower_days, median_days, upper_days, level, bound_days,"
                    + " bound_alpha."))
        .out(
            Port.optional(
                "out-attention", Edam.TSV, "Columns query_modality, key_modality, weight."))
        .build();
  }

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Optional<Path> uncertainty = context.optionalOutput("out-uncertainty");
    Optional<Path> attention = context.optionalOutput("out-attention");
    if (uncertainty.isEmpty() && attention.isEmpty()) {
      throw new IllegalArgumentException(
          "found no output, expected --out-uncertainty or --out-attention");
    }
    ModelFiles.Loaded loaded = ModelFiles.read(context.input("model"));
    ModelFiles.tellEngine(context, loaded.model());
    PatientData data = ExplainInputs.data(context, loaded);
    PatientData patients = data.select(ExplainInputs.patients(context, data));
    if (uncertainty.isPresent()) {
      int[] months = Horizons.parse(context.parameters().horizons());
      writeUncertainty(uncertainty.get(), loaded, patients, months, context.parameters().level());
    }
    if (attention.isPresent()) {
      writeAttention(attention.get(), loaded, patients);
    }
  }

  static void writeUncertainty(
      Path file, ModelFiles.Loaded loaded, PatientData patients, int[] months, double level)
      throws IOException {
    UncertainModel model =
        offered(loaded, UncertainModel.class, "out-uncertainty", "one that says how sure it is");
    Uncertainty[][] found = new Uncertainty[months.length][];
    for (int h = 0; h < months.length; h++) {
      double days = months[h] * SurvivalPredictions.DAYS_PER_MONTH;
      found[h] = model.uncertainty(patients, days, level);
    }
    ExplainTables.writeUncertainty(file, patients.patients(), months, found, level);
  }

  static void writeAttention(Path file, ModelFiles.Loaded loaded, PatientData patients)
      throws IOException {
    AttentiveModel model =
        offered(loaded, AttentiveModel.class, "out-attention", "one with attention");
    ExplainTables.writeAttention(file, model.attention(patients));
  }

  private static <T> T offered(
      ModelFiles.Loaded loaded, Class<T> kind, String port, String expected) {
    if (!kind.isInstance(loaded.model())) {
      throw new IllegalArgumentException(
          port + ": found the model " + loaded.name() + ", expected " + expected);
    }
    return kind.cast(loaded.model());
  }
}
