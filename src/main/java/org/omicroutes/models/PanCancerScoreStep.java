package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code pan-cancer-score}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class PanCancerScoreStep implements Step<Parameters.None> {

  private static final StepSpec<Parameters.None> SPEC =
      spec(StepSpec.of("pan-cancer-score", "1", Parameters.None.class));

  private static StepSpec<Parameters.None> spec(StepSpec.Builder<Parameters.None> spec) {
    spec.summary("The score that `pan-cancer` learned from other cohorts, of patients.")
        .details(
            """
            Features are found by modality and name, and standardised by the training patients in
            `fit-samples`; survival is not asked for. What a patient lacks counts as the training
            patients' mean; one who has none of the score's modalities is left out. Modalities that
            the score does not speak of are left alone.

            The result is a modality with one feature. Hand it to `train` as
            `--summary pan-cancer=F`: the models `backbone`, `moanet` and `stacked` know it by that
            name. It is made of the clinical and molecular modalities, and so it is nothing that
            could stay when they are taken away.
            """)
        .in(Port.one("model", Edam.JSON, "The score that `pan-cancer` learned."));
    ModelFiles.modalityPorts().forEach(spec::in);
    return spec.in(
            Port.optional(
                "fit-samples",
                Edam.TEXT,
                "Ids of the patients whose means and spreads are the scales; default: all."))
        .out(Port.one("out", Edam.TSV, "The feature `pan-cancer` × samples: a log hazard."))
        .build();
  }

  @Override
  public StepSpec<Parameters.None> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Parameters.None> context) throws IOException {
    PanCancer model = Json.read(context.input("model"), PanCancer.class);
    Set<String> known =
        model.parts().stream()
            .map(PanCancer.Part::modality)
            .collect(Collectors.toCollection(TreeSet::new));
    requireOne(context, known);
    PatientData data = ModelFiles.patients(context, known::contains);
    List<String> training =
        TableFiles.fitSamples(context.optionalInput("fit-samples"), data.patients());
    LabelledMatrix scores =
        model.on(data.select(training)).addedTo(data).modalities().get(PanCancer.MODALITY).values();
    if (scores.sampleCount() == 0) {
      throw DataException.in(context.input("model"))
          .error("a score of " + known, "features that vary among the training patients");
    }
    MatrixFiles.write(context.output("out"), scores);
  }

  private static void requireOne(StepContext<Parameters.None> context, Set<String> known) {
    Set<String> given = new TreeSet<>();
    ModelFiles.modalityPorts()
        .forEach(port -> given.addAll(context.namedInputs(port.name()).keySet()));
    if (Collections.disjoint(given, known)) {
      throw new IllegalArgumentException(
          "found the modalities " + given + ", expected one of the score's " + known);
    }
  }
}
