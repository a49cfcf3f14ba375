package org.omicroutes.network;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.GeneScores;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.NetworkFiles;
import org.omicroutes.formats.ScoreFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code network-biomarkers}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class NetworkBiomarkersStep implements Step<NetworkBiomarkersStep.Options> {

  /** Parameters of {@code network-biomarkers}. */
  public record Options(
      @Param(
              value = "How many of the highest ranked genes are listed and searched for modules.",
              defaultValue = "100",
              range = "3 to 2000",
              unit = "genes")
          int top,
      @Param(
              value = "How many patient features at most.",
              defaultValue = "20",
              range = "1 to 1000",
              unit = "features")
          int tokens,
      @Param(
              value =
                  "Weight of a gene in its module's feature: the sign of its score in the layer, or"
                      + " the score itself.",
              defaultValue = "score")
          NetworkBiomarkers.Weighting weighting) {
    public Options {
      if (top < 3 || top > 2000) {
        throw new IllegalArgumentException("top: found " + top + ", expected 3 to 2000");
      }
      if (tokens < 1 || tokens > 1000) {
        throw new IllegalArgumentException("tokens: found " + tokens + ", expected 1 to 1000");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("network-biomarkers", "1", Options.class)
          .summary("Lists the top genes of a propagation, their modules, and patient features.")
          .details(
              """
              The `--top` genes with the highest propagated score and the interactions among them
              form a graph; its modules are the communities of greedy modularity maximisation
              (Clauset et al. 2004) with at least three genes, M1 the one with the largest sum of
              scores.

              For each module, and for all top genes together (`all`), in each layer a patient's
              feature (`M1|rna`, `all|rna`) is the sum over the module's genes of
              weight × standardised value, by default with the gene's signed score in that layer as
              the weight (`--weighting sign`: its sign alone), standardised again: higher means
              higher risk where the scores are z of a hazard. At most `--tokens` features are kept:
              those whose genes hold the most evidence in the layer, `Σ(z² - 1) / sqrt(2n)`. All
              means and standard deviations are those of the fit samples.

              A missing value of a gene counts as the gene's training mean; a patient without any
              value of the module's genes in a layer has a missing feature (`NA`). With `--state`
              nothing is fitted: the features are computed as they were learned, genes and layers
              that the new data lack are noted, and `--out` repeats the learned table.
              """)
          .in(Port.optional("network", Edam.TSV, "Interactions; needed to fit."))
          .in(Port.optional("scores", Edam.TSV, "Propagated scores, `gene score`; needed to fit."))
          .in(
              Port.optional(
                  "seeds", Edam.TSV, "Combined scores before propagation; needed to fit."))
          .in(
              Port.optionalNamed(
                  "layer-scores", Edam.TSV, "Signed z per gene, by layer; needed to fit."))
          .in(
              Port.named(
                  "matrix",
                  Edam.TSV,
                  "Values, genes × samples, by layer, under the names of `layer-scores`."))
          .in(Port.optional("fit-samples", Edam.TEXT, "Samples to fit on, one id a line."))
          .in(Port.optional("state", Edam.JSON, "A fitted state to apply."))
          .out(
              Port.optional(
                  "out",
                  Edam.TSV,
                  "Biomarkers: `rank gene score seed module neighbours layers`; neighbours"
                      + " separated by `;`, layers as `layer:z`."))
          .out(Port.optional("out-features", Edam.TSV, "Module features × samples."))
          .out(Port.optional("out-state", Edam.JSON, "The fitted state."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Map<String, LabelledMatrix> matrices = new LinkedHashMap<>();
    for (Map.Entry<String, Path> matrix : context.namedInputs("matrix").entrySet()) {
      matrices.put(matrix.getKey(), MatrixFiles.read(matrix.getValue()));
    }
    Optional<Path> state = context.optionalInput("state");
    NetworkBiomarkers biomarkers =
        state.isPresent()
            ? Json.read(state.get(), NetworkBiomarkers.class)
            : fit(context, matrices);
    noteMissing(context, biomarkers, matrices);
    if (context.optionalOutput("out").isPresent()) {
      writeTable(context.optionalOutput("out").get(), biomarkers);
    }
    if (context.optionalOutput("out-features").isPresent()) {
      MatrixFiles.write(context.optionalOutput("out-features").get(), biomarkers.apply(matrices));
    }
    if (context.optionalOutput("out-state").isPresent()) {
      Json.write(context.optionalOutput("out-state").get(), biomarkers);
    }
  }

  private static NetworkBiomarkers fit(
      StepContext<Options> context, Map<String, LabelledMatrix> matrices) throws IOException {
    Map<String, GeneScores> layerScores = new LinkedHashMap<>();
    for (Map.Entry<String, Path> layer : context.namedInputs("layer-scores").entrySet()) {
      layerScores.put(layer.getKey(), ScoreFiles.read(layer.getValue()));
    }
    Set<String> samples = new LinkedHashSet<>();
    for (Map.Entry<String, LabelledMatrix> matrix : matrices.entrySet()) {
      if (!layerScores.containsKey(matrix.getKey())) {
        throw new IllegalArgumentException(
            "layer-scores: found none of the layer "
                + matrix.getKey()
                + ", expected one for each matrix (or a fitted --state)");
      }
      samples.addAll(matrix.getValue().sampleIds());
    }
    Options options = context.parameters();
    GeneScores propagated = ScoreFiles.read(needed(context, "scores"));
    GeneNetwork network = GeneNetwork.of(NetworkFiles.read(needed(context, "network")));
    GeneIds.requireKnown(
        needed(context, "network").toString(),
        network,
        needed(context, "scores").toString(),
        propagated.geneIds());
    var training =
        new NetworkBiomarkers.Training(
            network,
            propagated,
            ScoreFiles.read(needed(context, "seeds")),
            layerScores,
            matrices,
            TableFiles.fitSamples(context.optionalInput("fit-samples"), List.copyOf(samples)));
    NetworkBiomarkers fitted =
        NetworkBiomarkers.fit(training, options.top(), options.tokens(), options.weighting());
    if (fitted.features().isEmpty()) {
      throw DataException.in(needed(context, "network"))
          .error(
              "no module of three or more interacting genes with values among the top "
                  + fitted.biomarkers().size(),
              "a network, scores and matrices of the same genes");
    }
    return fitted;
  }

  private static Path needed(StepContext<Options> context, String port) {
    return context
        .optionalInput(port)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    port + ": found nothing, expected a file, as no fitted --state is given"));
  }

  private static void noteMissing(
      StepContext<Options> context,
      NetworkBiomarkers biomarkers,
      Map<String, LabelledMatrix> matrices) {
    Set<String> absent = new LinkedHashSet<>();
    for (ModuleFeature feature : biomarkers.features()) {
      if (!matrices.containsKey(feature.layer())) {
        absent.add(feature.layer());
      }
    }
    if (!absent.isEmpty()) {
      context.note("layers " + absent + " are not given: their features are missing");
    }
    matrices.forEach(
        (layer, matrix) -> {
          List<String> genes = biomarkers.missingGenes(layer, matrix);
          if (!genes.isEmpty()) {
            context.note(
                layer
                    + " lacks "
                    + genes.size()
                    + " genes of the features, such as "
                    + genes.get(0)
                    + ": they count as the training mean");
          }
        });
  }

  private static void writeTable(Path file, NetworkBiomarkers biomarkers) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("rank\tgene\tscore\tseed\tmodule\tneighbours\tlayers\n");
      for (NetworkBiomarkers.Biomarker gene : biomarkers.biomarkers()) {
        List<String> layers = new ArrayList<>();
        gene.layers().forEach((name, z) -> layers.add(name + ":" + MatrixFiles.format(z)));
        out.write(
            String.join(
                    "\t",
                    Integer.toString(gene.rank()),
                    gene.gene(),
                    MatrixFiles.format(gene.score()),
                    MatrixFiles.format(gene.seed()),
                    gene.module() == null ? "NA" : gene.module(),
                    gene.neighbours().isEmpty() ? "NA" : String.join(";", gene.neighbours()),
                    layers.isEmpty() ? "NA" : String.join(";", layers))
                + "\n");
      }
    }
  }
}
