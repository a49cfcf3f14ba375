package org.omicroutes.evaluate;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.omicroutes.formats.Json;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code study-tables}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class StudyTablesStep implements Step<StudyTablesStep.Options> {

  /** Parameters of {@code study-tables}. */
  public record Options(
      @Param(value = "The model that the others are compared with.", defaultValue = "moanet")
          String model,
      @Param(
              value =
                  "The second reference of paired tests, left out where there is no such model.",
              defaultValue = "kernel-ensemble")
          String baseline,
      @Param("Models in the order of print; those not named follow by name, the main one leads.")
          List<String> order,
      @Param(
              value = "The main horizon; each prediction file must have it.",
              defaultValue = "36",
              range = "> 0",
              unit = "months")
          int horizon,
      @Param(
              value = "Horizon of the Brier score that is taken apart (T6).",
              defaultValue = "60",
              range = "> 0",
              unit = "months")
          int brierHorizon,
      @Param(
              value = "Coverage of the intervals in the tables.",
              defaultValue = "0.95",
              range = "above 0.5, below 1")
          double level,
      @Param(
              value = "Resamples of patients for intervals.",
              defaultValue = "500",
              range = "20 to 100000")
          int resamples,
      @Param(value = "Seed of the resamples.", defaultValue = "1") long seed,
      @Param(
              value = "Patients in the smallest subgroup that is measured.",
              defaultValue = "20",
              range = ">= 1",
              unit = "patients")
          int smallestPatients,
      @Param(
              value = "Events in the smallest subgroup that is measured.",
              defaultValue = "5",
              range = ">= 1",
              unit = "events")
          int smallestEvents,
      @Param(
              value = "Age at which the older subgroup starts.",
              defaultValue = "65",
              range = "> 0",
              unit = "years")
          double ageCut) {
    public Options {
      require(model != null, "model", "nothing", "a model's name");
      require(baseline != null, "baseline", "nothing", "a model's name");
      require(horizon > 0, "horizon", horizon, "months > 0");
      require(brierHorizon > 0, "brier-horizon", brierHorizon, "months > 0");
      require(level > 0.5 && level < 1, "level", level, "above 0.5, below 1");
      require(resamples >= 20 && resamples <= 100_000, "resamples", resamples, "20 to 100000");
      require(smallestPatients >= 1, "smallest-patients", smallestPatients, ">= 1");
      require(smallestEvents >= 1, "smallest-events", smallestEvents, ">= 1");
      require(ageCut > 0, "age-cut", ageCut, "years > 0");
      order = order == null ? List.of() : List.copyOf(order);
    }

    private static void require(boolean good, String option, Object found, String expected) {
      if (!good) {
        throw new IllegalArgumentException(option + ": found " + found + ", expected " + expected);
      }
    }

    private StudySettings settings() {
      return new StudySettings(
          model,
          baseline,
          horizon,
          brierHorizon,
          level,
          resamples,
          seed,
          new EquityGap.Limits(smallestPatients, smallestEvents),
          ageCut);
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("study-tables", "2", Options.class)
          .summary("Makes a study's tables and the data of its figures from held-out predictions.")
          .details(
              """
              Prediction files may hold any samples; the fold's test patients count, and a test
              patient without a prediction is an error. Where a file also holds all other patients
              of the study, they are taken for the training patients of that fold and used for the
              apparent performance in T2, and for nothing else. All repeats of a cohort must hold
              out the same patients; samples without a fold or without survival are left out.

              Each table's note says how it is made. In short: T1 performance of all models, with
              paired tests in `T1-differences`; T2 stability and optimism; T3 mean |Shapley value|
              of feature groups; T4 ablation, and `missing` for layers taken away at prediction; T5
              cohorts and subgroups with the largest gap; T6 calibration and the Brier score taken
              apart, and `T6-intervals` for coverage; `published` for the paper's own figures
              beside ours. Tables without input are left out. Several cohorts are reported one by
              one, and as means with the standard error over cohorts.

              Harrell's C and td-AUC are means over test folds. Where patients of several folds are
              put together, risks are replaced by their quantile in the fold, and C compares
              patients of one fold. The censoring distribution is estimated in the patients that
              are measured. Paired tests are corrected resampled t-tests (Nadeau and Bengio 2003)
              with Holm's correction. What cannot be estimated is `NA`.

              The calibration belt is that of Nattino, Finazzi and Bertolini (Statistics in Medicine
              33:2390, 2014), outcomes weighted by the inverse probability of censoring.

              Subgroups come from the columns of the covariates called age, sex or gender, race, and
              stage (also within longer names). The same input gives the same bytes.
              """)
          .in(
              Port.named(
                  "predictions",
                  Edam.TSV,
                  "Predictions of COHORT/REPEAT/FOLD/MODEL: sample, risk, survival_6m …"))
          .in(Port.named("folds", Edam.TSV, "Folds of COHORT/REPEAT: sample, fold."))
          .in(Port.named("survival", Edam.TSV, "Survival of COHORT: sample, time (days), event."))
          .in(
              Port.optionalNamed(
                  "covariates", Edam.TSV, "Clinical variables of COHORT, text, one row a sample."))
          .in(
              Port.optionalNamed(
                  "ablations",
                  Edam.TSV,
                  "Predictions of COHORT/REPEAT/FOLD/NAME: the main model fitted without-rna,"
                      + " only-rna, without-network …"))
          .in(
              Port.optionalNamed(
                  "missing",
                  Edam.TSV,
                  "Predictions of COHORT/REPEAT/FOLD/PATTERN: the main model without the layers of"
                      + " the pattern (rna+cnv)."))
          .in(
              Port.optionalNamed(
                  "shapley",
                  Edam.TSV,
                  "Of COHORT/REPEAT/FOLD/MODEL: sample, group, value, baseline, prediction (log"
                      + " hazard)."))
          .in(
              Port.optionalNamed(
                  "uncertainty",
                  Edam.TSV,
                  "Of COHORT/REPEAT/FOLD: sample, total_variance, data_variance, model_variance,"
                      + " lower_days, upper_days, level, bound_days, bound_alpha."))
          .in(
              Port.optionalNamed(
                  "attention",
                  Edam.TSV,
                  "Of COHORT/REPEAT/FOLD: query_modality, key_modality, weight."))
          .in(
              Port.optionalNamed(
                  "factors", Edam.TSV, "Factors × samples of COHORT; the first three are drawn."))
          .out(Port.one("out-json", Edam.JSON, "All tables and the data of all figures."))
          .out(
              Port.one(
                  "out-tables",
                  Edam.FOLDER,
                  "T1.tsv …, one a table as printed; estimates.tsv with every figure of them:"
                      + " table, row, column, estimate, standard_error, lower, upper; notes.tsv."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Options o = context.parameters();
    context.progress(0, "reading predictions");
    List<String> order = new ArrayList<>(o.order());
    if (!order.contains(o.model())) {
      order.add(0, o.model());
    }
    List<StudyCohort> cohorts = new StudyInputs(context, o.horizon()).read(order);
    Study.requireMain(cohorts, o.model());
    Study study = new Study(cohorts, HeldOutFiles.modelNames(cohorts, order), o.settings());
    StudyReporter reporter = new StudyReporter(study, context::progress);
    StudyReport report = reporter.report();
    context.note(report.headline());
    Json.write(context.output("out-json"), report);
    StudyTableFiles.write(context.output("out-tables"), report, reporter.figures());
  }
}
