package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;
import org.omicroutes.survival.Horizons;

/** The step {@code apply-model}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class ApplyModelStep implements Step<ApplyModelStep.Options> {

  /** Parameters of {@code apply-model}. */
  public record Options(
      @Param(
              value = "Times to give survival probabilities at.",
              defaultValue = Horizons.DEFAULT,
              range = "> 0, ascending",
              unit = "months")
          List<String> horizons) {
    public Options {
      Horizons.parse(horizons);
    }
  }

  private static final StepSpec<Options> SPEC =
      spec(StepSpec.of("apply-model", "1", Options.class));

  private static StepSpec<Options> spec(StepSpec.Builder<Options> spec) {
    spec.summary("Predicts survival of patients with a model that `train` wrote.")
        .details(
            """
            Modalities and features are found by name and scaled as those of the training patients
            were. A modality of the model that is not given is missing for everybody, which is
            noted; features and modalities that the model does not know are left alone.
            """)
        .in(Port.one("model", Edam.JSON, "The model that `train` wrote."));
    ModelFiles.modalityPorts().forEach(spec::in);
    return spec.in(
            Port.optional("patients", Edam.TEXT, "Ids of the patients to predict; default: all."))
        .out(Port.one("out", Edam.TSV, "sample, risk (log hazard), survival by horizon."))
        .build();
  }

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    ModelFiles.Loaded loaded = ModelFiles.read(context.input("model"));
    PatientData data = ModelFiles.patients(context);
    List<String> lacking = new ArrayList<>(loaded.modalities());
    lacking.removeAll(data.modalities().keySet());
    if (!lacking.isEmpty()) {
      context.note("modalities of the model that are not given: " + String.join(", ", lacking));
    }
    ModelFiles.tellEngine(context, loaded.model());
    ModelFiles.predict(
        context.output("out"),
        loaded.model(),
        ModelFiles.chosen(context, data),
        Horizons.parse(context.parameters().horizons()));
  }
}
