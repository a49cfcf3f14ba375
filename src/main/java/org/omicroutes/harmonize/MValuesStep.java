package org.omicroutes.harmonize;

import com.google.auto.service.AutoService;
import java.io.IOException;
import org.omicroutes.formats.CellRule;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code m-values}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class MValuesStep implements Step<MValuesStep.Options> {

  /** Parameters of {@code m-values}. */
  public record Options(
      @Param(
              value = "Added to both sides of the ratio, so that betas of 0 and 1 stay finite.",
              defaultValue = "0.001",
              range = "> 0 and < 0.5")
          double offset) {
    public Options {
      if (!(offset > 0 && offset < 0.5)) {
        throw new IllegalArgumentException("offset: found " + offset + ", expected > 0 and < 0.5");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("m-values", "1", Options.class)
          .summary("Turns methylation beta values into M-values.")
          .details(
              """
              `M = log2((beta + offset) / (1 - beta + offset))`: 0 for a beta of 0.5, at most
              `log2((1 + offset) / offset)` (9.97 for 0.001) either way. Nothing is fitted. A
              missing beta gives a missing M-value. A beta below 0 or above 1 is an error that names
              line and column.

              Du P. et al., *Comparison of Beta-value and M-value methods*, BMC Bioinformatics 2010,
              doi:10.1186/1471-2105-11-587.
              """)
          .in(Port.one("betas", Edam.TSV, "Beta values in [0, 1], CpGs or genes × samples."))
          .out(Port.one("out", Edam.TSV, "M-values, same shape."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    var betas = MatrixFiles.read(context.input("betas"), CellRule.BETA);
    MatrixFiles.write(
        context.output("out"), MValues.fromBetas(betas, context.parameters().offset()));
  }
}
