package org.omicroutes.neural;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code train}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class TrainStep implements Step<TrainStep.Options> {

  /** Parameters of {@code train}. */
  public record Options(
      @Param(value = "Seed of everything random.", defaultValue = "1") long seed,
      @Param(
              value = "Length of a token's embedding, a multiple of heads.",
              defaultValue = "16",
              range = "1 to 512")
          int width,
      @Param(value = "Attention heads.", defaultValue = "2", range = "a divisor of width")
          int heads,
      @Param(value = "Attention blocks.", defaultValue = "1", range = "1 to 8") int layers,
      @Param(
              value = "Share of values dropped inside a block while training.",
              defaultValue = "0.3",
              range = "0 to below 1")
          double dropout,
      @Param(
              value = "Chance that a modality is hidden from a patient in a step of training.",
              defaultValue = "0.1",
              range = "0 to below 1")
          double modalityDropout,
      @Param(value = "Learning rate of AdamW.", defaultValue = "0.003", range = "> 0 to 1")
          double learningRate,
      @Param(value = "Weight decay of AdamW.", defaultValue = "0.1", range = "0 to 10")
          double weightDecay,
      @Param(value = "Full-batch steps at most.", defaultValue = "150", range = ">= 0")
          int maxEpochs,
      @Param(
              value = "Epochs without a better validation loss before a network stops.",
              defaultValue = "15",
              range = ">= 1",
              unit = "epochs")
          int patience,
      @Param(
              value = "Share of the fitted patients that a network is validated on.",
              defaultValue = "0.2",
              range = "> 0 to 0.5")
          double validationShare,
      @Param(value = "Networks in the ensemble.", defaultValue = "5", range = "1 to 100")
          int members,
      @Param(
              value = "Times to give survival probabilities at.",
              defaultValue = "12,24,36,48,60",
              range = "ascending whole numbers > 0",
              unit = "months")
          List<String> horizons) {
    public Options {
      months(horizons);
      new MoaNetConfig(
          width,
          heads,
          layers,
          dropout,
          modalityDropout,
          learningRate,
          weightDecay,
          maxEpochs,
          patience,
          validationShare,
          members,
          seed);
    }

    MoaNetConfig config() {
      return new MoaNetConfig(
          width,
          heads,
          layers,
          dropout,
          modalityDropout,
          learningRate,
          weightDecay,
          maxEpochs,
          patience,
          validationShare,
          members,
          seed);
    }

    static int[] months(List<String> horizons) {
      boolean whole =
          !horizons.isEmpty() && horizons.stream().allMatch(h -> h.matches("[1-9][0-9]{0,3}"));
      int[] months = whole ? horizons.stream().mapToInt(Integer::parseInt).toArray() : new int[0];
      if (!whole || !Arrays.equals(months, Arrays.stream(months).sorted().distinct().toArray())) {
        throw new IllegalArgumentException(
            "horizons: found " + horizons + ", expected ascending whole months > 0");
      }
      return months;
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("train", "1", Options.class)
          .summary("Trains a MOANet: cross-modal attention on top of a linear Cox score.")
          .details(
              """
              Every feature is a token (its value times a learned embedding of the feature, plus a
              learned bias); a feature named `modality:name` belongs to that modality, any other one
              to the modality named as its file. Each modality queries the tokens of the *other*
              modalities of the same patient with multi-head attention, then passes a feed-forward
              layer (residual, with layer normalisation and dropout); the mean of the modalities
              that are there goes to a head that starts at zero and is added to a linear score of
              the log hazard. The loss is the Cox partial likelihood (Breslow).

              The linear score is `offset`, where it is given: for patients to fit on it must come
              from models that had not seen them. Otherwise it is a ridge Cox model on the tokens,
              fitted here, with out-of-fold scores for training.

              Each of the networks is stopped early on another part of the fitted patients. On what
              they say of patients they were not trained on, the weights of linear score and network
              part are recalibrated by a Cox model; a network part that does not help gets weight
              0, and the prediction is then the recalibrated linear score. Survival beyond the last
              event stays where it was there.

              Missing values: a patient of whom a modality has no value lacks that modality, and is
              predicted from the others; a single missing value counts as the mean of the fitted
              patients. Modalities are hidden at random while training, so that a missing one
              degrades the prediction gently. A patient to fit on whose `offset` is missing is set
              aside. Same inputs and seed give the same bits.

              Vaswani A. et al., *Attention is all you need*, arXiv:1706.03762; Gorishniy Y. et al.,
              *Revisiting deep learning models for tabular data*, arXiv:2106.11959; Katzman J. et
              al., *DeepSurv*, doi:10.1186/s12874-018-0482-1.
              """)
          .in(
              Port.named(
                  "tokens", Edam.TSV, "Features × samples, one file a modality; NaN is missing."))
          .in(Port.one("survival", Edam.TSV, "Table: sample, time (days), event (0 or 1)."))
          .in(
              Port.optional(
                  "fit-samples", Edam.TEXT, "Ids of the samples to train on, one a line."))
          .in(
              Port.optional(
                  "offset",
                  Edam.TSV,
                  "1 × samples: a linear score of the log hazard, out-of-fold for fitted samples."))
          .out(Port.one("out-model", Edam.JSON, "The model: all that a prediction needs."))
          .out(Port.optional("out-predictions", Edam.TSV, "Predictions for all samples of tokens."))
          .out(
              Port.optional(
                  "out-history",
                  Edam.TSV,
                  "Table: member, epoch, train_loss, validation_loss, validation_c."))
          .out(
              Port.optional(
                  "out-attention",
                  Edam.TSV,
                  "Table: query_modality, key_modality, weight (mean over patients)."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Options options = context.parameters();
    Tokens tokens = MoaNetFiles.tokens(context.namedInputs("tokens"));
    SurvivalData survival = TableFiles.readSurvival(context.input("survival"));
    Optional<Path> offsetFile = context.optionalInput("offset");
    double[] offset =
        offsetFile.isEmpty() ? null : MoaNetFiles.offset(offsetFile.get(), tokens.sampleIds());
    List<String> fit = fitSamples(context, tokens, survival, offset);
    Tokens fitted = tokens.select(fit);
    double[] fittedOffset = null;
    if (offset != null) {
      LabelledMatrix scores =
          LabelledMatrix.of(List.of("offset"), tokens.sampleIds(), new double[][] {offset});
      fittedOffset = scores.selectSamples(fit).row(0);
    }
    var trainer =
        new MoaNetTrainer(
            SameDiffEngine.get(), options.config(), Options.months(options.horizons()));
    var result =
        trainer.train(
            fitted,
            survival.select(fit),
            fittedOffset,
            done ->
                context.progress(
                    done / (options.members() + 1.0),
                    "network " + done + " of " + options.members()));
    note(context, result.model());
    Json.write(context.output("out-model"), result.model());
    writeHistory(context.optionalOutput("out-history"), result.history());
    Optional<Path> predictions = context.optionalOutput("out-predictions");
    Optional<Path> attention = context.optionalOutput("out-attention");
    if (predictions.isPresent() || attention.isPresent()) {
      var prediction = result.model().predict(SameDiffEngine.get(), tokens, offset);
      if (predictions.isPresent()) {
        PredictionFiles.write(predictions.get(), prediction.survival());
      }
      if (attention.isPresent()) {
        MoaNetFiles.writeAttention(attention.get(), prediction.attention());
      }
    }
  }

  private static List<String> fitSamples(
      StepContext<Options> context, Tokens tokens, SurvivalData survival, double[] offset)
      throws IOException {
    List<String> known = survival.knownSamples(tokens.sampleIds());
    if (known.isEmpty()) {
      throw DataException.in(context.input("survival"))
          .error("none of the samples of the tokens", "survival of the same samples");
    }
    List<String> wanted = TableFiles.fitSamples(context.optionalInput("fit-samples"), known);
    if (offset == null) {
      return wanted;
    }
    List<String> scored = new ArrayList<>();
    for (String sample : wanted) {
      if (!Double.isNaN(offset[tokens.sampleIds().indexOf(sample)])) {
        scored.add(sample);
      }
    }
    if (scored.size() < wanted.size()) {
      context.note(
          (wanted.size() - scored.size()) + " samples to fit on lack an offset: set aside");
    }
    return scored;
  }

  private static void note(StepContext<Options> context, MoaNet model) {
    String epochs =
        String.join(
            ", ", model.members().stream().map(m -> String.valueOf(m.bestEpoch())).toList());
    context.note(
        "fitted on "
            + model.fitted()
            + " patients with "
            + model.events()
            + " events; best epochs "
            + epochs
            + "; weight of the linear score "
            + MatrixFiles.format(model.linearSlope())
            + ", of the networks "
            + MatrixFiles.format(model.networkSlope()));
    if (model.networkSlope() == 0) {
      context.note("the networks do not improve on the linear score; it is the prediction");
    }
  }

  private static void writeHistory(Optional<Path> file, List<List<MoaNetTrainer.Epoch>> history)
      throws IOException {
    if (file.isEmpty()) {
      return;
    }
    try (BufferedWriter out = TextFiles.writer(file.get())) {
      out.write("member\tepoch\ttrain_loss\tvalidation_loss\tvalidation_c\n");
      for (int m = 0; m < history.size(); m++) {
        for (var e : history.get(m)) {
          out.write((m + 1) + "\t" + e.epoch() + "\t" + MatrixFiles.format(e.trainLoss()));
          out.write("\t" + MatrixFiles.format(e.validationLoss()));
          out.write("\t" + MatrixFiles.format(e.validationC()) + "\n");
        }
      }
    }
  }
}
