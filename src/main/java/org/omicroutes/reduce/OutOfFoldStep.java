package org.omicroutes.reduce;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code out-of-fold}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class OutOfFoldStep implements Step<OutOfFoldStep.Options> {

  /** Parameters of {@code out-of-fold}. */
  public record Options(
      @Param("Only features whose id begins with this are kept; default: all.") String prefix) {}

  private static final StepSpec<Options> SPEC =
      StepSpec.of("out-of-fold", "1", Options.class)
          .summary("Gives training samples the features of a fit that had not seen them.")
          .details(
              """
              For features that were learned with outcomes (cross-fitting). Each sample of `folds`
              takes its values from the matrix named as its fold, which was learned without that
              fold; all other samples take theirs from `full`. Kept are the features that all
              matrices have. Nothing is fitted. A sample that its fold's matrix lacks is missing.

              Chernozhukov V. et al., *Double/debiased machine learning*, Econometrics Journal 2018,
              doi:10.1111/ectj.12097.
              """)
          .in(Port.one("folds", Edam.TSV, "`sample fold` of the training samples."))
          .in(
              Port.named(
                  "features", Edam.TSV, "Features × samples, named by the fold that was left out."))
          .in(Port.one("full", Edam.TSV, "Features × samples, learned on all training samples."))
          .out(Port.one("out", Edam.TSV, "Features × samples, the samples of `full`."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    SampleTable table = TableFiles.readSamples(context.input("folds"));
    Map<String, String> folds = new LinkedHashMap<>();
    table.sampleIds().forEach(sample -> folds.put(sample, table.value(sample, "fold")));
    Map<String, LabelledMatrix> byFold = new LinkedHashMap<>();
    for (var features : context.namedInputs("features").entrySet()) {
      byFold.put(features.getKey(), MatrixFiles.read(features.getValue()));
    }
    String prefix = context.parameters().prefix();
    MatrixFiles.write(
        context.output("out"),
        OutOfFold.assemble(
            folds, byFold, MatrixFiles.read(context.input("full")), prefix == null ? "" : prefix));
  }
}
