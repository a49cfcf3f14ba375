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

/** The step {@code rank-normal}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class RankNormalStep implements Step<Parameters.None> {
  private static final StepSpec<Parameters.None> SPEC =
      StepSpec.of("rank-normal", "2", Parameters.None.class)
          .summary("Replaces each feature's values by the normal scores of their ranks.")
          .details(
              """
              The value of rank `r` among `n` fit samples becomes the standard normal quantile at
              `(r - 0.5) / n`; ties take the quantile of their mean rank. Beyond 201 samples the ranks are learned as 201 quantiles: scores are then
              approximate, and the outermost one is ±2.81. Other samples are placed between the fitted
              values, and beyond them take the outermost score.

              A feature of few levels, such as a gene's copy number, keeps one score a level, in
              order; its variance is below 1, the more the commoner one level is. A feature that is
              constant over the fit samples is 0 for all samples, new ones with another value too.
              A missing value stays missing, however many there are: ranks are those among the known
              values, and a feature without any stays missing (`impute` leaves sparse ones out). A
              fitted feature that new data lack is missing; features that were not fitted are left
              out.

              Conover W.J., Iman R.L., *Rank transformations as a bridge between parametric and
              nonparametric statistics*, The American Statistician 1981,
              doi:10.1080/00031305.1981.10479327.
              """)
          .in(Port.one("matrix", Edam.TSV, "Numbers, features × samples."))
          .in(FitPorts.FIT_SAMPLES)
          .in(FitPorts.STATE)
          .out(Port.one("out", Edam.TSV, "Normal scores, features × samples."))
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
            RankNormal.State.class,
            matrix.sampleIds(),
            samples -> RankNormal.fit(matrix.selectSamples(samples)));
    MatrixFiles.write(context.output("out"), RankNormal.transform(matrix, state, context::note));
  }
}
