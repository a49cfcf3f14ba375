package org.omicroutes.harmonize;

import com.google.auto.service.AutoService;
import java.io.IOException;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code quantile}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class QuantileStep implements Step<Parameters.None> {

  private static final StepSpec<Parameters.None> SPEC =
      StepSpec.of("quantile", "1", Parameters.None.class)
          .summary("Gives every sample the same distribution of values.")
          .details(
              """
              The reference distribution is the mean over the fit samples of their sorted values;
              every sample's values are replaced by the reference at their rank. With all samples
              fitted this is limma's `normalizeQuantiles`: ties get the reference at their mean
              rank; in a sample with missing values the observed quantiles are stretched over the
              whole range, and what is missing stays missing.

              A sample without any value is not used in fitting; a sample with a single value gets
              the middle of the reference. The result has the unit of the input.

              A feature that was fitted and is lacking in new data is missing there; features that
              were not fitted are left out.

              Bolstad B.M. et al., *A comparison of normalization methods for high density
              oligonucleotide array data based on variance and bias*, Bioinformatics 2003,
              doi:10.1093/bioinformatics/19.2.185.
              """)
          .in(Port.one("matrix", Edam.TSV, "Numbers, features × samples."))
          .in(FitPorts.FIT_SAMPLES)
          .in(FitPorts.STATE)
          .out(Port.one("out", Edam.TSV, "The normalised matrix, features × samples."))
          .out(FitPorts.OUT_STATE)
          .build();

  @Override
  public StepSpec<Parameters.None> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Parameters.None> context) throws IOException {
    var matrix = MatrixFiles.read(context.input("matrix"));
    var state =
        FitPorts.state(
            context,
            QuantileNormalization.State.class,
            matrix.sampleIds(),
            samples -> QuantileNormalization.fit(matrix.selectSamples(samples)));
    MatrixFiles.write(
        context.output("out"), QuantileNormalization.transform(matrix, state, context::note));
  }
}
