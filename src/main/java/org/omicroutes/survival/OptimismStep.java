package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code optimism}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class OptimismStep implements Step<OptimismStep.Options> {

  /** Parameters of {@code optimism}. */
  public record Options(
      @Param(value = "Resamples.", defaultValue = "200", range = ">= 1") int bootstraps,
      @Param(value = "Seed of the resamples.", defaultValue = "1") long seed,
      @Param(value = "What to do with events at the same time.", defaultValue = "efron")
          CoxModel.Ties ties) {
    public Options {
      if (bootstraps < 1) {
        throw new IllegalArgumentException("bootstraps: found " + bootstraps + ", expected >= 1");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("optimism", "1", Options.class)
          .summary("Corrects the apparent performance of a Cox model for optimism by bootstrap.")
          .details(
              """
              Harrell's bootstrap: the Cox model is fitted anew in each of `bootstraps` seeded
              resamples (as many samples, drawn with replacement), measured in that resample
              (training) and on the original samples (test). Optimism is the mean training minus the
              mean test value; corrected is apparent minus optimism. On the same resamples it gives
              the values of R's `rms::validate` (rows Dxy R2 Slope D U Q g) with its fits run to
              convergence.

              - `cIndex`: Harrell's C. `somersDxy`: 2 (C - 1/2).
              - `nagelkerkeR2`: Nagelkerke's R², n the number of samples.
              - `calibrationSlope`: slope of the linear predictor; 1 where fitted. Corrected, it is
                the shrinkage that new samples would ask for.
              - `discriminationD`: (LR - 1) / (-2 log L0). `unreliabilityU`: what a slope of 1 loses
                in -2 log L, over -2 log L0; where fitted, -2 / (-2 log L0). `qualityQ`: D - U.
              - `giniG`: Gini's mean difference of the linear predictor times its slope.

              A resample without an event, one in which a coefficient cannot be estimated or runs to
              infinity, and one whose risk has no slope on the original samples, is left out; how many
              is noted, and how many are used is in the column resamples. A feature that is constant or
              collinear in the original samples is left out and noted; one whose coefficient runs to
              infinity there is an error, as is a missing value: impute first. What was done to the
              features before (selection, imputation) is not repeated in the resamples, so that its
              optimism is not seen.
              """)
          .in(Port.one("features", Edam.TSV, "Features × samples, no missing values."))
          .in(Port.one("survival", Edam.TSV, "Columns sample, time (days), event."))
          .in(
              Port.optional(
                  "fit-samples", Edam.TEXT, "Ids to fit on; without it all with survival."))
          .out(
              Port.one(
                  "out",
                  Edam.TSV,
                  "Columns measure, apparent, training, test, optimism, corrected, resamples."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    LabelledMatrix features = MatrixFiles.read(context.input("features"));
    CoxStep.requireComplete(features, context.input("features"));
    SurvivalData survival = SurvivalInputs.forFitting(context, features.sampleIds());
    Options options = context.parameters();
    LabelledMatrix chosen = features.selectSamples(survival.sampleIds());
    chosen = estimable(context, chosen, survival);
    Optimism found =
        Optimism.of(
            chosen.featureIds(),
            chosen.toSamplesByFeatures(),
            survival,
            options.ties(),
            Optimism.resamples(survival.size(), options.bootstraps(), options.seed()));
    found
        .failures()
        .forEach((why, count) -> context.note(count + " resamples are left out: " + why));
    write(context.output("out"), found);
  }

  /** Without the features that get no coefficient from all samples. */
  private static LabelledMatrix estimable(
      StepContext<Options> context, LabelledMatrix features, SurvivalData survival) {
    CoxModel model =
        CoxModel.fit(
            features.featureIds(),
            features.toSamplesByFeatures(),
            survival,
            context.parameters().ties());
    List<String> kept = new ArrayList<>();
    for (int j = 0; j < model.features().size(); j++) {
      if (Double.isNaN(model.coefficients()[j])) {
        context.note(model.features().get(j) + " is left out: constant or collinear");
      } else {
        kept.add(model.features().get(j));
      }
    }
    return features.selectFeatures(kept);
  }

  private static void write(Path file, Optimism found) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("measure\tapparent\ttraining\ttest\toptimism\tcorrected\tresamples\n");
      for (Optimism.Row row : found.rows()) {
        out.write(row.measure().label());
        double[] values = {
          row.apparent(), row.training(), row.test(), row.optimism(), row.corrected()
        };
        for (double value : values) {
          out.write("\t" + MatrixFiles.format(value));
        }
        out.write("\t" + found.used() + "\n");
      }
    }
  }
}
