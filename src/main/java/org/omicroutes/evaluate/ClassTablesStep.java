package org.omicroutes.evaluate;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.omicroutes.classify.HorizonLabels.Censored;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code class-tables}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class ClassTablesStep implements Step<ClassTablesStep.Options> {

  /** Parameters of {@code class-tables}. */
  public record Options(
      @Param(value = "The model that the others are compared with.", defaultValue = "mmfn")
          String model,
      @Param("Models in the order of print; those not named follow by name, the main one leads.")
          List<String> order,
      @Param(
              value = "The horizon; each prediction file must have it.",
              defaultValue = "36",
              range = "> 0",
              unit = "months")
          int horizon,
      @Param(
              value =
                  "Patients censored before the horizon: made up for by weighting the others by"
                      + " the inverse probability of censoring, or left out.",
              defaultValue = "weighted")
          Censored censored,
      @Param(
              value = "Probability of death from which on a patient is called a death.",
              defaultValue = "0.5",
              range = "above 0, below 1")
          double threshold,
      @Param(
              value = "The least probability that is flagged for review.",
              defaultValue = "0.4",
              range = "0 to 1")
          double reviewFrom,
      @Param(
              value = "The greatest probability that is flagged for review.",
              defaultValue = "0.6",
              range = "0 to 1, not below review-from")
          double reviewTo,
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
      @Param(value = "Seed of the resamples.", defaultValue = "1") long seed) {
    public Options {
      require(model != null, "model", "nothing", "a model's name");
      require(horizon > 0, "horizon", horizon, "months > 0");
      require(censored != null, "censored", "nothing", "weighted or left-out");
      require(threshold > 0 && threshold < 1, "threshold", threshold, "above 0, below 1");
      require(reviewFrom >= 0 && reviewFrom <= 1, "review-from", reviewFrom, "0 to 1");
      require(
          reviewTo >= reviewFrom && reviewTo <= 1,
          "review-to",
          reviewTo,
          "0 to 1, not below review-from");
      require(level > 0.5 && level < 1, "level", level, "above 0.5, below 1");
      require(resamples >= 20 && resamples <= 100_000, "resamples", resamples, "20 to 100000");
      order = order == null ? List.of() : List.copyOf(order);
    }

    private static void require(boolean good, String option, Object found, String expected) {
      if (!good) {
        throw new IllegalArgumentException(option + ": found " + found + ", expected " + expected);
      }
    }

    /** There is no second reference, late horizon or subgroup in such a study. */
    private StudySettings settings() {
      return new StudySettings(
          model, model, horizon, horizon, level, resamples, seed, new EquityGap.Limits(1, 1), 0);
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("class-tables", "1", Options.class)
          .summary("Makes the tables of a study of death by a horizon from held-out predictions.")
          .details(
              """
              The probability of death by the horizon is 1 - `survival_{horizon}m`, so that
              classifiers and survival models stand in the same tables. Patients seen to die by the
              horizon have the label 1, those seen alive beyond it 0; those censored before have
              none and count through the inverse probability of censoring (Kaplan-Meier of censoring
              in the cohort's patients), or are left out with `--censored left-out`.

              Prediction files may hold any samples; the fold's test patients count, and a test
              patient without a prediction is an error, as is a file without the horizon. All
              repeats of a cohort must hold out the same patients; samples without a fold or without
              survival are left out.

              Each table's note says how it is made. In short: `C1-patients` labels; C1 performance
              of all models; C2 confusion matrices; C3 calibration; C4 each model paired with the
              main one (DeLong, McNemar, Brier by resampling patients, Holm's correction); C5 mean
              and SD over folds, and `C5-folds` each of them; C6 patients flagged for review; C7
              feature importance of the main model by attention, permutation and Shapley values,
              and `C7-agreement` whether they agree; C8 counterfactuals, and `C8-features` what they
              change. Tables without input are left out. Several cohorts are reported one by one, C1
              also as the mean over cohorts.

              AUC and Harrell's C are means over test folds, which compare patients of one fold. All
              else is of the patients of all folds. What cannot be estimated is `NA`. The same input
              gives the same bytes.

              Errors: a missing fold file or prediction, a test patient without prediction, a file
              without the horizon, a cohort where nobody dies by the horizon or nobody is followed
              beyond it, an unknown model, method or fold.
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
                  "history",
                  Edam.TSV,
                  "Training of COHORT/REPEAT/FOLD/MODEL: network, epoch, training_loss,"
                      + " validation_loss, training_accuracy, validation_accuracy."))
          .in(
              Port.optionalNamed(
                  "importance",
                  Edam.TSV,
                  "Importance of COHORT/REPEAT/FOLD: method, modality, feature, importance."))
          .in(
              Port.optionalNamed(
                  "counterfactuals",
                  Edam.TSV,
                  "Counterfactuals of COHORT/REPEAT/FOLD: sample, probability,"
                      + " reached_probability, modality, feature."))
          .out(Port.one("out-json", Edam.JSON, "All tables and the data of all figures."))
          .out(
              Port.one(
                  "out-tables",
                  Edam.FOLDER,
                  "C1.tsv …, one a table as printed; estimates.tsv with every figure of them:"
                      + " table, row, column, estimate, standard_error, lower, upper; notes.tsv."))
          .out(
              Port.one(
                  "out-review",
                  Edam.TSV,
                  "Patients flagged for review: cohort, repeat, fold, sample, model, probability,"
                      + " label (1 died by the horizon, 0 alive, NA not known)."))
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
    List<ClassCohort> cohorts = new ClassInputs(context, o.horizon(), o.censored()).read(order);
    List<StudyCohort> held = cohorts.stream().map(ClassCohort::held).toList();
    Study.requireMain(held, o.model());
    ClassStudy study =
        new ClassStudy(
            new Study(held, HeldOutFiles.modelNames(held, order), o.settings()),
            cohorts,
            new ClassSettings(o.threshold(), o.reviewFrom(), o.reviewTo(), o.censored()));
    ClassReporter reporter = new ClassReporter(study, context::progress);
    ClassReport report = reporter.report();
    context.note(report.study().headline());
    Json.write(context.output("out-json"), report);
    StudyTableFiles.write(context.output("out-tables"), report.study(), reporter.figures());
    writeReview(context.output("out-review"), new ClassReview(study).flagged());
  }

  private static void writeReview(Path file, List<ClassReview.Flagged> flagged) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("cohort\trepeat\tfold\tsample\tmodel\tprobability\tlabel\n");
      for (ClassReview.Flagged f : flagged) {
        String label = Double.isNaN(f.label()) ? "NA" : Integer.toString((int) f.label());
        out.write(
            String.join(
                    "\t",
                    f.cohort(),
                    f.fold().replace('/', '\t'),
                    f.sample(),
                    f.model(),
                    MatrixFiles.format(f.probability()),
                    label)
                + "\n");
      }
    }
  }
}
