package org.omicroutes.explain;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.models.ModelFiles;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.SurvivalModel;
import org.omicroutes.models.mmfn.FusedModel;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code explain}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class ExplainStep implements Step<ExplainStep.Options> {
  private static final double LEVEL = 0.95;
  private static final int RESAMPLES = 1000;

  /** Features that a gradient proposes for each that is asked for. */
  private static final int SHORTLIST = 10;

  /** Parameters of {@code explain}. */
  public record Options(
      @Param(
              value = "Patients drawn from `--background`; the baseline is the mean over them.",
              defaultValue = "10",
              range = ">= 1",
              unit = "patients")
          int backgroundSize,
      @Param(
              value = "Explain the survival probability at this month; 0: the log hazard.",
              defaultValue = "0",
              range = ">= 0",
              unit = "months")
          int horizon,
      @Param(
              value = "Explain so many of the patients, drawn; 0: all.",
              defaultValue = "0",
              range = ">= 0",
              unit = "patients")
          int atMost,
      @Param(
              value = "Single features of each patient in `--out-features`.",
              defaultValue = "10",
              range = "1 to 1000",
              unit = "features")
          int top,
      @Param(
              value = "Orders of features sampled for each patient in `--out-features`.",
              defaultValue = "200",
              range = ">= 1",
              unit = "orders")
          int samples,
      @Param(
              value = "Permutations of each group in `--out-permutation`.",
              defaultValue = "10",
              range = ">= 2",
              unit = "permutations")
          int repeats,
      @Param(value = "Seed of all that is drawn.", defaultValue = "1") long seed) {
    public Options {
      require(backgroundSize >= 1, "background-size", backgroundSize, ">= 1");
      require(horizon >= 0, "horizon", horizon, "months >= 0");
      require(atMost >= 0, "at-most", atMost, ">= 0");
      require(top >= 1 && top <= 1000, "top", top, "1 to 1000");
      require(samples >= 1, "samples", samples, ">= 1");
      require(repeats >= 2, "repeats", repeats, ">= 2");
    }

    private static void require(boolean good, String option, int found, String expected) {
      if (!good) {
        throw new IllegalArgumentException(option + ": found " + found + ", expected " + expected);
      }
    }
  }

  private static final StepSpec<Options> SPEC = spec(ModelFiles.modalityPorts());

  private static StepSpec<Options> spec(List<Port> modalities) {
    var spec =
        StepSpec.of("explain", "2", Options.class)
            .summary("Shapley values of the layers, or any groups of features, for each patient.")
            .details(
                """
                The value of a group is exact: the mean, over all orders in which a background
                patient's groups can be exchanged for the patient's own, of what the prediction
                changes by (interventional Shapley values; Lundberg and Lee 2017). Values of a
                patient sum to prediction minus baseline, the mean prediction of the background
                patients; a deviation above 1e-6 is an error. The prediction is the log hazard (of
                a random survival forest the log of its mortality), or the survival probability at
                `--horizon`.

                Without `--background` the baseline is the prediction for the model's reference
                patient, a single background patient of the training patients' means by feature
                (`train` writes it), who has every modality. Patients are then taken in the
                modalities and features of the training: what the data do not have is missing.

                Without `--groups` each modality is a group, but `clinical-rich` belongs to
                `clinical` and `burden` to `mutation`. With it, features that are not listed stay in
                these groups. At most 16 groups; the cost doubles with each. Modalities that the
                model was not trained on are left out. A patient who lacks a modality is explained
                as lacking it: that is then what the group adds. Missing values are handed to the
                model. A training patient's values are never compared with that patient's own by
                models that keep training patients (`netdx`, `snf-cox`).

                `--out-importance` holds the mean |value| of each group over the patients, with
                standard error and 95 % interval by the bootstrap over patients (1000 resamples).

                `--out-features` holds, for each patient, the `--top` features whose exchange alone
                for the background's mean changes the prediction most (of networks of genes and
                clinical variables, among ten times as many by their gradient), and the rest of each group
                (modality and feature `NA`): Owen values by sampling, in which the features of a
                group stay together (antithetic orders, at least two rounds over the background),
                with the standard error of the sampling. They sum to prediction minus baseline.
                A patient takes as long as some thousand predictions: `--at-most` limits the
                patients.

                `--out-permutation` holds how much Harrell's C of the patients with survival drops
                when a group is permuted among them: mean over `--repeats`, its standard error by
                the draw of permutations.
                """)
            .in(Port.one("model", Edam.JSON, "A trained model of any kind."));
    modalities.forEach(spec::in);
    return spec.in(
            Port.optional(
                "patients", Edam.TEXT, "Patients to explain, one id a line; all without it."))
        .in(
            Port.optional(
                "background",
                Edam.TEXT,
                "Training patients, one id a line; the model's reference patient without it."))
        .in(Port.optional("groups", Edam.TSV, "Columns modality, feature, group."))
        .in(
            Port.optional(
                "survival",
                Edam.TSV,
                "Columns sample, time (days), event; needed by `--out-permutation`."))
        .out(Port.one("out", Edam.TSV, "Columns sample, group, value, baseline, prediction."))
        .out(
            Port.one(
                "out-importance",
                Edam.TSV,
                "Columns group, mean_absolute, standard_error, lower, upper, share."))
        .out(
            Port.optional(
                "out-features",
                Edam.TSV,
                "Columns sample, group, modality, feature, value, standard_error."))
        .out(
            Port.optional(
                "out-permutation", Edam.TSV, "Columns group, drop (of C), standard_error."))
        .build();
  }

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Options options = context.parameters();
    Optional<Path> permutation = context.optionalOutput("out-permutation");
    if (permutation.isPresent() && context.optionalInput("survival").isEmpty()) {
      throw new IllegalArgumentException(
          "survival: found nothing, expected a file, as --out-permutation is asked for");
    }
    ModelFiles.Loaded loaded = ModelFiles.read(context.input("model"));
    ModelFiles.tellEngine(context, loaded.model());
    ExplainInputs.Comparison comparison =
        ExplainInputs.comparison(context, loaded, options.backgroundSize(), options.seed());
    PatientData data = comparison.data();
    PatientData background = comparison.background();
    List<String> listed = ExplainInputs.patients(context, data);
    PatientData patients =
        data.select(ExplainInputs.limited(context, listed, options.atMost(), options.seed()));
    FeatureGroups groups = ExplainInputs.groups(context, data);
    Score score = score(loaded.model(), options.horizon());
    ShapleyValues values = GroupShapley.of(score, patients, background, groups);
    ExplainTables.writeValues(context.output("out"), values);
    ExplainTables.writeImportance(
        context.output("out-importance"),
        GlobalImportance.of(values, LEVEL, RESAMPLES, options.seed()));
    Optional<Path> features = context.optionalOutput("out-features");
    if (features.isPresent()) {
      var settings = new SampledShapley.Settings(options.samples(), 0, options.seed());
      ExplainTables.writeFeatures(
          features.get(),
          FeatureShapley.of(
              score,
              patients,
              background,
              groups,
              options.top(),
              settings,
              loaded.model() instanceof FusedModel fused
                  ? new GradientShortlist(fused, data, SHORTLIST * options.top())
                  : (one, typical) -> null));
    }
    if (permutation.isPresent()) {
      permute(context, permutation.get(), loaded.model(), patients, groups);
    }
  }

  private static Score score(SurvivalModel model, int months) {
    return months == 0
        ? Score.logHazard(model)
        : Score.survival(model, months * SurvivalPredictions.DAYS_PER_MONTH);
  }

  private static void permute(
      StepContext<Options> context,
      Path file,
      SurvivalModel model,
      PatientData patients,
      FeatureGroups groups)
      throws IOException {
    SurvivalData survival = TableFiles.readSurvival(context.input("survival"));
    List<String> known =
        patients.patients().stream().filter(id -> survival.indexOf(id) >= 0).toList();
    if (known.size() < patients.patients().size()) {
      context.note(
          "%d of %d patients have survival and are permuted"
              .formatted(known.size(), patients.patients().size()));
    }
    ExplainTables.writeDrops(
        file,
        PermutationImportance.of(
            Score.risk(model),
            patients.select(known),
            survival.select(known),
            groups,
            context.parameters().repeats(),
            context.parameters().seed()));
  }
}
