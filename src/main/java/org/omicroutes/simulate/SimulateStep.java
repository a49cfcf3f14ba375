package org.omicroutes.simulate;

import com.google.auto.service.AutoService;
import java.io.IOException;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code simulate}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class SimulateStep implements Step<SimulateStep.Options> {

  /** Parameters of {@code simulate}. */
  public record Options(
      @Param(value = "Seed of all random draws.", defaultValue = "1") long seed,
      @Param(
              value = "How many patients.",
              defaultValue = "300",
              range = "30 to 100000",
              unit = "patients")
          int patients,
      @Param(
              value = "How many genes.",
              defaultValue = "400",
              range = "100 to 50000",
              unit = "genes")
          int genes,
      @Param(
              value = "How many genes are planted as the module that drives survival.",
              defaultValue = "15",
              range = "5 to a fifth of the genes",
              unit = "genes")
          int moduleGenes,
      @Param(value = "How many batches.", defaultValue = "3", range = "1 to 20", unit = "batches")
          int batches,
      @Param(
              value = "Log hazard ratio of one standard deviation of the module's activity.",
              defaultValue = "1.35",
              range = "0 to 5")
          double effect,
      @Param(
              value = "Share of patients whose event is seen.",
              defaultValue = "0.6",
              range = "0.05 to 0.95")
          double eventShare) {
    public Options {
      require(patients >= 30 && patients <= 100_000, "patients", patients, "30 to 100000");
      require(genes >= 100 && genes <= 50_000, "genes", genes, "100 to 50000");
      require(
          moduleGenes >= 5 && moduleGenes <= genes / 5,
          "module-genes",
          moduleGenes,
          "5 to " + genes / 5 + ", a fifth of the genes");
      require(batches >= 1 && batches <= 20, "batches", batches, "1 to 20");
      require(effect >= 0 && effect <= 5, "effect", effect, "0 to 5");
      require(eventShare >= 0.05 && eventShare <= 0.95, "event-share", eventShare, "0.05 to 0.95");
    }

    private static void require(boolean good, String option, Number found, String expected) {
      if (!good) {
        throw new IllegalArgumentException(option + ": found " + found + ", expected " + expected);
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("simulate", "1", Options.class)
          .summary("Makes up a cohort with known truth: files as a sequencing core drops them.")
          .details(
              """
              A scale-free network of genes holds a planted module. Each patient has a hidden
              activity of the module, which sets the hazard (Weibull, proportional), shifts the
              module's genes in RNA and partly in methylation, and makes some of them mutate more
              often. Age and stage act on the hazard weakly. Three more hidden factors move many
              genes and not the hazard. Every fifth planted gene hardly follows the activity in
              RNA: only its neighbours give it away. Eight genes elsewhere follow it a little.

              Read counts are negative binomial, with a factor per gene and batch and a depth per
              patient; methylation is normal on the M scale, with a shift per CpG and batch;
              somatic calls come as one bgzipped VCF a patient (columns tumour and normal, VEP
              annotation, some calls filtered, some silent). 5 % of the patients lack RNA, 10 %
              methylation, 8 % calls, at random. In the clinical table a few ages and stages are
              empty or `[Not Available]`, one time is 0 and one missing.

              `truth/` holds the module, each patient's log hazard and factors, and the
              parameters. The same seed gives the same files on every machine (compressed bytes
              may depend on the zlib of the Java runtime, their content does not).
              """)
          .out(
              Port.one(
                  "out",
                  Edam.FOLDER,
                  "samplesheet.csv, rna_counts.tsv.gz, methylation_beta.tsv.gz, probe_map.csv,"
                      + " calls/, clinical.csv, network.tsv.gz, truth/."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Options o = context.parameters();
    var design =
        new CohortDesign(
            o.seed(),
            o.patients(),
            o.genes(),
            o.moduleGenes(),
            o.batches(),
            o.effect(),
            o.eventShare());
    new CohortWriter(design, context.output("out")).write();
  }
}
