package org.omicroutes.harmonize;

import com.google.auto.service.AutoService;
import java.io.IOException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code clinical-features}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class ClinicalFeaturesStep implements Step<ClinicalFeaturesStep.Options> {

  /** Parameters of {@code clinical-features}. */
  public record Options(
      @Param(
              value =
                  "Squares of numeric columns and sub-stages as features too, and levels from 2 %"
                      + " of the fit samples on.",
              defaultValue = "false")
          boolean rich,
      @Param(
              value =
                  "Scaled and filled numbers, or raw ones for a model that does both by itself.",
              defaultValue = "encoded")
          Encoding encoding) {
    public Options {
      if (rich && encoding == Encoding.RAW) {
        throw new IllegalArgumentException("rich: found with encoding raw, expected encoded");
      }
    }
  }

  /** What becomes of columns. */
  public enum Encoding {
    /** {@link ClinicalFeatures}. */
    ENCODED,
    /** {@link RawClinicalFeatures}. */
    RAW
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("clinical-features", "2", Options.class)
          .summary("Turns clinical variables into a matrix of numbers.")
          .details(
              """
              A column is numeric where at least 90 % of the fit samples' values are numbers; else a
              tumour stage (`Stage IIA`, `iii`, `I/II NOS`: 0 to 4) or a grade (`G2`, `High Grade`:
              1 to 4) where 90 % read as one; all these become z-scores over the fit samples (divisor
              n - 1). Any other column is a category: a 0/1 feature `column=level` for each level but the most
              frequent (of equally frequent ones the first in the alphabet); levels of less than 5 % or 10 of the fit samples are `column=other`
              together, and have no feature where they are still that few.

              With `rich`, a numeric column of more than two values has a feature `column^2` too, the
              square of its z-score, and a stage column with sub-stages `column:substage` (IIIA, IIIB,
              IIIC: 3, 3 1/3, 3 2/3; III without a letter as IIIB; IIIC1, IIIC2: 3 6/9, 3 7/9), both
              as z-scores; levels are rare below 2 % or 5 of the fit samples. A fitted
              state keeps what it was fitted with, whatever `rich` says.

              Missing are empty values, remarks such as `[Discrepancy]`, `Stage X`, `GX`, `RX`, and values
              that a numeric, stage or grade column cannot read. A missing number counts as the mean
              (0, its second feature too), a missing category as the most frequent level; where more than 5 % of the fit
              samples lack a column, `column=missing` says so. A level that was not fitted gives all
              zeros, with a note. A fitted column that new data lack is missing in all samples.
              Columns that do not vary over the fit samples are left out. Nothing is missing in the
              result.

              With `encoding raw`, columns are told apart in the same way, but a number stays as it is, a
              stage or grade is its number (0 to 4), and a category is a 0/1 feature `column=level`
              for each of its levels, however rare. What is missing stays missing, in all features of
              a category; a level that was not fitted gives all zeros. A fitted state keeps its
              encoding, whatever `encoding` says.
              """)
          .in(Port.one("covariates", Edam.TSV, "The columns `sample` and one per variable."))
          .in(FitPorts.FIT_SAMPLES)
          .in(FitPorts.STATE)
          .out(
              Port.one(
                  "out", Edam.TSV, "Numbers, features × samples; nothing missing but in raw ones."))
          .out(FitPorts.OUT_STATE)
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    var table = TableFiles.readSamples(context.input("covariates"));
    LabelledMatrix out = isRaw(context) ? raw(context, table) : encoded(context, table);
    MatrixFiles.write(context.output("out"), out);
  }

  private static boolean isRaw(StepContext<Options> context) throws IOException {
    var state = context.optionalInput("state");
    return state.isPresent()
        ? Json.read(state.get(), RawClinicalFeatures.State.class).rawColumns() != null
        : context.parameters().encoding() == Encoding.RAW;
  }

  private static LabelledMatrix encoded(StepContext<Options> context, SampleTable table)
      throws IOException {
    var state =
        FitPorts.state(
            context,
            ClinicalFeatures.State.class,
            table.sampleIds(),
            samples ->
                ClinicalFeatures.fit(table, samples, context.parameters().rich(), context::note));
    return ClinicalFeatures.transform(table, state, context::note);
  }

  private static LabelledMatrix raw(StepContext<Options> context, SampleTable table)
      throws IOException {
    var state =
        FitPorts.state(
            context,
            RawClinicalFeatures.State.class,
            table.sampleIds(),
            samples -> RawClinicalFeatures.fit(table, samples, context::note));
    return RawClinicalFeatures.transform(table, state, context::note);
  }
}
