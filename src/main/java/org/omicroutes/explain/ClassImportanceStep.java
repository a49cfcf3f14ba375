package org.omicroutes.explain;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
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

/** The step {@code class-importance}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class ClassImportanceStep implements Step<ClassImportanceStep.Options> {

  /** Parameters of {@code class-importance}. */
  public record Options(
      @Param(
              value = "Permutations of each variable.",
              defaultValue = "5",
              range = ">= 2",
              unit = "permutations")
          int permutations,
      @Param(
              value =
                  "Molecular features that are permuted (and, of models without gradients, have"
                      + " Shapley values): those of the largest effect. Clinical variables always"
                      + " all.",
              defaultValue = "200",
              range = "1 to 5000",
              unit = "features")
          int features,
      @Param(
              value = "Patients drawn from `--background` that Shapley values compare with.",
              defaultValue = "10",
              range = ">= 1",
              unit = "patients")
          int backgroundSize,
      @Param(
              value = "Explain so many of the patients, drawn; 0: all. All of them are permuted.",
              defaultValue = "0",
              range = ">= 0",
              unit = "patients")
          int atMost,
      @Param(value = "Seed of all that is drawn.", defaultValue = "1") long seed) {
    public Options {
      require(permutations >= 2, "permutations", permutations, ">= 2");
      require(features >= 1 && features <= 5000, "features", features, "1 to 5000");
      require(backgroundSize >= 1, "background-size", backgroundSize, ">= 1");
      require(atMost >= 0, "at-most", atMost, ">= 0");
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
        StepSpec.of("class-importance", "1", Options.class)
            .summary("What matters to a model of a horizon: by attention, permutation, Shapley.")
            .details(
                """
                Three answers beside each other, which need not agree; `--out-agreement` says where
                they do not. A category (features `column=level`) is one variable.

                `attention`: the share of attention that a variable's branch gets, spread over the
                branch in each patient by |gradient × (value − mean)|, of a category by what the log
                odds change by at the most frequent level. The branch's share is the network's, the
                spread is not: attention is paid to tokens of hidden features, not to genes. Models
                without attention have no such rows.

                `permutation`: what the area under the ROC curve at the model's horizon loses when
                the variable is permuted among the patients, who are weighted by the inverse
                probability of censoring; mean and standard error over `--permutations`. Of
                correlated genes none may lose much. Only with `--survival`.

                `shapley`: the mean |Shapley value| of the log odds, with its standard error over
                the patients. Of networks it is of all variables and by expected gradients: genes
                and numbers as one player among the categories, parted along straight lines from
                `--background-size` training patients. Of other models it is by one random order
                from each of these, for the variables that are permuted.

                Molecular features are screened first: of networks by their Shapley value, of others
                by what moving them does in up to five patients. A note says what was left out.

                Higher is more; equal values have the same rank.
                """)
            .in(
                Port.one(
                    "model", Edam.JSON, "A trained model of a horizon: " + HorizonModels.NAMES));
    modalities.forEach(spec::in);
    return spec.in(
            Port.optional(
                "patients", Edam.TEXT, "Patients to explain, one id a line; all without it."))
        .in(
            Port.optional(
                "background",
                Edam.TEXT,
                "Training patients, one id a line; the model's reference patient without it."))
        .in(
            Port.optional(
                "survival",
                Edam.TSV,
                "Columns sample, time (days), event; without it nothing is permuted."))
        .out(
            Port.one(
                "out",
                Edam.TSV,
                "Columns method, modality, feature, importance, standard_error, rank."))
        .out(
            Port.optional(
                "out-agreement",
                Edam.TSV,
                "Columns first, second, features, spearman, top, shared, only_first, only_second:"
                    + " each pair of methods over the variables of both, and what only one has"
                    + " among its 20 most important."))
        .build();
  }

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Options options = context.parameters();
    ModelFiles.Loaded loaded = ModelFiles.read(context.input("model"));
    HorizonModel model = HorizonModels.of(loaded);
    ModelFiles.tellEngine(context, model);
    ExplainInputs.Comparison comparison =
        ExplainInputs.comparison(context, loaded, options.backgroundSize(), options.seed());
    PatientData data = comparison.data();
    List<String> asked = ExplainInputs.patients(context, data);
    List<String> explained =
        ExplainInputs.limited(context, asked, options.atMost(), options.seed());
    ImportanceMethods methods =
        new ImportanceMethods(
            comparison.background(), options.features(), options.seed(), context::note);
    List<ClassImportance> found =
        new ArrayList<>(
            model instanceof FusedModel fused
                ? methods.ofNetwork(
                    fused, data.select(explained), done -> context.progress(done / 2, "Shapley"))
                : methods.ofAny(
                    model, data.select(explained), done -> context.progress(done / 2, "Shapley")));
    if (context.optionalInput("survival").isPresent()) {
      HorizonLabels labels = labels(context, model, asked);
      PatientData permuted = data.select(labels.patients());
      found.addAll(
          methods.permutation(
              model,
              permuted,
              labels,
              options.permutations(),
              done -> context.progress(0.5 + done / 2, "permuting")));
    } else {
      context.note("without --survival nothing is permuted");
    }
    ImportanceTables.write(context.output("out"), found);
    Optional<Path> agreement = context.optionalOutput("out-agreement");
    if (agreement.isPresent()) {
      ImportanceTables.writeAgreement(agreement.get(), RankAgreement.of(found));
    }
  }

  /** Of those of the patients with a label; weights are learned from all with survival. */
  private static HorizonLabels labels(
      StepContext<Options> context, HorizonModel model, List<String> asked) throws IOException {
    SurvivalData survival = TableFiles.readSurvival(context.input("survival"));
    List<String> known = survival.knownSamples(asked);
    HorizonLabels labels =
        HorizonLabels.of(
                survival.select(known), model.horizonDays(), HorizonLabels.Censored.WEIGHTED)
            .labelledOnly();
    context.note(
        "%d of %d patients are permuted: they died by month %s or lived beyond"
            .formatted(
                labels.patients().size(),
                asked.size(),
                Math.round(model.horizonDays() / SurvivalPredictions.DAYS_PER_MONTH)));
    return labels;
  }
}
