package org.omicroutes.network;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.omicroutes.cohort.GeneScores;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.NetworkFiles;
import org.omicroutes.formats.ScoreFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code propagate}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class PropagateStep implements Step<PropagateStep.Options> {

  /** Parameters of {@code propagate}. */
  public record Options(
      @Param(
              value = "Share of a gene's score that comes from its neighbours.",
              defaultValue = "0.7",
              range = "0 to below 1")
          double alpha,
      @Param(
              value = "Stop when no score changes by more than this in one iteration.",
              defaultValue = "1e-10",
              range = "> 0")
          double tolerance,
      @Param(
              value = "Give up after so many iterations.",
              defaultValue = "20000",
              range = ">= 1",
              unit = "iterations")
          int maxIterations,
      @Param(
              value = "Start from the absolute scores (for signed z); else from them as they are.",
              defaultValue = "true")
          boolean absolute,
      @Param(
              value =
                  "Counter the advantage of hubs: none, or uniform (divide by what the gene would"
                      + " get from equal seeds everywhere).",
              defaultValue = "none")
          GenePropagation.DegreeCorrection degreeCorrection,
      @Param(value = "Score columns to propagate; none named: the column score, or the second one.")
          List<String> columns) {
    public Options {
      new Propagation(alpha, tolerance, maxIterations);
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("propagate", "1", Options.class)
          .summary("Spreads gene scores over an interaction network and ranks its genes.")
          .details(
              """
              `F(t+1) = αAF(t) + (1-α)F(0)` with `A = D^-1/2 W D^-1/2`, W the interaction weights,
              D their sums per gene, to convergence: the limit is `(1-α)(I-αA)^-1 F(0)`.
              `F(0)` is |score| of each gene, or the score itself with `--absolute false`. Genes of
              the network without a score, or with a missing one, start at 0. Scored genes that the
              network does not have are left out and counted. Multiplying all weights by one
              number changes nothing; a gene without interactions keeps `(1-α)F(0)`. Of an interaction
              named more than once the largest weight counts; one of a gene with itself only names the
              gene. Equal scores stand in the order of the genes' names.

              `--degree-correction uniform` divides F by the propagation of 1 at every gene, which
              leaves a mean of the seeds around a gene, weighted by closeness.

              If less than 5 % of the scored genes are in the network (or fewer than 10 of 100 or
              more), the ids are of different types, and the error names both.

              Several columns (`--columns a,b`) are ranked by the first; the others follow as
              `score_b` and `seed_b`.

              Zhou D. et al., *Learning with local and global consistency*, NIPS 2003. Vanunu O. et
              al., PLoS Comput Biol 2010, doi:10.1371/journal.pcbi.1000641.
              """)
          .in(
              Port.one(
                  "network",
                  Edam.TSV,
                  "Interactions `gene1 gene2 [weight]`, undirected; STRING's `combined_score` too."))
          .in(Port.one("scores", Edam.TSV, "Scores `gene score`, signed or not."))
          .out(
              Port.one(
                  "out",
                  Edam.TSV,
                  "`gene score seed degree` of every gene of the network, highest score first."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Options options = context.parameters();
    GeneNetwork network = GeneNetwork.of(NetworkFiles.read(context.input("network")));
    GeneScores scores = ScoreFiles.read(context.input("scores"), options.columns());
    int known =
        GeneIds.requireKnown(
            context.input("network").toString(),
            network,
            context.input("scores").toString(),
            scores.geneIds());
    if (known < scores.size()) {
      context.note(
          (scores.size() - known)
              + " of "
              + scores.size()
              + " scored genes are not in the network and were left out");
    }
    var propagation =
        new Propagation(options.alpha(), options.tolerance(), options.maxIterations());
    write(
        context.output("out"),
        new GenePropagation(propagation, options.absolute(), options.degreeCorrection())
            .run(network, scores));
  }

  private static void write(Path file, GenePropagation.Result result) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("gene\tscore\tseed\tdegree");
      for (int c = 1; c < result.names().size(); c++) {
        out.write("\tscore_" + result.names().get(c) + "\tseed_" + result.names().get(c));
      }
      out.write('\n');
      for (int g = 0; g < result.genes().size(); g++) {
        out.write(result.genes().get(g));
        writePair(out, result, 0, g);
        out.write("\t" + result.degrees()[g]);
        for (int c = 1; c < result.names().size(); c++) {
          writePair(out, result, c, g);
        }
        out.write('\n');
      }
    }
  }

  private static void writePair(BufferedWriter out, GenePropagation.Result result, int c, int g)
      throws IOException {
    out.write("\t" + MatrixFiles.format(result.scores()[c][g]));
    out.write("\t" + MatrixFiles.format(result.seeds()[c][g]));
  }
}
