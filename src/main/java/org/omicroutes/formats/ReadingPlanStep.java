package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code reading-plan}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class ReadingPlanStep implements Step<ReadingPlanStep.Options> {

  /** Parameters of {@code reading-plan}. */
  public record Options(
      @Param(
              value = "How many patients are read at once where patients have files of their own.",
              defaultValue = "1",
              range = ">= 1",
              unit = "patients")
          int patientsPerPart) {
    public Options {
      if (patientsPerPart < 1) {
        throw new IllegalArgumentException(
            "patients-per-part: found " + patientsPerPart + ", expected >= 1");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("reading-plan", "1", Options.class)
          .summary(
              "Says what a samplesheet's layers hold and what of them can be read side by side.")
          .details(
              """
              For engines that spread the reading over machines. The plan has, for `read-clinical` and
              for each call of `read-layer`, a samplesheet of its own, the files that it names, and
              where these are to lie beside it.

              A layer of VCF or MAF files that all name their patient is read in parts, patient by
              patient or so many at once, and put together by `join-layer`; any other layer is read
              at once. Only the samplesheet is read, no file that it names.
              """)
          .in(Port.one("samplesheet", Edam.CSV, "The files of the cohort."))
          .out(
              Port.one(
                  "out",
                  Edam.JSON,
                  "`clinical` and `layers` (`name kind burden parts`); a part is `name samplesheet"
                      + " files`, a file is `path from`."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Samplesheet sheet = Samplesheet.read(context.input("samplesheet"));
    Json.write(
        context.output("out"), ReadingPlan.of(sheet, context.parameters().patientsPerPart()));
  }
}
