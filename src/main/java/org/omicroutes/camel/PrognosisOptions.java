package org.omicroutes.camel;

import java.util.List;
import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.models.ClassOptions;
import org.omicroutes.models.SurvivalModels;
import org.omicroutes.step.Param;

/** Parameters of the workflow {@code prognosis}. */
public record PrognosisOptions(
    @Param(
            value = "Folds of the cross-validation.",
            defaultValue = "5",
            range = "2 to 20",
            unit = "folds")
        int folds,
    @Param(value = "Seed of everything random.", defaultValue = "1") long seed,
    @Param(
            value = "The model that predictions.tsv and the report are about.",
            defaultValue = "moanet",
            range = "a model of `train`")
        String model,
    @Param(
            value = "The horizon of models of death by one.",
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
            value = "What the networks of MMFN end in: death by the horizon, or survival.",
            defaultValue = "binary")
        ClassOptions.Head head,
    @Param(value = "Sizes and training of the networks of MMFN.", defaultValue = "paper")
        ClassOptions.Preset preset,
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
    @Param(value = "MOFA factors at the start.", defaultValue = "10", range = "1 to 100")
        int factors,
    @Param(
            value = "Share of its neighbours' score that a gene takes over in the propagation.",
            defaultValue = "0.7",
            range = "> 0 and < 1")
        double alpha,
    @Param(
            value = "Folds worked on side by side.",
            defaultValue = "2",
            range = "1 to 64",
            unit = "threads")
        int threads) {

  public PrognosisOptions {
    require(folds >= 2 && folds <= 20, "folds", folds, "2 to 20");
    require(features >= 10, "features", features, ">= 10");
    require(factors >= 1 && factors <= 100, "factors", factors, "1 to 100");
    require(alpha > 0 && alpha < 1, "alpha", alpha, "> 0 and < 1");
    require(threads >= 1 && threads <= 64, "threads", threads, "1 to 64");
    SurvivalModels.named(model);
    require(horizon > 0, "horizon", horizon, "> 0");
  }

  private static void require(boolean fits, String option, Object found, String expected) {
    if (!fits) {
      throw new IllegalArgumentException(
          "--" + option + ": found " + found + ", expected " + expected);
    }
  }
}
