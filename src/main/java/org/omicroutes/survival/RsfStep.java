package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code rsf}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class RsfStep implements Step<RsfStep.Options> {

  /** How a tree draws its samples. */
  public enum Sampling {
    /** With replacement. */
    BOOTSTRAP,
    /** Without. */
    SUBSAMPLE
  }

  /** Whether importance is computed. */
  public enum Importance {
    PERMUTATION,
    NONE
  }

  /** Parameters of {@code rsf}. */
  public record Options(
      @Param(value = "Trees of the forest.", defaultValue = "500", range = ">= 1") int trees,
      @Param(
              value =
                  "Features drawn at each node; 0: the square root of their number, rounded up.",
              defaultValue = "0",
              range = ">= 0")
          int mtry,
      @Param(
              value = "Fewest samples of a node, counted as often as they were drawn.",
              defaultValue = "3",
              range = ">= 1",
              unit = "samples")
          int minNodeSize,
      @Param(
              value = "How a tree draws its samples: with replacement, or without.",
              defaultValue = "bootstrap")
          Sampling sampling,
      @Param(
              value =
                  "Share of the samples that a tree draws; 0: 1 for bootstrap, 0.632 for subsample.",
              defaultValue = "0",
              range = "0 to 1")
          double sampleFraction,
      @Param(
              value = "Split points tried for each feature, drawn at random; 0: all.",
              defaultValue = "0",
              range = ">= 0")
          int nsplit,
      @Param(
              value = "The importance of features: by permutation, or none (NA).",
              defaultValue = "permutation")
          Importance importance,
      @Param(value = "Seed of all that is drawn.", defaultValue = "1") long seed,
      @Param(
              value = "Threads; 0: as many as there are processors. They do not change the result.",
              defaultValue = "0",
              range = ">= 0")
          int threads,
      @Param(
              value = "Times of the predicted survival probabilities.",
              defaultValue = Horizons.DEFAULT,
              range = "> 0, ascending",
              unit = "months")
          List<String> horizons) {
    public Options {
      Horizons.parse(horizons);
      if (threads < 0) {
        throw new IllegalArgumentException("threads: found " + threads + ", expected >= 0");
      }
      if (sampling == Sampling.SUBSAMPLE && sampleFraction == 1) {
        throw new IllegalArgumentException(
            "sample-fraction: found 1, expected < 1 without replacement (no sample would be out of"
                + " bag)");
      }
      settings(trees, mtry, minNodeSize, sampling, sampleFraction, nsplit, seed);
    }

    ForestSettings settings() {
      return settings(trees, mtry, minNodeSize, sampling, sampleFraction, nsplit, seed);
    }

    private static ForestSettings settings(
        int trees,
        int mtry,
        int minNodeSize,
        Sampling sampling,
        double sampleFraction,
        int nsplit,
        long seed) {
      boolean replace = sampling == Sampling.BOOTSTRAP;
      double usual = replace ? 1 : 0.632;
      double fraction = sampleFraction == 0 ? usual : sampleFraction;
      return new ForestSettings(trees, mtry, minNodeSize, replace, fraction, nsplit, seed);
    }
  }

  /** A forest with its state and, where it was grown here, its training samples out of bag. */
  private record Fit(
      SurvivalForest forest, ForestState state, List<String> training, ForestPrediction outOfBag) {
    static Fit of(ForestState given) {
      return new Fit(given.forest(), given, List.of(), ForestPrediction.empty(0));
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("rsf", "1", Options.class)
          .summary("Grows a random survival forest and predicts survival.")
          .details(
              """
              Random survival forest (Ishwaran et al. 2008): log-rank splits at the middle between
              two values, Nelson-Aalen cumulative hazards in the leaves, their mean over the trees.
              Rules and defaults are those of R's `ranger`, with which the out-of-bag concordance
              and Brier score agree; a node is split only into children of at least `min-node-size`
              samples.

              The risk is the mortality: the cumulative hazard summed over the event times of the
              training samples (`ranger` sums over all times). Survival is exp(-cumulative hazard).
              Predictions of training samples are out-of-bag, by the trees that did not draw them;
              those of other samples, and of all samples with a given `state`, are by all trees. A
              sample that every tree drew gets the prediction of all trees, and this is noted.

              A missing value takes part as such (missingness incorporated in attributes): each
              split is tried with the missing values on either side, and missing against known.
              Where a node saw no missing value, one goes to the larger child. With a given `state`,
              a feature that the matrix lacks counts as missing, and this is noted.

              Importance is the fall of Harrell's C of a tree's out-of-bag samples when the feature
              is permuted among them, the mean over the trees; a constant feature has 0. Out-of-bag
              performance: `c_index` (Harrell's), `integrated_brier` (trapezoid rule over 100 times
              from 0 to `integrated_brier_days`, the last time at which a tenth of the training
              samples is at risk), and `samples` that they rest on. Samples without survival are
              predicted only. No event among the training samples is an error. The seed alone
              decides what is drawn.
              """)
          .in(Port.one("features", Edam.TSV, "Features × samples; missing values allowed."))
          .in(
              Port.optional(
                  "survival", Edam.TSV, "Columns sample, time (days), event; for fitting."))
          .in(
              Port.optional(
                  "fit-samples", Edam.TEXT, "Ids to fit on; without it all with survival."))
          .in(Port.optional("state", Edam.JSON, "A forest grown before; nothing is fitted then."))
          .out(Port.optional("out", Edam.TSV, "Columns feature, importance, se; by importance."))
          .out(
              Port.optional(
                  "out-predictions",
                  Edam.TSV,
                  "Columns sample, risk (mortality), survival_12m …, all samples."))
          .out(Port.optional("out-oob", Edam.TSV, "Columns metric, value: out-of-bag performance."))
          .out(Port.optional("out-state", Edam.JSON, "The fitted forest."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    LabelledMatrix features = MatrixFiles.read(context.input("features"));
    Optional<Path> given = context.optionalInput("state");
    Fit fit =
        given.isPresent() ? Fit.of(ForestFiles.readState(given.get())) : fit(context, features);
    if (context.optionalOutput("out").isPresent()) {
      ForestFiles.writeImportance(context.optionalOutput("out").get(), fit.state());
    }
    if (context.optionalOutput("out-predictions").isPresent()) {
      PredictionFiles.write(
          context.optionalOutput("out-predictions").get(), predict(context, fit, features));
    }
    if (context.optionalOutput("out-oob").isPresent()) {
      ForestFiles.writePerformance(context.optionalOutput("out-oob").get(), fit.state().outOfBag());
    }
    if (context.optionalOutput("out-state").isPresent()) {
      Json.write(context.optionalOutput("out-state").get(), fit.state());
    }
  }

  private static Fit fit(StepContext<Options> context, LabelledMatrix features) throws IOException {
    SurvivalData survival = SurvivalInputs.forFitting(context, features.sampleIds());
    Options options = context.parameters();
    ForestSettings settings = options.settings();
    int threads = options.threads();
    ForestData data = SurvivalForest.data(features, survival);
    SurvivalForest forest = SurvivalForest.fit(features.featureIds(), data, settings, threads);
    context.progress(0.5, forest.size() + " trees");
    ForestOutOfBag bags = new ForestOutOfBag(forest, data, survival, settings);
    ForestOutOfBag.Performance performance = bags.performance(threads);
    context.note(
        String.format(
            Locale.ROOT,
            "out of bag: Harrell's C %.4f, integrated Brier score %.4f (%d samples)",
            performance.concordance(),
            performance.integratedBrier(),
            performance.samples()));
    ForestImportance importance =
        options.importance() == Importance.NONE
            ? ForestImportance.none(features.featureCount())
            : ForestImportance.of(forest, data, bags, settings.seed(), threads);
    ForestState state =
        new ForestState(
            features.featureIds(),
            forest.eventTimes(),
            settings,
            ForestCodec.write(forest),
            importance,
            performance);
    return new Fit(forest, state, survival.sampleIds(), bags.predict(days(options), threads));
  }

  private static double[] days(Options options) {
    return Arrays.stream(Horizons.parse(options.horizons()))
        .mapToDouble(months -> months * SurvivalPredictions.DAYS_PER_MONTH)
        .toArray();
  }

  private static SurvivalPredictions predict(
      StepContext<Options> context, Fit fit, LabelledMatrix features) {
    long lacking =
        fit.forest().features().stream().filter(f -> features.featureIndex(f) < 0).count();
    if (lacking > 0) {
      context.note(
          lacking
              + " of "
              + fit.forest().features().size()
              + " features are not in the matrix: they count as missing");
    }
    Options options = context.parameters();
    ForestPrediction all = fit.forest().predict(features, days(options), options.threads());
    int always = 0;
    for (int i = 0; i < fit.training().size(); i++) {
      int sample = features.sampleIndex(fit.training().get(i));
      if (fit.outOfBag().trees()[i] == 0) {
        always++;
      } else {
        all.risk()[sample] = fit.outOfBag().risk()[i];
        all.survival()[sample] = fit.outOfBag().survival()[i];
      }
    }
    if (always > 0) {
      context.note(
          always
              + " training samples were drawn by every tree: all trees predict them, not"
              + " out of bag");
    }
    return new SurvivalPredictions(
        features.sampleIds(), all.risk(), Horizons.parse(options.horizons()), all.survival());
  }
}
