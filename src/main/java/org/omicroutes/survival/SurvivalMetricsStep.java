package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
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

/** The step {@code survival-metrics}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class SurvivalMetricsStep implements Step<SurvivalMetricsStep.Options> {
  /** Parameters of {@code survival-metrics}. */
  public record Options(
      @Param(
              value =
                  "Integration of the Brier score over the horizons: straight lines, or"
                      + " riskRegression's steps.",
              defaultValue = "trapezoid")
          BrierScore.Integration integration,
      @Param(
              value = "Bootstrap resamples for measures without another standard error; 0: none.",
              defaultValue = "200",
              range = ">= 0")
          int bootstraps,
      @Param(value = "Seed of the bootstrap.", defaultValue = "1") long seed) {
    public Options {
      if (bootstraps < 0) {
        throw new IllegalArgumentException("bootstraps: found " + bootstraps + ", expected >= 0");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("survival-metrics", "2", Options.class)
          .summary("Measures discrimination, accuracy and calibration of survival predictions.")
          .details(
              """
              - `cIndex`: Harrell's C. A pair is comparable when the earlier time is an event; an
                event and a censoring at the same time are comparable, two events are not; equal
                risks count one half. Standard error: infinitesimal jackknife. Equals R's
                `survival::concordance`.
              - `unoC`: weighted by `1/G(T-)²` (`timewt = "n/G2"`), events after the last horizon
                left out (`ymax`).
              - `tdAuc`: cumulative/dynamic AUC with inverse probability of censoring weights. An
                event exactly at the horizon is a case (riskRegression; timeROC leaves it out).
                Standard error: influence function with the censoring estimate's part, as timeROC.
              - `roystonD`, `r2D`: Royston and Sauerbrei's D (log hazard ratio between the halves with
                higher and lower risk) and its explained variation, as `survival::royston`.
              - `logRankMedian`, `logRankTertiles`: log-rank chi-squared, with its p-value, of groups
                cut at the median and at the tertiles of these samples' risks.
              - `brier`, `ibs`: Graf's score, weights and standard error as `riskRegression::Score`;
                integrated from 0.
              - `scaledBrier`, `scaledIbs`: `1 - score / score of the Kaplan-Meier estimate` of these
                samples (IPA); 1 is perfect, 0 no better than Kaplan-Meier. Standard error by the
                delta method.
              - `calibrationSlope`: Cox coefficient of `log(-log S(t))`, follow-up cut at t; 1 is
                right. `calibrationIntercept`: `log(O/E)` at t, O by Kaplan-Meier; 0 is right.
              - `ece`, `mce`: mean and largest |predicted - Kaplan-Meier| over tenths of predicted
                survival. Chance alone makes both larger than 0. Standard error and limits:
                bootstrap.
              - `kappa`: Cohen's kappa of predicted (survival below 0.5) and seen event at t; samples
                censored before t are left out.
              - `dCalibration`: Pearson's chi-squared of predicted survival at the samples' own times
                in ten equal parts of [0, 1], a censored sample spread over the parts at and below
                its survival (Haider et al. 2020), with its p-value. Curves are straight lines
                between horizons; follow-up beyond the last horizon is cut there.

              G is the Kaplan-Meier estimate of the censoring distribution in these samples; events
              come before censorings at shared times. Limits are 95 %: normal ones, cut to the range
              of the measure, or percentiles of the bootstrap moved by its bias, so that they lie
              around the estimate.

              With `compare`, only samples and horizons in both files are used, and rows named
              `… difference` follow: predictions minus compare, with paired standard error and
              two-sided p-value. They come from the difference of the two influence functions; those
              of calibration, `kappa`, `roystonD` and `r2D` from measuring both models on the same
              resamples. Test statistics are not compared. `riskGroupKappa` is Cohen's kappa of the
              two models' tertiles of risk.

              What cannot be estimated is NA; where nothing can, that is an error. Samples without
              survival are left out and noted; a missing prediction is an error.
              """)
          .in(Port.one("predictions", Edam.TSV, "Columns sample, risk, survival_12m …"))
          .in(Port.one("survival", Edam.TSV, "Columns sample, time (days), event."))
          .in(Port.optional("compare", Edam.TSV, "Another model's predictions."))
          .out(
              Port.one(
                  "out",
                  Edam.TSV,
                  "Columns metric, horizon (months), estimate, se, lower, upper, p."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    SurvivalData survival = TableFiles.readSurvival(context.input("survival"));
    Path file = context.input("predictions");
    SurvivalPredictions predictions = PredictionFiles.read(file);
    SurvivalPredictions other = null;
    if (context.optionalInput("compare").isPresent()) {
      other = PredictionFiles.read(context.optionalInput("compare").get());
    }
    SurvivalData chosen = survival.select(samples(context, survival, predictions, other));
    int[] months = horizons(context, predictions, other);
    Measured first = measure(context, predictions, chosen, months);
    if (first.metrics().stream().allMatch(m -> Double.isNaN(m.value()))) {
      throw DataException.in(context.input("survival"))
          .error(
              chosen.eventCount()
                  + " events among "
                  + chosen.size()
                  + " samples, last time "
                  + MatrixFiles.format(Arrays.stream(chosen.times()).max().orElseThrow())
                  + ": nothing can be measured",
              "samples of which some have the event or are followed to a horizon");
    }
    List<Metric> rows = new ArrayList<>(first.metrics());
    if (other != null) {
      Measured second = measure(context, other, chosen, months);
      rows.addAll(
          PairedDifferences.of(
              first.metrics(), second.metrics(), first.resampled(), second.resampled()));
      CohensKappa kappa =
          ClassAgreement.ofGroups(first.predictions().risk(), second.predictions().risk(), 3);
      rows.add(Metric.of("riskGroupKappa", null, kappa.value(), kappa.standardError()));
    }
    write(context.output("out"), rows);
  }

  /** Samples that all files have, sorted: the order of rows does not change the bootstrap. */
  private static List<String> samples(
      StepContext<Options> context,
      SurvivalData survival,
      SurvivalPredictions predictions,
      SurvivalPredictions other)
      throws IOException {
    List<String> samples = survival.knownSamples(predictions.sampleIds());
    if (other != null) {
      Set<String> both = new HashSet<>(other.sampleIds());
      samples = samples.stream().filter(both::contains).toList();
    }
    if (samples.isEmpty()) {
      throw DataException.in(context.input("predictions"))
          .column("sample")
          .error("no sample with survival", "samples that the other files have too");
    }
    if (samples.size() < predictions.sampleIds().size()) {
      context.note(
          predictions.sampleIds().size() - samples.size() + " predicted samples are left out");
    }
    return samples.stream().sorted().toList();
  }

  private static int[] horizons(
      StepContext<Options> context, SurvivalPredictions predictions, SurvivalPredictions other) {
    int[] own = Arrays.stream(predictions.horizonMonths()).sorted().distinct().toArray();
    if (other == null) {
      return own;
    }
    Set<Integer> theirs = new HashSet<>();
    for (int month : other.horizonMonths()) {
      theirs.add(month);
    }
    int[] both = Arrays.stream(own).filter(theirs::contains).toArray();
    if (both.length < own.length) {
      context.note(own.length - both.length + " horizons that compare does not have are left out");
    }
    return both;
  }

  private record Measured(
      SurvivalPredictions predictions, List<Metric> metrics, MetricsBootstrap resampled) {}

  private static Measured measure(
      StepContext<Options> context,
      SurvivalPredictions predictions,
      SurvivalData survival,
      int[] months) {
    Options options = context.parameters();
    SurvivalPredictions chosen = predictions.select(survival.sampleIds()).at(months);
    List<Metric> metrics =
        SurvivalMetrics.of(
            chosen, survival, new int[survival.size()], chosen.risk(), options.integration());
    MetricsBootstrap resampled =
        new MetricsBootstrap(chosen, survival, options.bootstraps(), options.seed());
    return new Measured(chosen, resampled.fill(metrics), resampled);
  }

  private static void write(Path file, List<Metric> metrics) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("metric\thorizon\testimate\tse\tlower\tupper\tp\n");
      for (Metric metric : metrics) {
        out.write(metric.name() + "\t");
        out.write(metric.horizonMonths() == null ? "" : metric.horizonMonths().toString());
        double[] values = {
          metric.value(), metric.standardError(), metric.lower(), metric.upper(), metric.pValue()
        };
        for (double value : values) {
          out.write("\t" + MatrixFiles.format(value));
        }
        out.write('\n');
      }
    }
  }
}
