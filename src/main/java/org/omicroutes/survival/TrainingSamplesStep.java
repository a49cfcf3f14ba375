package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code training-samples}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class TrainingSamplesStep implements Step<TrainingSamplesStep.Options> {

  /** Parameters of {@code training-samples}. */
  public record Options(
      @Param(value = "The fold to hold out; 0 holds out none.", defaultValue = "0", range = ">= 0")
          int fold) {
    public Options {
      if (fold < 0) {
        throw new IllegalArgumentException("fold: found " + fold + ", expected >= 0");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("training-samples", "1", Options.class)
          .summary("Lists the training samples of a fold.")
          .details(
              """
              All samples of the table but those of the given fold, in the table's order; all with
              fold 0. A fold that is not in the table is an error.
              """)
          .in(Port.one("folds", Edam.TSV, "Columns sample, fold, as split writes them."))
          .out(Port.one("out", Edam.TEXT, "Training sample ids, one a line."))
          .out(Port.optional("out-test", Edam.TEXT, "Held-out sample ids; empty with fold 0."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    SampleTable table = TableFiles.readSamples(context.input("folds"));
    if (!table.hasColumn("fold")) {
      throw DataException.in(context.input("folds"))
          .line(1)
          .error("columns " + table.columnNames(), "a column 'fold'");
    }
    int fold = context.parameters().fold();
    List<String> train = new ArrayList<>();
    List<String> test = new ArrayList<>();
    for (String sample : table.sampleIds()) {
      boolean heldOut = Integer.toString(fold).equals(table.value(sample, "fold"));
      (heldOut ? test : train).add(sample);
    }
    if (fold > 0 && test.isEmpty() || train.isEmpty()) {
      throw DataException.in(context.input("folds"))
          .column("fold")
          .error(
              test.size() + " samples of fold " + fold + " and " + train.size() + " others",
              "some of both");
    }
    TableFiles.writeIds(context.output("out"), train);
    if (context.optionalOutput("out-test").isPresent()) {
      TableFiles.writeIds(context.optionalOutput("out-test").get(), test);
    }
  }
}
