package org.omicroutes.network;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.NetworkFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.network.Neighbourhoods.Neighbour;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code neighbourhoods}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class NeighbourhoodsStep implements Step<NeighbourhoodsStep.Options> {

  /** Parameters of {@code neighbourhoods}. */
  public record Options(
      @Param(
              value = "Neighbours of each gene at most, the strongest interactions.",
              defaultValue = "20",
              range = ">= 1",
              unit = "genes")
          int most) {
    public Options {
      if (most < 1) {
        throw new IllegalArgumentException("most: found " + most + ", expected >= 1");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("neighbourhoods", "1", Options.class)
          .summary("Lists the genes that biomarkers interact with in the whole network.")
          .details(
              """
              One step away, the strongest interactions first; of equal weights the neighbour with
              fewer interactions of its own. `share` is the weight divided by the sum of the gene's
              weights, `degree` the number of genes that the neighbour interacts with.
              (`network-biomarkers` lists neighbours among the top genes alone.) Genes that the
              network does not know are noted; where it knows none, it is an error.
              """)
          .in(Port.one("network", Edam.TSV, "Interactions: gene1, gene2 and maybe weight."))
          .in(Port.one("genes", Edam.TEXT, "Genes, one id a line."))
          .out(Port.one("out", Edam.TSV, "Columns gene, neighbour, weight, share, degree."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    GeneNetwork network = GeneNetwork.of(NetworkFiles.read(context.input("network")));
    List<String> genes =
        List.copyOf(new LinkedHashSet<>(TableFiles.readIds(context.input("genes"))));
    List<String> unknown = genes.stream().filter(gene -> network.indexOf(gene) < 0).toList();
    if (unknown.size() == genes.size()) {
      throw DataException.in(context.input("genes"))
          .error("none of the genes of the network", "gene ids as in the network");
    }
    if (!unknown.isEmpty()) {
      context.note(unknown.size() + " genes are not in the network, such as " + unknown.get(0));
    }
    try (BufferedWriter out = TextFiles.writer(context.output("out"))) {
      out.write("gene\tneighbour\tweight\tshare\tdegree\n");
      for (Neighbour n : Neighbourhoods.of(network, genes, context.parameters().most())) {
        out.write(
            String.join(
                    "\t",
                    n.gene(),
                    n.neighbour(),
                    MatrixFiles.format(n.weight()),
                    MatrixFiles.format(n.share()),
                    Integer.toString(n.degree()))
                + "\n");
      }
    }
  }
}
