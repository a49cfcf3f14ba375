package org.omicroutes.harmonize;

import com.google.auto.service.AutoService;
import java.io.IOException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code combat}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class CombatStep implements Step<CombatStep.Options> {

  /** What to do with a batch of one fit sample. */
  public enum SmallBatches {
    ERROR,
    MEAN_ONLY
  }

  /** What to do with samples of batches that were not fitted. */
  public enum UnknownBatches {
    ERROR,
    UNADJUSTED
  }

  /** Parameters of {@code combat}. */
  public record Options(
      @Param("The batch that the others are brought to and that itself is left as it is.")
          String reference,
      @Param(
              value = "Adjust the means of batches and leave their scales alone.",
              defaultValue = "false")
          boolean meanOnly,
      @Param(
              value =
                  "Take the empirical distribution of the batch effects as prior (time grows with"
                      + " the square of the number of features).",
              defaultValue = "false")
          boolean nonParametric,
      @Param(
              value =
                  "A batch with one fit sample: `error`, or `mean-only`, which adjusts that batch in"
                      + " mean.",
              defaultValue = "error")
          SmallBatches smallBatches,
      @Param(
              value =
                  "Samples without a batch, or of one that was not fitted: `error`, or `unadjusted`,"
                      + " which leaves them as they are.",
              defaultValue = "error")
          UnknownBatches unknownBatches) {}

  private static final StepSpec<Options> SPEC =
      StepSpec.of("combat", "1", Options.class)
          .summary("Removes batch effects by ComBat's empirical Bayes.")
          .details(
              """
              A linear model of batch and covariates is fitted to every feature; what a batch does
              to mean and variance is shrunk towards what it does to all features, and taken out.
              Fitted on all samples, the result agrees with sva's `ComBat`, also with covariates,
              reference batch, mean only and non-parametric priors. Everything is learned on the fit
              samples; other samples of the fitted batches are adjusted with what was learned.

              Covariates keep their effects. A column in which every value is a number is numeric,
              any other a factor. A sample with a covariate missing, of a level that was not fitted
              or not in the table counts as average in it, in fitting and afterwards. A covariate
              that is confounded with batch is an error that names it.

              Missing values are left out feature by feature and stay missing. Features that are
              constant within a batch or over all, or have fewer than 2 values in one, are left as
              they are, with a note. All fit samples of one batch: the matrix is returned as it is,
              with a note. A fitted feature that new data lack is missing there; features that were
              not fitted are left out.

              A batch with a single fit sample is an error that names both. `small-batches
              mean-only` adjusts that batch in mean and the others in mean and scale; sva turns to
              `mean-only` for all of them then.

              Johnson W.E., Li C., Rabinovic A., *Adjusting batch effects in microarray expression
              data using empirical Bayes methods*, Biostatistics 2007,
              doi:10.1093/biostatistics/kxj037.
              """)
          .in(Port.one("matrix", Edam.TSV, "Normalised values, features × samples."))
          .in(Port.one("batches", Edam.TSV, "The columns `sample` and `batch`."))
          .in(
              Port.optional(
                  "covariates", Edam.TSV, "Effects to keep: `sample` and a column for each."))
          .in(FitPorts.FIT_SAMPLES)
          .in(FitPorts.STATE)
          .out(Port.one("out", Edam.TSV, "The adjusted matrix, features × samples."))
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
    var batches = TableFiles.readSamples(context.input("batches"));
    var covariateFile = context.optionalInput("covariates");
    SampleTable covariates =
        covariateFile.isPresent() ? TableFiles.readSamples(covariateFile.get()) : null;
    boolean skipUnknown = options.unknownBatches() == UnknownBatches.UNADJUSTED;
    var settings =
        new Combat.Settings(
            options.reference(),
            options.meanOnly(),
            !options.nonParametric(),
            options.smallBatches() == SmallBatches.MEAN_ONLY,
            skipUnknown);
    var state =
        FitPorts.state(
            context,
            Combat.State.class,
            matrix.sampleIds(),
            samples ->
                Combat.fit(
                    matrix.selectSamples(samples), batches, covariates, settings, context::note));
    MatrixFiles.write(
        context.output("out"),
        Combat.transform(matrix, batches, covariates, state, skipUnknown, context::note));
  }
}
