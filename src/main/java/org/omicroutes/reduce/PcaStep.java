package org.omicroutes.reduce;

import com.google.auto.service.AutoService;
import java.io.IOException;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code pca}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class PcaStep implements Step<PcaStep.Options> {

  /** Parameters of {@code pca}. */
  public record Options(
      @Param(value = "How many components.", defaultValue = "10", range = ">= 1") int components,
      @Param(
              value = "Whether to divide each feature by its standard deviation.",
              defaultValue = "true")
          boolean standardise) {
    public Options {
      if (components < 1) {
        throw new IllegalArgumentException("components: found " + components + ", expected >= 1");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("pca", "2", Options.class)
          .summary("Reduces a matrix to its principal components.")
          .details(
              """
              Features are centred (and, by default, scaled) by the fit samples; those that do not vary
              among them are left out. A missing value takes the feature's mean. Each column of loadings
              has length 1 and its largest element in size (the first of equal ones) is positive, which
              fixes the signs. At most as many components as
              features, or fit samples less one. All samples are written. With `state` nothing is fitted; a
              feature that the matrix lacks counts as missing. Standard deviations have the divisor n - 1.
              Components are those of R's `prcomp` but for the sign rule. Hotelling 1933,
              doi:10.1037/h0071325.
              """)
          .in(Port.one("matrix", Edam.TSV, "Features × samples."))
          .in(Port.optional("fit-samples", Edam.TEXT, "Ids of the samples to fit on."))
          .in(Port.optional("state", Edam.JSON, "Components found before, to be applied."))
          .out(Port.one("out", Edam.TSV, "Components PC1, … × samples."))
          .out(Port.optional("out-loadings", Edam.TSV, "Features × components."))
          .out(Port.optional("out-state", Edam.JSON, "Centre, scale, loadings, variance shares."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    LabelledMatrix matrix = MatrixFiles.read(context.input("matrix"));
    Pca.State state;
    if (context.optionalInput("state").isPresent()) {
      state = Json.read(context.optionalInput("state").get(), Pca.State.class);
      long lacking = state.features().stream().filter(f -> matrix.featureIndex(f) < 0).count();
      if (lacking == state.features().size()) {
        throw DataException.in(context.input("matrix"))
            .error("none of the features of the state", "such as " + state.features().get(0));
      }
      if (lacking > 0) {
        context.note(lacking + " features of the state are not in the matrix: taken as missing");
      }
    } else {
      Options p = context.parameters();
      var samples = TableFiles.fitSamples(context.optionalInput("fit-samples"), matrix.sampleIds());
      state = Pca.fit(matrix.selectSamples(samples), p.components(), p.standardise());
    }
    MatrixFiles.write(context.output("out"), Pca.apply(matrix, state));
    if (context.optionalOutput("out-loadings").isPresent()) {
      MatrixFiles.write(
          context.optionalOutput("out-loadings").get(),
          LabelledMatrix.of(state.features(), state.componentNames(), state.loadings()));
    }
    if (context.optionalOutput("out-state").isPresent()) {
      Json.write(context.optionalOutput("out-state").get(), state);
    }
  }
}
