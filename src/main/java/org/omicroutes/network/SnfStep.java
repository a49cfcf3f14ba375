package org.omicroutes.network;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code snf}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class SnfStep implements Step<SnfStep.Options> {

  /** Parameters of {@code snf}. */
  public record Options(
      @Param(value = "Nearest neighbours K.", defaultValue = "20", range = ">= 2", unit = "samples")
          int neighbours,
      @Param(
              value = "Width of the similarity kernel, as a share of the local scale.",
              defaultValue = "0.5",
              range = "> 0")
          double sigma,
      @Param(
              value = "Rounds of fusion.",
              defaultValue = "20",
              range = "1 to 10000",
              unit = "iterations")
          int iterations,
      @Param(
              value = "Scale each feature to mean 0 and standard deviation 1 first.",
              defaultValue = "false")
          boolean standardize,
      @Param(
              value = "How many clusters of samples `out-clusters` holds.",
              defaultValue = "3",
              range = ">= 2")
          int clusters) {
    public Options {
      if (neighbours < 2) {
        throw new IllegalArgumentException("neighbours: found " + neighbours + ", expected >= 2");
      }
      if (clusters < 2) {
        throw new IllegalArgumentException("clusters: found " + clusters + ", expected >= 2");
      }
      if (!(sigma > 0)) {
        throw new IllegalArgumentException("sigma: found " + sigma + ", expected > 0");
      }
      if (iterations < 1 || iterations > 10_000) {
        throw new IllegalArgumentException(
            "iterations: found " + iterations + ", expected 1 to 10000");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("snf", "2", Options.class)
          .summary("Fuses several views of the same samples into one similarity network.")
          .details(
              """
              Similarity network fusion in the conventions of the R package SNFtool: Euclidean
              distances, scaled Gaussian affinities (`affinityMatrix`), fusion over the K nearest
              neighbours (`SNF`). The result is symmetric with 0.5 on the diagonal.

              Only samples that every view has take part; the others are counted in a note. A
              missing value leaves its feature out of the distances of that sample, whose sum of
              squares is raised in proportion; two samples without a shared feature are an error.
              Nothing is kept for later samples: the fusion is of all samples at once.

              Of affinities that are equally near, the later samples are the neighbours.

              `out-clusters` is SNFtool's `spectralClustering` of the fused similarities (symmetric
              normalised Laplacian; Yu and Shi 2003, doi:10.1109/ICCV.2003.1238361), without a random
              start. Clusters are numbered in the order of their first samples; one may stay empty.

              Wang B. et al., *Similarity network fusion for aggregating data types on a genomic
              scale*, Nature Methods 2014, doi:10.1038/nmeth.2810.
              """)
          .in(Port.named("view", Edam.TSV, "Values, features × samples, two or more views."))
          .out(Port.one("out", Edam.TSV, "Similarities, samples × samples."))
          .out(Port.optional("out-clusters", Edam.TSV, "Columns sample and cluster."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Options options = context.parameters();
    Map<String, LabelledMatrix> views = new LinkedHashMap<>();
    for (Map.Entry<String, Path> view : context.namedInputs("view").entrySet()) {
      views.put(view.getKey(), MatrixFiles.read(view.getValue()));
    }
    if (views.size() < 2) {
      throw new IllegalArgumentException(
          "view: found " + views.keySet() + ", expected two or more");
    }
    List<String> samples = commonSamples(context, views);
    var fusion = new SimilarityFusion(options.neighbours(), options.sigma(), options.iterations());
    List<double[][]> affinities = new ArrayList<>();
    for (Map.Entry<String, LabelledMatrix> view : views.entrySet()) {
      LabelledMatrix matrix = view.getValue().selectSamples(samples);
      double[][] distances =
          SimilarityFusion.distances(options.standardize() ? standardized(matrix) : matrix);
      requireShared(context.namedInputs("view").get(view.getKey()), samples, distances);
      affinities.add(fusion.affinity(distances));
    }
    double[][] fused = fusion.fuse(affinities);
    MatrixFiles.write(context.output("out"), LabelledMatrix.of(samples, samples, fused));
    if (context.optionalOutput("out-clusters").isPresent()) {
      writeClusters(
          context.optionalOutput("out-clusters").get(), samples, fused, options.clusters());
    }
  }

  private static void writeClusters(Path file, List<String> samples, double[][] fused, int clusters)
      throws IOException {
    if (clusters > samples.size()) {
      throw new IllegalArgumentException(
          "clusters: found " + clusters + ", expected at most the " + samples.size() + " samples");
    }
    int[] labels = SpectralClustering.clusters(fused, clusters);
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("sample\tcluster\n");
      for (int i = 0; i < labels.length; i++) {
        out.write(samples.get(i) + "\t" + labels[i] + "\n");
      }
    }
  }

  private static List<String> commonSamples(
      StepContext<Options> context, Map<String, LabelledMatrix> views) {
    List<String> common = null;
    for (LabelledMatrix view : views.values()) {
      common = common == null ? view.sampleIds() : view.knownSamples(common);
    }
    if (common.size() <= context.parameters().neighbours()) {
      throw DataException.of(
          common.size() + " samples in all of the views " + views.keySet(),
          "more than the " + context.parameters().neighbours() + " neighbours");
    }
    for (Map.Entry<String, LabelledMatrix> view : views.entrySet()) {
      int left = view.getValue().sampleCount() - common.size();
      if (left > 0) {
        context.note(
            left + " samples of " + view.getKey() + " lack another view and were left out");
      }
    }
    return common;
  }

  private static LabelledMatrix standardized(LabelledMatrix matrix) {
    double[][] values = matrix.toArray();
    for (double[] row : values) {
      Moments moments = Moments.of(row);
      for (int s = 0; s < row.length; s++) {
        row[s] = (row[s] - moments.mean()) / (moments.varies() ? moments.sd() : 1);
      }
    }
    return matrix.withValues(values);
  }

  private static void requireShared(Path file, List<String> samples, double[][] distances) {
    for (int i = 0; i < distances.length; i++) {
      for (int j = 0; j < i; j++) {
        if (Double.isNaN(distances[i][j])) {
          throw DataException.in(file)
              .error(
                  "no feature known of both " + samples.get(j) + " and " + samples.get(i),
                  "at least one (impute missing values first)");
        }
      }
    }
  }
}
