package org.omicroutes.reduce;

import com.google.auto.service.AutoService;
import java.io.IOException;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code select}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class SelectStep implements Step<SelectStep.Options> {

  /** Parameters of {@code select}. */
  public record Options(
      @Param(
              value = "How many features to keep, those that vary most; 0: all that pass.",
              defaultValue = "0",
              range = ">= 0",
              unit = "features")
          int top,
      @Param(
              value = "Largest share of missing values that a kept feature may have.",
              defaultValue = "0.5",
              range = "0 to 1")
          double maxMissing,
      @Param(
              value =
                  "Smallest share of values other than 0 among those not missing;"
                      + " for 0/1 matrices such as mutations.",
              defaultValue = "0",
              range = "0 to 1")
          double minFrequency,
      @Param(value = "What the variation is measured with.", defaultValue = "variance")
          FeatureSelection.By by,
      @Param(
              value =
                  "With a state, a feature that the matrix lacks is 0 and not missing: files of"
                      + " mutations name only the genes that are mutated.")
          boolean absentIsZero) {
    public Options {
      if (top < 0) {
        throw new IllegalArgumentException("top: found " + top + ", expected >= 0");
      }
      share("max-missing", maxMissing);
      share("min-frequency", minFrequency);
    }

    private static void share(String option, double value) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(option + ": found " + value + ", expected 0 to 1");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("select", "1", Options.class)
          .summary("Keeps the features that vary most and are seldom missing.")
          .details(
              """
              A feature is dropped where too many of its values are missing, where it is constant or
              has fewer than two values, or where too few of its values differ from 0
              (`min-frequency`). Of the others the `top` most variable are kept, in the order of the
              input; equal variation is decided by that order. `variance` has the divisor n - 1;
              `mad` is 1.4826 times the median absolute deviation from the median. Missing values
              are left out of both and stay missing in the output.

              Features are chosen on the fit samples alone; all samples are written. With `state`
              nothing is chosen: the features of the state are written, and one that the matrix
              lacks becomes a row of missing values, or of 0 with `absent-is-zero`.
              """)
          .in(Port.one("matrix", Edam.TSV, "Features × samples."))
          .in(Port.optional("fit-samples", Edam.TEXT, "Ids of the samples to choose on."))
          .in(Port.optional("state", Edam.JSON, "A choice made before, to be applied."))
          .out(Port.one("out", Edam.TSV, "The kept features × all samples."))
          .out(Port.optional("out-state", Edam.JSON, "The choice: features and their variation."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    var file = context.input("matrix");
    boolean absentIsZero = context.parameters().absentIsZero();
    var matrix = absentIsZero ? MatrixFiles.readMaybeEmpty(file) : MatrixFiles.read(file);
    FeatureSelection.State state;
    if (context.optionalInput("state").isPresent()) {
      state = Json.read(context.optionalInput("state").get(), FeatureSelection.State.class);
      int lacking = FeatureSelection.lacking(matrix, state);
      if (lacking == state.features().size() && !absentIsZero) {
        throw DataException.in(file)
            .error(
                "none of the " + lacking + " features of the state",
                "features such as " + state.features().get(0));
      }
      if (lacking > 0 && !absentIsZero) {
        context.note(lacking + " features of the state are not in the matrix: left missing");
      }
    } else {
      Options p = context.parameters();
      var samples = TableFiles.fitSamples(context.optionalInput("fit-samples"), matrix.sampleIds());
      state =
          FeatureSelection.fit(
              matrix.selectSamples(samples),
              new FeatureSelection.Rule(p.top(), p.maxMissing(), p.minFrequency(), p.by()));
      context.note(
          state.features().size()
              + " of "
              + matrix.featureCount()
              + " features kept, chosen on "
              + samples.size()
              + " samples");
    }
    MatrixFiles.write(
        context.output("out"),
        FeatureSelection.apply(matrix, state, absentIsZero ? 0 : Double.NaN));
    if (context.optionalOutput("out-state").isPresent()) {
      Json.write(context.optionalOutput("out-state").get(), state);
    }
  }
}
