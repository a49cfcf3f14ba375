package org.omicroutes.camel;

import java.util.List;
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
  }

  private static void require(boolean fits, String option, Object found, String expected) {
    if (!fits) {
      throw new IllegalArgumentException(
          "--" + option + ": found " + found + ", expected " + expected);
    }
  }
}
