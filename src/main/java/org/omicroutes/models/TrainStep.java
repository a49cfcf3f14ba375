package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.classify.HorizonLabels.Censored;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.Interactions;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.NetworkFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.models.mmfn.HorizonModel;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;
import org.omicroutes.survival.Horizons;

/** The step {@code train}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class TrainStep implements Step<TrainStep.Options> {

  /** Parameters of {@code train}. */
  public record Options(
      @Param(value = "The kind of model; see below.", defaultValue = "moanet") String model,
      @Param(value = "Seed of everything random.", defaultValue = "1") long seed,
      @Param(
              value = "Folds of the inner cross-validation that chooses hyper-parameters.",
              defaultValue = "5",
              range = "2 to 20")
          int innerFolds,
      @Param(
              value = "Times to give survival probabilities at.",
              defaultValue = Horizons.DEFAULT,
              range = "> 0, ascending",
              unit = "months")
          List<String> horizons,
      @Param(
              value = "What models of an outcome at one time tell: who has died by then.",
              defaultValue = "36",
              range = ">= 1",
              unit = "months")
          int horizon,
      @Param(
              value =
                  "Patients censored before the horizon: made up for by weighting the others by the"
                      + " inverse probability of censoring, or left out.",
              defaultValue = "weighted")
          Censored censored,
      @Param(
              value =
                  "What the features of MMFN's networks feed: the probability at the horizon, or a"
                      + " hazard over all of follow-up.",
              defaultValue = "binary")
          ClassOptions.Head head,
      @Param(
              value =
                  "Sizes of MMFN's networks: the paper's, or five small ones for hundreds of patients.",
              defaultValue = "paper")
          ClassOptions.Preset preset) {
    public Options {
      SurvivalModels.named(model);
      Horizons.parse(horizons);
      if (innerFolds < 2 || innerFolds > 20) {
        throw new IllegalArgumentException(
            "inner-folds: found " + innerFolds + ", expected 2 to 20");
      }
      if (horizon < 1) {
        throw new IllegalArgumentException("horizon: found " + horizon + ", expected >= 1");
      }
    }

    ClassOptions classes() {
      return new ClassOptions(horizon, censored, head, preset);
    }
  }

  private static final StepSpec<Options> SPEC = spec(StepSpec.of("train", "5", Options.class));

  private static StepSpec<Options> spec(StepSpec.Builder<Options> spec) {
    spec.summary("Trains a survival model on the modalities of patients.")
        .details(
            """
            Models:

            %s

            A modality is one file, named as it is to be called: `--continuous rna=F`. Its kind says
            how models take it: clinical variables, continuous molecular values, zeros and ones, or
            few summaries. The modality `clinical` is the clinical one, `clinical-rich` one with more
            columns that some models take in its place, `rna` the expression. Patients to learn from
            are those with survival (and in `fit-samples`, where given); whatever a model learns or
            chooses (scales, features, penalties, calibration, baseline hazard) comes from them and
            inner folds of them alone.

            Missing values: a patient may lack a modality, a value may be missing; what a model does
            then is said with the model. Same inputs and seed give the same bits, where neural networks
            are part of the model those of one engine; a run's record says which it was.

            Models that tell who has died by `horizon` (mmfn and its parts, logistic, random-forest,
            svm) write the same predictions: survival at the horizon is one minus the probability, at
            other times it follows the training patients' cumulative hazard, and risk is the log of
            that hazard; with `head survival`, MMFN's features feed a Cox model calibrated over all of
            follow-up in its place. How many patients had died, were seen beyond the horizon and were
            censored before is noted. Other models do not look at `horizon`, `censored`, `head` and
            `preset`; models without networks do not look at `head` and `preset`.

            `--out-history` has a row for each epoch of each network: losses without the penalty,
            accuracies, dropout off; no rows for models that keep none.

            `--out-model` also holds the reference patient that `explain` compares with: the training
            patients' mean of each feature of each modality, missing values left out, to six
            significant digits.
            """
                .formatted(
                    SurvivalModels.all().values().stream()
                        .map(t -> "- `" + t.name() + "`: " + t.summary())
                        .collect(Collectors.joining("\n"))));
    ModelFiles.modalityPorts().forEach(spec::in);
    return spec.in(Port.one("survival", Edam.TSV, "Table: sample, time (days), event (0 or 1)."))
        .in(Port.optional("fit-samples", Edam.TEXT, "Ids of the patients to train on, one a line."))
        .in(Port.optional("patients", Edam.TEXT, "Ids of the patients to predict; default: all."))
        .in(
            Port.optional(
                "network", Edam.TSV, "Interactions gene1 gene2 [weight], for models with a prior."))
        .out(
            Port.optional(
                "out-model", Edam.JSON, "The model, for `apply-model`, `explain`, `read-outs`."))
        .out(
            Port.optional(
                "out-predictions", Edam.TSV, "sample, risk (log hazard), survival by horizon."))
        .out(
            Port.optional(
                "out-history",
                Edam.TSV,
                "network, epoch, learning_rate, training_loss, validation_loss,"
                    + " training_accuracy, validation_accuracy."))
        .build();
  }

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Options options = context.parameters();
    PatientData data = ModelFiles.patients(context);
    SurvivalData survival = TableFiles.readSurvival(context.input("survival"));
    PatientData training = data.select(training(context, data, survival));
    Optional<Path> network = context.optionalInput("network");
    Interactions interactions = network.isEmpty() ? null : NetworkFiles.read(network.get());
    FitContext fit =
        new FitContext(
            options.seed(),
            options.innerFolds(),
            interactions,
            done -> context.progress(done, options.model()),
            options.classes());
    ModelTrainer<?> trainer = SurvivalModels.named(options.model());
    SurvivalData outcome = survival.select(training.patients());
    SurvivalModel model = trainer.fit(training, outcome, fit);
    if (model instanceof HorizonModel) {
      tellLabels(context, outcome);
    }
    model.networksBy().ifPresent(context::computedBy);
    Optional<Path> file = context.optionalOutput("out-model");
    if (file.isPresent()) {
      ModelFiles.write(file.get(), options.model(), training, model);
    }
    Optional<Path> history = context.optionalOutput("out-history");
    if (history.isPresent()) {
      HistoryFiles.write(history.get(), model);
    }
    Optional<Path> predictions = context.optionalOutput("out-predictions");
    if (predictions.isPresent()) {
      ModelFiles.predict(
          predictions.get(),
          model,
          ModelFiles.chosen(context, data),
          Horizons.parse(options.horizons()));
    }
  }

  private static void tellLabels(StepContext<Options> context, SurvivalData outcome) {
    ClassOptions classes = context.parameters().classes();
    HorizonLabels labels = HorizonLabels.of(outcome, classes.days(), classes.censored());
    context.note(
        "training patients by month %d: %d died, %d seen beyond, %d censored before (%s)"
            .formatted(
                classes.horizonMonths(),
                labels.deaths(),
                labels.alive(),
                labels.unlabelled(),
                classes.censored() == Censored.WEIGHTED ? "made up for by weights" : "left out"));
  }

  private static List<String> training(
      StepContext<Options> context, PatientData data, SurvivalData survival) throws IOException {
    Set<String> known = Set.copyOf(data.patients());
    List<String> both = survival.sampleIds().stream().filter(known::contains).toList();
    if (both.isEmpty()) {
      throw DataException.in(context.input("survival"))
          .error("none of the patients of the modalities", "survival of the same patients");
    }
    return TableFiles.fitSamples(context.optionalInput("fit-samples"), both);
  }
}
