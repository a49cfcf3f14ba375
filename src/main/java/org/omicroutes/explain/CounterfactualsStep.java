package org.omicroutes.explain;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.models.ModelFiles;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.FusedModel;
import org.omicroutes.models.mmfn.HorizonModel;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code counterfactuals}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class CounterfactualsStep implements Step<CounterfactualsStep.Options> {
  /** Variables that a model without gradients is tried with, by effect and by slope each. */
  private static final int CANDIDATES = 60;

  /** Parameters of {@code counterfactuals}. */
  public record Options(
      @Param(
              value =
                  "Probability that is to be crossed; at or above it a patient counts as dying.",
              defaultValue = "0.5",
              range = "within 0 and 1")
          double threshold,
      @Param(
              value = "At most so many variables of a patient are changed.",
              defaultValue = "5",
              range = "1 to 20",
              unit = "variables")
          int maxChanges,
      @Param(
              value =
                  "What stays as it is: names of modalities, of variables, and words in the names"
                      + " of clinical variables.",
              defaultValue = FixedVariables.DEFAULT)
          List<String> fixed,
      @Param(
              value = "Do so many of the patients, drawn; 0: all.",
              defaultValue = "0",
              range = ">= 0",
              unit = "patients")
          int atMost,
      @Param(value = "Seed of the draw.", defaultValue = "1") long seed) {
    public Options {
      if (!(threshold > 0 && threshold < 1)) {
        throw new IllegalArgumentException(
            "threshold: found " + threshold + ", expected within 0 and 1");
      }
      if (maxChanges < 1 || maxChanges > 20) {
        throw new IllegalArgumentException(
            "max-changes: found " + maxChanges + ", expected 1 to 20");
      }
      if (atMost < 0) {
        throw new IllegalArgumentException("at-most: found " + atMost + ", expected >= 0");
      }
    }
  }

  private static final StepSpec<Options> SPEC = spec(ModelFiles.modalityPorts());

  private static StepSpec<Options> spec(List<Port> modalities) {
    var spec =
        StepSpec.of("counterfactuals", "1", Options.class)
            .summary("The smallest change of a patient that crosses a model's threshold.")
            .details(
                """
                For each patient: few changes, of the smallest sum in standard deviations of the
                background patients, that bring the probability to `--threshold` or above it where
                it is below, and below it where it is not. What is left crosses, and does not when
                one change is taken back or made smaller. For a linear score it is the smallest
                change there is, as long as `--max-changes` does not bind; else the smallest that
                steps of one variable at a time find.

                Values stay within what was observed in the background patients: numbers between
                the smallest and the largest, categories (features `column=level`, which change
                together) at an observed level. A level with the share q costs `1/√(q(1-q))`, the
                mean of both levels' where one is left for another. A missing value is not changed.
                `--fixed` replaces its default: `age` fixes every clinical variable with the word
                in its name, and a modality's name all of it.

                Networks are led by their gradient; other models by a screen, which tries every
                variable in up to five patients and keeps some hundred.

                It says what the model turns on. It does not say what treatment would do: nothing
                here is causal, variables are changed one by one although they hang together, and
                a patient with the new values may not exist.
                """)
            .in(
                Port.one(
                    "model", Edam.JSON, "A trained model of a horizon: " + HorizonModels.NAMES));
    modalities.forEach(spec::in);
    return spec.in(
            Port.optional(
                "patients", Edam.TEXT, "Patients to turn, one id a line; all without it."))
        .in(
            Port.one(
                "background",
                Edam.TEXT,
                "Training patients, one id a line: their values are what was observed."))
        .out(
            Port.one(
                "out",
                Edam.TSV,
                "Columns sample, probability, reached_probability, modality, feature, from, to: a"
                    + " row a change. A patient who cannot be turned has one row without feature;"
                    + " reached is then the nearest that was found."))
        .build();
  }

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    ModelFiles.Loaded loaded = ModelFiles.read(context.input("model"));
    HorizonModel model = HorizonModels.of(loaded);
    ModelFiles.tellEngine(context, model);
    PatientData data = ExplainInputs.data(context, loaded);
    PatientData background = data.select(background(context, data));
    CounterfactualTables.write(context.output("out"), found(context, model, data, background));
  }

  private static List<String> background(StepContext<Options> context, PatientData data)
      throws IOException {
    List<String> listed = TableFiles.readIds(context.input("background"));
    List<String> known = listed.stream().filter(data.patients()::contains).distinct().toList();
    if (known.size() < 2) {
      throw DataException.in(context.input("background"))
          .error(known.size() + " of the patients of the data", "two training patients at least");
    }
    return known;
  }

  private static List<Counterfactual> found(
      StepContext<Options> context, HorizonModel model, PatientData data, PatientData background)
      throws IOException {
    Options options = context.parameters();
    List<String> asked =
        ExplainInputs.limited(
            context, ExplainInputs.patients(context, data), options.atMost(), options.seed());
    List<Domain> domains = changeable(context, model, data, background);
    Guide guide = guide(context, model, data.select(asked), domains);
    var search =
        new CounterfactualSearch(model, domains, guide, options.threshold(), options.maxChanges());
    List<Counterfactual> found = new ArrayList<>();
    for (String patient : asked) {
      found.add(search.find(data.select(List.of(patient))));
      context.progress(
          0.1 + 0.9 * found.size() / asked.size(), found.size() + " of " + asked.size());
    }
    long turned = found.stream().filter(Counterfactual::isTurned).count();
    context.note(
        "%d of %d patients can be turned by up to %d changes"
            .formatted(turned, found.size(), options.maxChanges()));
    return found;
  }

  private static List<Domain> changeable(
      StepContext<Options> context, HorizonModel model, PatientData data, PatientData background) {
    FixedVariables fixed = new FixedVariables(context.parameters().fixed());
    List<Variable> all =
        model instanceof FusedModel fused
            ? FusedVariables.of(fused, data).variables()
            : Variable.of(data);
    List<String> still = new ArrayList<>();
    List<Domain> domains = new ArrayList<>();
    for (Variable variable : all) {
      if (fixed.isFixed(variable, data.modalities().get(variable.modality()).kind())) {
        still.add(variable.name());
      } else {
        domains.add(Domain.of(variable, background));
      }
    }
    context.note(
        still.isEmpty()
            ? "no variable is fixed"
            : "fixed are %s: %s".formatted(still.size(), ExplainInputs.some(still)));
    domains.removeIf(domain -> !domain.varies());
    if (domains.isEmpty()) {
      throw new IllegalArgumentException(
          "fixed: found "
              + context.parameters().fixed()
              + ", expected a variable to be changeable");
    }
    return domains;
  }

  private static Guide guide(
      StepContext<Options> context,
      HorizonModel model,
      PatientData patients,
      List<Domain> domains) {
    if (model instanceof FusedModel fused) {
      return new GradientGuide(fused, FusedVariables.of(fused, patients), domains);
    }
    var screen =
        FeatureScreen.of(
            model, patients, domains, done -> context.progress(0.1 * done, "screening"));
    List<Variable> chosen = screen.byEither(CANDIDATES);
    return (one, up) -> chosen;
  }
}
