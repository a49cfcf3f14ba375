package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code split}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class SplitStep implements Step<SplitStep.Options> {

  /** Parameters of {@code split}. */
  public record Options(
      @Param(value = "How many folds.", defaultValue = "5", range = ">= 2") int folds,
      @Param(value = "Seed of the shuffle.", defaultValue = "1") long seed,
      @Param(
              value = "Stratify by the outcome at this time; 0: by event.",
              defaultValue = "0",
              range = ">= 0",
              unit = "months")
          int horizon) {
    public Options {
      if (horizon < 0) {
        throw new IllegalArgumentException("horizon: found " + horizon + ", expected >= 0");
      }
      if (folds < 2) {
        throw new IllegalArgumentException("folds: found " + folds + ", expected >= 2");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("split", "1", Options.class)
          .summary(
              "Splits patients into cross-validation folds, stratified by event or by the outcome at a horizon.")
          .details(
              """
              Patients with an event and those without are each shuffled (seeded) and dealt out to
              the folds in turn. The result depends on who the patients are and on the seed, not on
              the order of the input. Rows are sorted by id. Listed patients without survival get no
              fold.

              With `horizon`, three groups are dealt out: patients who died at or before it, those
              seen beyond it, and those censored at or before it.
              """)
          .in(Port.one("survival", Edam.TSV, "Columns sample, time (days), event (1 or 0)."))
          .in(Port.optional("patients", Edam.TEXT, "Ids to split, one a line; without it, all."))
          .out(Port.one("out", Edam.TSV, "Columns sample, fold (1 to folds)."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  private static int[] folds(SurvivalData chosen, Options options) {
    if (options.horizon() == 0) {
      return FoldSplit.stratified(chosen, options.folds(), options.seed());
    }
    double days = options.horizon() * SurvivalPredictions.DAYS_PER_MONTH;
    return FoldSplit.stratified(chosen, days, options.folds(), options.seed());
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    SurvivalData survival = TableFiles.readSurvival(context.input("survival"));
    List<String> samples =
        new ArrayList<>(
            TableFiles.fitSamples(context.optionalInput("patients"), survival.sampleIds()));
    samples.sort(null);
    int folds = context.parameters().folds();
    if (samples.size() < folds) {
      throw DataException.in(context.input("survival"))
          .error(samples.size() + " patients to split", "at least one a fold (" + folds + ")");
    }
    SurvivalData chosen = survival.select(samples);
    if (chosen.eventCount() < folds) {
      context.note(
          chosen.eventCount() + " events for " + folds + " folds: some folds have no event");
    }
    int[] fold = folds(chosen, context.parameters());
    List<String> cells = IntStream.of(fold).mapToObj(Integer::toString).toList();
    TableFiles.writeSamples(context.output("out"), new SampleTable(samples, Map.of("fold", cells)));
  }
}
