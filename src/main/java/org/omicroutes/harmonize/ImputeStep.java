package org.omicroutes.harmonize;

import com.google.auto.service.AutoService;
import java.io.IOException;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code impute}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class ImputeStep implements Step<ImputeStep.Options> {

  /** Parameters of {@code impute}. */
  public record Options(
      @Param(
              value =
                  "What a missing value becomes: the feature's `mean` or `median`, or (`knn`) the"
                      + " weighted mean of the nearest features in the same sample.",
              defaultValue = "knn")
          Imputation.Method method,
      @Param(
              value = "How many nearest features are averaged.",
              defaultValue = "10",
              range = ">= 1",
              unit = "features")
          int k,
      @Param(
              value = "Features missing in more than this share of the fit samples are left out.",
              defaultValue = "0.5",
              range = "0 to 1")
          double maxMissing) {
    public Options {
      if (k < 1) {
        throw new IllegalArgumentException("k: found " + k + ", expected >= 1");
      }
      if (!(maxMissing >= 0 && maxMissing <= 1)) {
        throw new IllegalArgumentException(
            "max-missing: found " + maxMissing + ", expected 0 to 1");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("impute", "1", Options.class)
          .summary("Fills missing values in.")
          .details(
              """
              `mean` and `median` use the feature's value over the fit samples. `knn` finds, among
              the fit samples, the features whose values are nearest (root mean square difference
              where both have a value, which must be so for half of the feature's values; in large
              matrices only those closest in mean are compared, and of equally near ones those
              closest in mean are taken) and takes their values in the same sample, weighted by 1 /
              distance: KNNimpute over features. Bioconductor's `impute.knn` has the same neighbours
              and weights them equally.

              Neighbours are learned for features with a missing value among the fit samples; where
              there is no neighbour with a value, and for features that were complete in fitting,
              the mean over the fit samples is taken. A fitted feature that new data lack is filled
              in the same way.

              The median of an even number of values is the mean of the two in the middle.

              Features missing in too many fit samples are left out, and so are features that were
              not fitted. Nothing is missing in the result. A new sample is filled from the fitted
              state and its own values alone.

              Troyanskaya O. et al., *Missing value estimation methods for DNA microarrays*,
              Bioinformatics 2001, doi:10.1093/bioinformatics/17.6.520.
              """)
          .in(Port.one("matrix", Edam.TSV, "Numbers, features × samples, some missing."))
          .in(FitPorts.FIT_SAMPLES)
          .in(FitPorts.STATE)
          .out(Port.one("out", Edam.TSV, "The matrix with nothing missing, features × samples."))
          .out(FitPorts.OUT_STATE)
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    var options = context.parameters();
    var matrix = MatrixFiles.read(context.input("matrix"));
    var state =
        FitPorts.state(
            context,
            Imputation.State.class,
            matrix.sampleIds(),
            samples ->
                Imputation.fit(
                    matrix.selectSamples(samples),
                    options.method(),
                    options.k(),
                    options.maxMissing(),
                    context::note));
    MatrixFiles.write(context.output("out"), Imputation.transform(matrix, state, context::note));
  }
}
