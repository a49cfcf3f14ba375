package org.omicroutes.reduce;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code differential}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class DifferentialStep implements Step<DifferentialStep.Options> {

  /** Parameters of {@code differential}. */
  public record Options(
      @Param(
              value = "With survival: the score test alone, no coefficients.",
              defaultValue = "false")
          boolean scoreOnly) {}

  private static final StepSpec<Options> SPEC =
      StepSpec.of("differential", "1", Options.class)
          .summary("Tests each gene for differences between groups or for an effect on survival.")
          .details(
              """
              Give `groups` or `survival`, one of the two. Rows stand in the order of the matrix.

              **Groups**: a linear model a gene with moderated statistics as limma's `lmFit` and
              `eBayes` give them. `logFC` is the mean of a group minus that of the alphabetically
              first. Two groups: `gene logFC AveExpr t P.Value adj.P.Val`; more: one
              `logFC.GROUP` for each group but the first, then `AveExpr F P.Value adj.P.Val`. A missing
              value is left out for its gene; a gene with an empty group has no test (`NA`). The group is
              the column `group`, or the only column. A gene without variance inside groups is tested, as
              in limma, with the prior's share of variance: its t is finite (0 for a constant gene, up to
              rounding); when the prior is fitted such variances are offset to 1e-5 of the median. Where
              the first group has no value limma names another group's difference; here it is `NA`.
              Smyth 2004, doi:10.2202/1544-6115.1027.

              **Survival**: a univariate Cox model a gene, Efron's ties. `z` is the signed square root of
              the score test (above 0: high values, early events) and `P.Value` its p-value; `coef`,
              `se.coef`, `wald.z`, `wald.P.Value` come from Newton's method and are `NA` where the
              coefficient would be infinite. A sample whose value is missing is left out for that gene; a
              constant gene, or one without events among its samples, has no test; no event among all
              samples is an error. Cox 1972, doi:10.1111/j.2517-6161.1972.tb00899.x; Efron 1977,
              doi:10.1080/01621459.1977.10480613.

              `adj.P.Val` is Benjamini and Hochberg's. Samples that the groups or survival table does not
              have, or whose group is missing, are left out. `out-scores` holds z, or the normal
              deviate of the same p-value as the moderated t (signed) or F (not signed, >= 0); genes
              without a test are left out of it.
              """)
          .in(Port.one("matrix", Edam.TSV, "Genes × samples, on a log-like scale."))
          .in(Port.optional("groups", Edam.TSV, "Table with the columns sample and group."))
          .in(Port.optional("survival", Edam.TSV, "Table with the columns sample, time, event."))
          .in(Port.optional("fit-samples", Edam.TEXT, "Ids of the only samples to be used."))
          .out(Port.one("out", Edam.TSV, "One row a gene with its statistics."))
          .out(Port.optional("out-scores", Edam.TSV, "Columns gene and score."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    var groups = context.optionalInput("groups");
    var survival = context.optionalInput("survival");
    if (groups.isPresent() == survival.isPresent()) {
      throw new IllegalArgumentException(
          "differential: found "
              + (groups.isPresent() ? "both" : "neither")
              + " of groups and survival, expected one of the two");
    }
    LabelledMatrix matrix = MatrixFiles.read(context.input("matrix"));
    List<String> wanted =
        TableFiles.fitSamples(context.optionalInput("fit-samples"), matrix.sampleIds());
    double[] scores =
        groups.isPresent()
            ? testGroups(context, matrix, wanted, groups.get())
            : testSurvival(context, matrix, wanted, survival.get());
    if (context.optionalOutput("out-scores").isPresent()) {
      writeScores(context.optionalOutput("out-scores").get(), matrix.featureIds(), scores);
    }
  }

  private static double[] testGroups(
      StepContext<Options> context, LabelledMatrix matrix, List<String> wanted, Path file)
      throws IOException {
    SampleTable table = TableFiles.readSamples(file);
    List<String> columns = table.columnNames();
    if (!table.hasColumn("group") && columns.size() != 1) {
      throw DataException.in(file).line(1).error("columns " + columns, "a column 'group'");
    }
    String column = table.hasColumn("group") ? "group" : columns.get(0);
    List<String> samples = wanted.stream().filter(s -> table.value(s, column) != null).toList();
    requireSome(samples, file);
    noteLeftOut(context, wanted.size() - samples.size(), "have no group");
    ModeratedTest.Result result =
        ModeratedTest.test(
            matrix.selectSamples(samples),
            samples.stream().map(s -> table.value(s, column)).toList());
    if (result.zeroVariances() > 0) {
      context.note(
          result.zeroVariances()
              + " genes without any variance inside groups; their prior variance is offset from 0");
    }
    noteUntested(context, result.p());
    DifferentialTables.write(context.output("out"), matrix.featureIds(), result);
    double[] scores = new double[result.p().length];
    for (int g = 0; g < scores.length; g++) {
      double sign = result.levels().size() == 2 ? Math.signum(result.statistic()[g]) : 1;
      scores[g] = sign * PValues.toNormal(result.p()[g]);
    }
    return scores;
  }

  private static double[] testSurvival(
      StepContext<Options> context, LabelledMatrix matrix, List<String> wanted, Path file)
      throws IOException {
    SurvivalData survival = TableFiles.readSurvival(file);
    List<String> samples = survival.knownSamples(wanted);
    requireSome(samples, file);
    noteLeftOut(context, wanted.size() - samples.size(), "have no survival");
    boolean coefficients = !context.parameters().scoreOnly();
    CoxPerGene.Result result =
        CoxPerGene.test(matrix.selectSamples(samples), survival.select(samples), coefficients);
    noteUntested(context, result.p());
    if (coefficients) {
      int infinite = 0;
      for (int g = 0; g < result.p().length; g++) {
        boolean tested = !Double.isNaN(result.p()[g]);
        infinite += tested && Double.isNaN(result.coefficient()[g]) ? 1 : 0;
      }
      if (infinite > 0) {
        context.note(infinite + " genes whose coefficient did not converge (infinite): left NA");
      }
    }
    DifferentialTables.write(context.output("out"), matrix.featureIds(), result, coefficients);
    return result.z();
  }

  private static void requireSome(List<String> samples, Path file) {
    if (samples.isEmpty()) {
      throw DataException.in(file)
          .error("none of the samples of the matrix", "the sample ids of the matrix");
    }
  }

  private static void noteLeftOut(StepContext<Options> context, int count, String why) {
    if (count > 0) {
      context.note(count + " samples of the matrix " + why + " and are left out");
    }
  }

  private static void noteUntested(StepContext<Options> context, double[] p) {
    int untested = 0;
    for (double value : p) {
      untested += Double.isNaN(value) ? 1 : 0;
    }
    if (untested > 0) {
      context.note(untested + " genes could not be tested: NA");
    }
  }

  private static void writeScores(Path file, List<String> genes, double[] scores)
      throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("gene\tscore\n");
      for (int g = 0; g < scores.length; g++) {
        if (Double.isFinite(scores[g])) {
          out.write(genes.get(g) + "\t" + MatrixFiles.format(scores[g]) + "\n");
        }
      }
    }
  }
}
