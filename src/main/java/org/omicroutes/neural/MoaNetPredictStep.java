package org.omicroutes.neural;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code moanet-predict}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class MoaNetPredictStep implements Step<Parameters.None> {
  private static final int NAMED = 5;

  private static final StepSpec<Parameters.None> SPEC =
      StepSpec.of("moanet-predict", "1", Parameters.None.class)
          .summary("Predicts survival of new patients with a trained MOANet.")
          .details(
              """
              Features are found by name and standardised as the fitted patients were. A feature
              that is missing, in the file or for a patient, counts as the fitted mean; a modality
              of which a patient has no value is left out of the attention. A patient whose `offset`
              is missing gets the mean score of the fitted patients. Features that the model does
              not know are left alone.
              """)
          .in(Port.one("model", Edam.JSON, "The model that `train` wrote."))
          .in(
              Port.named(
                  "tokens", Edam.TSV, "Features × samples, named as in training; NaN is missing."))
          .in(
              Port.optional(
                  "offset",
                  Edam.TSV,
                  "1 × samples: the linear score; required where the model was trained with one."))
          .out(
              Port.one(
                  "out",
                  Edam.TSV,
                  "Predictions: sample, risk (log hazard), survival probability at each horizon."))
          .out(
              Port.optional(
                  "out-attention",
                  Edam.TSV,
                  "Table: query_modality, key_modality, weight (mean over patients)."))
          .build();

  @Override
  public StepSpec<Parameters.None> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Parameters.None> context) throws IOException {
    MoaNet model = MoaNetFiles.model(context.input("model"));
    Tokens tokens = MoaNetFiles.tokens(context.namedInputs("tokens"));
    var file = context.optionalInput("offset");
    double[] offset = null;
    if (file.isPresent() && model.needsOffset()) {
      offset = MoaNetFiles.offset(file.get(), tokens.sampleIds());
      long unknown = Arrays.stream(offset).filter(Double::isNaN).count();
      if (unknown > 0) {
        context.note(unknown + " samples lack an offset: the mean of training is taken");
      }
    } else if (file.isPresent()) {
      context.note("offset: this model has a linear score of its own, the file is not used");
    }
    List<String> missing = model.scaler().missing(tokens);
    if (!missing.isEmpty()) {
      context.note(
          missing.size()
              + " features of the model are not in the tokens: "
              + String.join(", ", missing.subList(0, Math.min(NAMED, missing.size())))
              + (missing.size() > NAMED ? ", …" : ""));
    }
    var prediction = model.predict(SameDiffEngine.get(), tokens, offset);
    PredictionFiles.write(context.output("out"), prediction.survival());
    var attention = context.optionalOutput("out-attention");
    if (attention.isPresent()) {
      MoaNetFiles.writeAttention(attention.get(), prediction.attention());
    }
  }
}
