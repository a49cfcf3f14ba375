package org.omicroutes.camel;

import java.util.HashSet;
import java.util.List;
import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.models.ClassOptions;
import org.omicroutes.step.Param;
import org.omicroutes.survival.Horizons;

/** Parameters of the workflow {@code study}. */
public record StudyOptions(
    @Param(
            value =
                "Whose comparison is made: of survival from all layers (moanet), or of death by the"
                    + " main horizon from gene expression and clinical variables (mmfn).",
            defaultValue = "moanet")
        Paper paper,
    @Param(
            value = "Folds of the outer cross-validation.",
            defaultValue = "5",
            range = "2 to 20",
            unit = "folds")
        int folds,
    @Param(
            value = "How often the patients are split into folds.",
            defaultValue = "1",
            range = "1 to 100")
        int repeats,
    @Param("Folder of published splits, one CSV a fold; {cohort} stands for the cohort's name.")
        String splits,
    @Param(value = "Seed of everything random.", defaultValue = "1") long seed,
    @Param(
            "The model that the others are compared with. Default: moanet, or mmfn of the paper mmfn.")
        String model,
    @Param(
            "The models to compare, in the order of print; a network of MMFN may end in -small"
                + " (preset small-cohort), -survival (survival head) or -small-survival. Default: "
                + Paper.MOANET_MODELS
                + "; of the paper mmfn: "
                + Paper.MMFN_MODELS
                + ".")
        List<String> models,
    @Param(
            "The models whose predictions are explained, for the paper moanet; that of mmfn explains"
                + " the one that the others are compared with. Default: all.")
        List<String> explained,
    @Param(
            value = "Repeats in which predictions are explained.",
            defaultValue = "1",
            range = "0 to 100")
        int explainedRepeats,
    @Param(
            value =
                "Folds of each of these repeats in which the paper mmfn asks for importance and"
                    + " counterfactuals.",
            defaultValue = "1",
            range = "0 to 20",
            unit = "folds")
        int explainedFolds,
    @Param(
            value =
                "Held-out patients of each such fold, drawn, whose Shapley values and counterfactuals"
                    + " are sought; 0: all.",
            defaultValue = "50",
            range = ">= 0",
            unit = "patients")
        int explainedPatients,
    @Param(
            value = "Repeats in which MOANet is trained with parts taken away.",
            defaultValue = "1",
            range = "0 to 100")
        int ablationRepeats,
    @Param(
            value =
                "With three cohorts or more: give moanet, stacked and backbone a score that was"
                    + " learned from the other cohorts.",
            defaultValue = "true")
        boolean panCancer,
    @Param(
            value = "Folds of the inner cross-validation.",
            defaultValue = "5",
            range = "2 to 20",
            unit = "folds")
        int innerFolds,
    @Param(
            value = "The main horizon, one of the horizons.",
            defaultValue = "36",
            range = "> 0",
            unit = "months")
        int horizon,
    @Param(
            value =
                "What models of death by the horizon do with patients censored before it: weigh those"
                    + " with a label by the inverse probability of censoring, or only leave them out.",
            defaultValue = "weighted")
        HorizonLabels.Censored censored,
    @Param(
            value = "Sizes and training of the networks of MMFN whose name does not end in -small.",
            defaultValue = "paper")
        ClassOptions.Preset preset,
    @Param(
            value = "Times to give survival probabilities at.",
            defaultValue = "6,12,18,24,30,36,42,48,54,60",
            range = "> 0, ascending",
            unit = "months")
        List<String> horizons,
    @Param("The clinical column with the time in days; by default it is recognised.")
        String timeColumn,
    @Param("The clinical column with the event (1 seen, 0 censored); by default it is recognised.")
        String eventColumn,
    @Param("The clinical column with the patient ids; by default it is recognised.")
        String patientColumn,
    @Param("The clinical columns to predict from; by default they are recognised.")
        List<String> covariates,
    @Param("The clinical column with the batch; by default it is recognised.") String batchColumn,
    @Param(
            value = "Most variable features kept of each layer.",
            defaultValue = "5000",
            range = ">= 10",
            unit = "features")
        int features,
    @Param(
            value = "Folds worked on side by side.",
            defaultValue = "2",
            range = "1 to 64",
            unit = "threads")
        int threads) {

  public StudyOptions {
    require(folds >= 2 && folds <= 20, "folds", folds, "2 to 20");
    require(repeats >= 1 && repeats <= 100, "repeats", repeats, "1 to 100");
    require(
        splits == null || repeats == 1, "repeats", repeats, "1: published splits are one repeat");
    require(innerFolds >= 2 && innerFolds <= 20, "inner-folds", innerFolds, "2 to 20");
    require(features >= 10, "features", features, ">= 10");
    require(threads >= 1 && threads <= 64, "threads", threads, "1 to 64");
    require(
        explainedRepeats >= 0 && explainedRepeats <= 100,
        "explained-repeats",
        explainedRepeats,
        "0 to 100");
    require(
        ablationRepeats >= 0 && ablationRepeats <= 100,
        "ablation-repeats",
        ablationRepeats,
        "0 to 100");
    require(
        explainedFolds >= 0 && explainedFolds <= 20, "explained-folds", explainedFolds, "0 to 20");
    require(explainedPatients >= 0, "explained-patients", explainedPatients, ">= 0");
    models = models.isEmpty() ? paper.models() : models;
    model = model == null ? paper.models().get(0) : model;
    models.forEach(NamedModel::of);
    require(models.contains(model), "model", model, "one of the models " + models);
    require(
        paper == Paper.MOANET || NamedModel.of(model).isOfHorizon(),
        "model",
        model,
        "a model of death by a horizon, with --paper mmfn");
    require(new HashSet<>(models).size() == models.size(), "models", models, "each once");
    explained = explained.isEmpty() && paper == Paper.MOANET ? models : explained;
    require(models.containsAll(explained), "explained", explained, "some of the models " + models);
    require(
        explained.isEmpty() || paper == Paper.MOANET,
        "explained",
        explained,
        "nothing: --paper mmfn explains the model " + model);
    Horizons.parse(horizons);
    require(
        horizons.contains(Integer.toString(horizon)),
        "horizon",
        horizon,
        "one of the horizons " + horizons);
  }

  /** Whether the study cannot be made without a network of interactions. */
  boolean needsNetwork() {
    return paper == Paper.MOANET
        || models.stream().map(NamedModel::of).anyMatch(NamedModel::usesNetwork);
  }

  private static void require(boolean fits, String option, Object found, String expected) {
    if (!fits) {
      throw new IllegalArgumentException(
          "--" + option + ": found " + found + ", expected " + expected);
    }
  }
}
