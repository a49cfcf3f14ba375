package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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

/** The step {@code risk-groups}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class RiskGroupsStep implements Step<RiskGroupsStep.Options> {
  private static final double LEVEL = 0.95;

  /** Parameters of {@code risk-groups}. */
  public record Options(
      @Param(
              value = "Groups of equal size: 2 for the median, 3 for tertiles, 4 for quartiles.",
              defaultValue = "2",
              range = ">= 2")
          int groups) {
    public Options {
      if (groups < 2) {
        throw new IllegalArgumentException("groups: found " + groups + ", expected >= 2");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("risk-groups", "1", Options.class)
          .summary("Cuts patients into groups by predicted risk and compares their survival.")
          .details(
              """
              Cut points are the quantiles 1/k, 2/k … (R's type 7) of the risks in `training`, or,
              without it, of all risks in `predictions`. A risk at a cut point is in the lower group;
              equal risks are never parted, so that groups may be unequal or empty.

              The hazard ratios are against the lowest group with an event (Cox model, Efron ties;
              `survival::coxph`), with Wald 95 % limits; 0 for another group without an event, NA
              for one without a patient. The log-rank test is over all groups
              (`survival::survdiff`).

              With `compare` the same patients are put into groups by another model, too (cut by
              `compare-training` or its own risks), and agreement is measured by Cohen's kappa:
              plain, with linear and with quadratic weights; standard errors after Fleiss, Cohen and
              Everitt (1969), normal 95 % limits cut at -1 and 1. Only patients in both files count.

              Samples without survival are left out and noted (their risks count for cut points
              where there is no `training`); a missing risk is an error.
              """)
          .in(Port.one("predictions", Edam.TSV, "Columns sample, risk, survival_12m …"))
          .in(Port.one("survival", Edam.TSV, "Columns sample, time (days), event."))
          .in(Port.optional("training", Edam.TSV, "Predictions of training samples, for the cuts."))
          .in(Port.optional("compare", Edam.TSV, "Another model's predictions."))
          .in(Port.optional("compare-training", Edam.TSV, "Its predictions of training samples."))
          .out(
              Port.one(
                  "out",
                  Edam.TSV,
                  "Columns group (1: lowest risk), samples, events, hazardRatio, lower, upper,"
                      + " coef, se."))
          .out(
              Port.optional(
                  "out-tests",
                  Edam.TSV,
                  "Columns measure (logRank, kappa …), estimate, se, lower, upper, df, p."))
          .out(Port.optional("out-samples", Edam.TSV, "Columns sample, group."))
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
    Optional<Path> compare = context.optionalInput("compare");
    SurvivalPredictions other = compare.isPresent() ? PredictionFiles.read(compare.get()) : null;
    List<String> samples = survival.knownSamples(predictions.sampleIds());
    if (other != null) {
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
    int count = context.parameters().groups();
    int[] groups = groups(predictions, context.optionalInput("training"), samples, count);
    SurvivalData chosen = survival.select(samples);
    RiskGroups found = RiskGroups.of(chosen.times(), chosen.events(), groups, count);
    writeGroups(context.output("out"), found);
    if (context.optionalOutput("out-samples").isPresent()) {
      writeSamples(context.optionalOutput("out-samples").get(), samples, groups);
    }
    if (context.optionalOutput("out-tests").isPresent()) {
      int[] second =
          other == null
              ? null
              : groups(other, context.optionalInput("compare-training"), samples, count);
      writeTests(context.optionalOutput("out-tests").get(), found.logRank(), groups, second, count);
    }
  }

  private static int[] groups(
      SurvivalPredictions predictions, Optional<Path> training, List<String> samples, int count)
      throws IOException {
    double[] cutBy =
        training.isPresent() ? PredictionFiles.read(training.get()).risk() : predictions.risk();
    return RiskGroups.assign(
        predictions.select(samples).risk(), RiskGroups.cutPoints(cutBy, count));
  }

  private static void writeGroups(Path file, RiskGroups found) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("group\tsamples\tevents\thazardRatio\tlower\tupper\tcoef\tse\n");
      int number = 1;
      for (RiskGroups.Group group : found.groups()) {
        double[] limits = group.interval(LEVEL);
        out.write(number++ + "\t" + group.samples() + "\t" + group.events());
        cells(
            out,
            group.hazardRatio(),
            limits[0],
            limits[1],
            group.logHazardRatio(),
            group.standardError());
      }
    }
  }

  private static void writeSamples(Path file, List<String> samples, int[] groups)
      throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("sample\tgroup\n");
      for (int i = 0; i < groups.length; i++) {
        out.write(samples.get(i) + "\t" + (groups[i] + 1) + "\n");
      }
    }
  }

  /**
   * @param second groups by another model; null for none
   */
  private static void writeTests(Path file, LogRank test, int[] first, int[] second, int count)
      throws IOException {
    double none = Double.NaN;
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("measure\testimate\tse\tlower\tupper\tdf\tp\n");
      out.write("logRank");
      cells(out, test.chiSquare(), none, none, none, test.degreesOfFreedom(), test.pValue());
      String[] names = {"kappa", "kappaLinear", "kappaQuadratic"};
      for (CohensKappa.Weights weights : CohensKappa.Weights.values()) {
        if (second != null) {
          CohensKappa kappa = CohensKappa.of(first, second, count, weights);
          double[] limits = kappa.interval(LEVEL);
          out.write(names[weights.ordinal()]);
          cells(out, kappa.value(), kappa.standardError(), limits[0], limits[1], none, none);
        }
      }
    }
  }

  private static void cells(BufferedWriter out, double... values) throws IOException {
    for (double value : values) {
      out.write("\t" + MatrixFiles.format(value));
    }
    out.write('\n');
  }
}
