package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hipparchus.special.Erf;
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
import org.omicroutes.survival.SurvivalMetrics.Metric;

/** The step {@code survival-metrics}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class SurvivalMetricsStep implements Step<SurvivalMetricsStep.Options> {
  private static final double NORMAL_975 = 1.959963984540054;

  /** Parameters of {@code survival-metrics}. */
  public record Options(
      @Param(
              value =
                  "Integration of the Brier score over the horizons: straight lines, or"
                      + " riskRegression's steps.",
              defaultValue = "trapezoid")
          BrierScore.Integration integration) {}

  private static final StepSpec<Options> SPEC =
      StepSpec.of("survival-metrics", "1", Options.class)
          .summary("Measures discrimination, accuracy and calibration of survival predictions.")
          .details(
              """
              - `cIndex`: Harrell's C. A pair is comparable when the earlier time is an event; an
                event and a censoring at the same time are comparable, two events are not; equal
                risks count one half. Standard error: infinitesimal jackknife. Equals R's
                `survival::concordance`.
              - `unoC`: weighted by `1/G(T-)²` (`timewt = "n/G2"`), events after the last horizon
                left out.
              - `tdAuc`: cumulative/dynamic AUC with inverse probability of censoring weights. An
                event exactly at the horizon is a case (riskRegression; timeROC leaves it out).
                Standard error: influence function with the censoring estimate's part, as timeROC.
              - `brier`, `ibs`: Graf's score, weights as `riskRegression::Score`; integrated from 0.
              - `calibrationSlope`: Cox coefficient of `log(-log S(t))`, follow-up cut at t; 1 is
                right. `calibrationIntercept`: `log(O/E)` at t, O by Kaplan-Meier; 0 is right.
              - `ece`: mean |predicted - Kaplan-Meier| over tenths of predicted survival.

              G is the Kaplan-Meier estimate of the censoring distribution in these samples; events
              come before censorings at shared times. Limits are normal 95 % limits. With `compare`,
              differences (predictions minus compare, rows named `… difference`) have the paired
              standard error from the two influence functions and a two-sided p-value; only samples
              and horizons in both files are used. What cannot be estimated is NA. Samples without
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
    List<String> samples = survival.knownSamples(predictions.sampleIds());
    SurvivalPredictions other = null;
    if (context.optionalInput("compare").isPresent()) {
      other = PredictionFiles.read(context.optionalInput("compare").get());
      Set<String> both = new HashSet<>(other.sampleIds());
      samples = samples.stream().filter(both::contains).toList();
    }
    if (samples.isEmpty()) {
      throw DataException.in(file)
          .column("sample")
          .error("no sample with survival", "samples that the other files have too");
    }
    if (samples.size() < predictions.sampleIds().size()) {
      context.note(
          predictions.sampleIds().size() - samples.size() + " predicted samples are left out");
    }
    SurvivalData chosen = survival.select(samples);
    if (chosen.eventCount() == 0) {
      throw DataException.in(context.input("survival"))
          .column("event")
          .error("no event among " + samples.size() + " samples", "at least one event");
    }
    BrierScore.Integration rule = context.parameters().integration();
    List<Metric> metrics = measure(predictions.select(samples), chosen, rule);
    try (BufferedWriter out = TextFiles.writer(context.output("out"))) {
      out.write("metric\thorizon\testimate\tse\tlower\tupper\tp\n");
      for (Metric metric : metrics) {
        row(out, metric, metric.name(), Double.NaN);
      }
      if (other != null) {
        differences(out, metrics, measure(other.select(samples), chosen, rule));
      }
    }
  }

  private static List<Metric> measure(
      SurvivalPredictions predictions, SurvivalData survival, BrierScore.Integration rule) {
    return SurvivalMetrics.of(
        predictions, survival, new int[survival.size()], predictions.risk(), rule);
  }

  private static void differences(BufferedWriter out, List<Metric> first, List<Metric> second)
      throws IOException {
    for (Metric a : first) {
      for (Metric b : second) {
        boolean same =
            a.name().equals(b.name())
                && java.util.Objects.equals(a.horizonMonths(), b.horizonMonths());
        if (same && a.estimate() != null && b.estimate() != null) {
          Estimate d = a.estimate().minus(b.estimate());
          double se = d.standardError();
          double p = se > 0 ? Erf.erfc(Math.abs(d.value()) / se / Math.sqrt(2)) : Double.NaN;
          row(
              out,
              new Metric(a.name(), a.horizonMonths(), d.value(), se, d),
              a.name() + " difference",
              p);
        }
      }
    }
  }

  private static void row(BufferedWriter out, Metric metric, String name, double p)
      throws IOException {
    double half = NORMAL_975 * metric.standardError();
    out.write(name + "\t" + (metric.horizonMonths() == null ? "" : metric.horizonMonths()));
    double[] values = {
      metric.value(), metric.standardError(), metric.value() - half, metric.value() + half, p
    };
    for (double value : values) {
      out.write("\t" + MatrixFiles.format(value));
    }
    out.write('\n');
  }
}
