package org.omicroutes.explain;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.models.ModelFiles;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.SurvivalModel;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;
import org.omicroutes.survival.Horizons;

/** The step {@code missing-layers}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class MissingLayersStep implements Step<MissingLayersStep.Options> {

  /** The file's name where no layer is taken away. */
  public static final String NONE = "none";

  /** Parameters of {@code missing-layers}. */
  public record Options(
      @Param(
              value = "Horizons of the predictions.",
              defaultValue = "6,12,18,24,30,36,42,48,54,60",
              range = "> 0, ascending",
              unit = "months")
          List<String> horizons) {
    public Options {
      Horizons.parse(horizons);
    }
  }

  private static final StepSpec<Options> SPEC = spec(ModelFiles.modalityPorts());

  private static StepSpec<Options> spec(List<Port> modalities) {
    var spec =
        StepSpec.of("missing-layers", "1", Options.class)
            .summary("Predicts with layers taken away, to see what a model is worth without them.")
            .details(
                """
                A layer is a modality; `clinical-rich` goes with `clinical` and `burden` with
                `mutation`. Of up to five layers all subsets are taken away in turn, but not all
                layers; of more, single ones, pairs, and all but one. The model stays as it was
                trained; what it does without a layer is its own affair. Where it cannot do without
                (an error about its data), there is no file, and a note says so.

                A score `pan-cancer` is made of the layers: it is no layer itself, and gone as soon
                as any layer is.

                Patients keep what they lack anyway. Modalities that the model was not trained on
                are left out.
                """)
            .in(Port.one("model", Edam.JSON, "A trained model of any kind."));
    modalities.forEach(spec::in);
    return spec.in(
            Port.optional(
                "patients", Edam.TEXT, "Patients to predict, one id a line; all without it."))
        .out(
            Port.one(
                "out",
                Edam.FOLDER,
                "Predictions `none.tsv`, `rna.tsv`, `rna+cnv.tsv` …, by the layers taken away."))
        .build();
  }

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    ModelFiles.Loaded loaded = ModelFiles.read(context.input("model"));
    ModelFiles.tellEngine(context, loaded.model());
    PatientData data = ExplainInputs.data(context, loaded);
    PatientData patients = data.select(ExplainInputs.patients(context, data));
    Path folder = Files.createDirectories(context.output("out"));
    int[] months = Horizons.parse(context.parameters().horizons());
    List<List<String>> patterns = Layers.patterns(named(Layers.of(data)));
    for (int k = 0; k < patterns.size(); k++) {
      context.progress((double) k / patterns.size(), name(patterns.get(k)));
      write(folder, loaded.model(), patients, patterns.get(k), months, context::note);
    }
  }

  /** The same layers back: their names become names of files. */
  private static List<String> named(List<String> layers) {
    for (String layer : layers) {
      if (!layer.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*") || layer.equals(NONE)) {
        throw new IllegalArgumentException(
            "layer: found the name '" + layer + "', expected letters, digits, _ . - (not none)");
      }
    }
    return layers;
  }

  private static String name(List<String> missing) {
    return missing.isEmpty() ? NONE : String.join("+", missing);
  }

  /** Predicts without some layers; where the model cannot, it is noted. */
  static void write(
      Path folder,
      SurvivalModel model,
      PatientData patients,
      List<String> missing,
      int[] months,
      Consumer<String> note)
      throws IOException {
    try {
      SurvivalPredictions predictions = predict(model, Layers.without(patients, missing), months);
      PredictionFiles.write(folder.resolve(name(missing) + ".tsv"), predictions);
    } catch (DataException e) {
      if (missing.isEmpty()) {
        throw e;
      }
      note.accept("no prediction without " + name(missing) + ": " + e.getMessage());
    }
  }

  private static SurvivalPredictions predict(
      SurvivalModel model, PatientData patients, int[] months) {
    double[] days =
        Arrays.stream(months).mapToDouble(m -> m * SurvivalPredictions.DAYS_PER_MONTH).toArray();
    return new SurvivalPredictions(
        patients.patients(), model.risk(patients), months, model.survival(patients, days));
  }
}
