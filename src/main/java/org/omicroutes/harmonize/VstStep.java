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

/** The step {@code vst}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class VstStep implements Step<VstStep.Options> {

  /** Parameters of {@code vst}. */
  public record Options(
      @Param(
              value =
                  "Dispersion trend: `parametric` (a + b/mean; `local` where that fails), `local`"
                      + " (local regression of log dispersion on log mean; `mean` where there are"
                      + " too few genes) or `mean` (one dispersion for all genes).",
              defaultValue = "parametric")
          DispersionTrend.Shape fitType,
      @Param(
              value =
                  "How many genes to fit the trend on, spread evenly over the means above 5; 0: all"
                      + " genes, as also where there are fewer.",
              defaultValue = "1000",
              range = "0, or >= 2",
              unit = "genes")
          int nsub) {
    public Options {
      if (nsub < 0 || nsub == 1) {
        throw new IllegalArgumentException("nsub: found " + nsub + ", expected 0, or >= 2");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("vst", "2", Options.class)
          .summary("Stabilises the variance of RNA-seq counts as DESeq2 does.")
          .details(
              """
              Size factors by the median of ratios, gene-wise dispersions by the Cox-Reid adjusted
              profile likelihood with an intercept-only (blind) design, a dispersion trend over the
              mean, then the transform of `count / size factor` that makes the variance about
              constant under the trend; log2 scale. The result agrees with DESeq2's
              `vst(blind = TRUE)`; `nsub=0` with its `varianceStabilizingTransformation`. Where the
              parametric trend cannot be fitted the local one is used, as DESeq2 does, with a note.

              The gene references of the size factors and the trend are learned on the fit samples;
              every sample is then transformed on its own. If every gene has a zero in some fit
              sample, references are taken from the counts above 0 (DESeq2's `poscounts`; its
              default would stop), with a note. Where fewer genes than `nsub` have a mean normalized
              count above 5, the trend is fitted on all genes (DESeq2's `vst` would stop), with a
              note. Tied means keep the order of the file.

              A missing count gives a missing value, and its gene is not used in fitting; a gene
              without counts is not used either; a fitted gene that new data lack is missing there;
              genes that were not fitted are left out. A negative or fractional count is an error,
              and so are a sample without counts, which is named, fewer than 2 fit samples, and
              counts that vary no more than by chance (all dispersions up to 1e-6).

              Love M.I., Huber W., Anders S., *Moderated estimation of fold change and dispersion
              for RNA-seq data with DESeq2*, Genome Biology 2014, doi:10.1186/s13059-014-0550-8.
              """)
          .in(Port.one("counts", Edam.TSV, "Read counts, genes × samples."))
          .in(FitPorts.FIT_SAMPLES)
          .in(FitPorts.STATE)
          .out(Port.one("out", Edam.TSV, "Stabilised expression, log2 scale, genes × samples."))
          .out(FitPorts.OUT_STATE)
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    var counts = MatrixFiles.read(context.input("counts"), CellRule.COUNT);
    var options = context.parameters();
    var state =
        FitPorts.state(
            context,
            VarianceStabilization.State.class,
            counts.sampleIds(),
            samples ->
                VarianceStabilization.fit(
                    counts.selectSamples(samples),
                    options.fitType(),
                    options.nsub(),
                    context::note));
    MatrixFiles.write(
        context.output("out"), VarianceStabilization.transform(counts, state, context::note));
  }
}
