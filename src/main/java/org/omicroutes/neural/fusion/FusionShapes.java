package org.omicroutes.neural.fusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.omicroutes.neural.fusion.FusionParameter.Kind;

/**
 * What a fusion network consists of: names, shapes and counts, the same for all engines.
 *
 * <p>Weights are inputs × outputs. The dense layers of a part are numbered from 1: {@code
 * genomic.1.weight}; where they are batch-normalised they have {@code .gain}, {@code .shift},
 * {@code .mean} and {@code .variance} in place of {@code .bias}. A category has {@code
 * clinical.embedding.K}, one row for each level seen in training: a level that was not seen is the
 * mean of those rows. Attention has {@code attention.query.weight}, {@code .bias} and the same of
 * {@code key}, {@code value} and {@code output}.
 */
public final class FusionShapes {
  /** A category's vector is not longer than this. */
  private static final int WIDEST_EMBEDDING = 50;

  private final FusionConfig config;
  private final List<FusionParameter> parameters = new ArrayList<>();

  private FusionShapes(FusionConfig config) {
    this.config = config;
    branch("genomic", config.genes(), config.genomicLayers());
    for (int k = 0; k < config.levels().size(); k++) {
      int levels = config.levels().get(k);
      add(embedding(k), levels - 1, embeddingWidth(levels), Kind.EMBEDDING);
    }
    branch("clinical", clinicalInputs(), config.clinicalLayers());
    if (config.attentionHeads() > 0) {
      int width = config.tokenWidth();
      for (String projection : List.of("query", "key", "value", "output")) {
        add("attention." + projection + ".weight", width, width, Kind.PROJECTION);
        add("attention." + projection + ".bias", 1, width, Kind.BIAS);
      }
    }
    dense("fusion", fusedWidth(), config.fusionLayers());
    dense("head", last(config.fusionLayers(), fusedWidth()), config.headLayers());
    add("output.weight", featureWidth(), 1, Kind.PROJECTION);
    add("output.bias", 1, 1, Kind.BIAS);
  }

  public static FusionShapes of(FusionConfig config) {
    return new FusionShapes(config);
  }

  private void add(String name, int rows, int columns, Kind kind) {
    parameters.add(new FusionParameter(name, rows, columns, kind));
  }

  private void branch(String part, int inputs, List<Integer> layers) {
    if (inputs == 0) {
      return;
    }
    if (!config.batchNormalisation()) {
      dense(part, inputs, layers);
      return;
    }
    int width = inputs;
    for (int i = 1; i <= layers.size(); i++) {
      int size = layers.get(i - 1);
      String layer = part + "." + i;
      add(layer + ".weight", width, size, Kind.WEIGHT);
      add(layer + ".gain", 1, size, Kind.GAIN);
      add(layer + ".shift", 1, size, Kind.BIAS);
      add(layer + ".mean", 1, size, Kind.RUNNING_MEAN);
      add(layer + ".variance", 1, size, Kind.RUNNING_VARIANCE);
      width = size;
    }
  }

  private void dense(String part, int inputs, List<Integer> layers) {
    int width = inputs;
    for (int i = 1; i <= layers.size(); i++) {
      int size = layers.get(i - 1);
      add(part + "." + i + ".weight", width, size, Kind.WEIGHT);
      add(part + "." + i + ".bias", 1, size, Kind.BIAS);
      width = size;
    }
  }

  /** The name of the vectors of a category, by its place. */
  public static String embedding(int category) {
    return "clinical.embedding." + (category + 1);
  }

  /**
   * The length of a category's vectors: half of its levels, rounded up, at most 50.
   *
   * @param levels with the unseen one
   */
  public static int embeddingWidth(int levels) {
    return Math.min(WIDEST_EMBEDDING, (levels + 1) / 2);
  }

  static int clinicalInputs(int continuous, List<Integer> levels) {
    return continuous + levels.stream().mapToInt(FusionShapes::embeddingWidth).sum();
  }

  static int last(List<Integer> layers, int inputs) {
    return layers.isEmpty() || inputs == 0 ? inputs : layers.get(layers.size() - 1);
  }

  /** Continuous variables and the vectors of categories; 0: there is no clinical branch. */
  public int clinicalInputs() {
    return clinicalInputs(config.continuous(), config.levels());
  }

  /** Width of the genomic branch's result; 0: there is none. */
  public int genomicWidth() {
    return last(config.genomicLayers(), config.genes());
  }

  /** Width of the clinical branch's result; 0: there is none. */
  public int clinicalWidth() {
    return last(config.clinicalLayers(), clinicalInputs());
  }

  /** Both branches' results side by side. */
  public int fusedWidth() {
    return genomicWidth() + clinicalWidth();
  }

  /** Tokens that attend to each other, the genomic ones first; 0: no attention. */
  public int tokens() {
    return config.attentionHeads() == 0 ? 0 : fusedWidth() / config.tokenWidth();
  }

  /** Those of them that come from the genomic branch. */
  public int genomicTokens() {
    return config.attentionHeads() == 0 ? 0 : genomicWidth() / config.tokenWidth();
  }

  /** Width of the last layer before the output unit. */
  public int featureWidth() {
    return last(config.headLayers(), last(config.fusionLayers(), fusedWidth()));
  }

  /** All matrices and vectors, from the inputs to the output. */
  public List<FusionParameter> parameters() {
    return List.copyOf(parameters);
  }

  /** How many numbers are trained (not the running means and variances). */
  public long trainedCount() {
    return parameters.stream()
        .filter(p -> p.kind().trained())
        .mapToLong(FusionParameter::size)
        .sum();
  }

  /** The values that a training starts from, by name. */
  public Map<String, double[]> initialValues(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, double[]> values = new LinkedHashMap<>();
    for (FusionParameter p : parameters) {
      values.put(p.name(), initial(p, random.split()));
    }
    return values;
  }

  private static double[] initial(FusionParameter p, SplittableRandom random) {
    double[] values = new double[p.size()];
    double normal =
        p.kind() == Kind.WEIGHT ? Math.sqrt(2.0 / p.rows()) : Math.sqrt(1.0 / p.columns());
    double uniform = Math.sqrt(6.0 / (p.rows() + p.columns()));
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (p.kind()) {
            case WEIGHT, EMBEDDING -> normal * random.nextGaussian();
            case PROJECTION -> uniform * (2 * random.nextDouble() - 1);
            case BIAS, RUNNING_MEAN -> 0;
            case GAIN, RUNNING_VARIANCE -> 1;
          };
    }
    return values;
  }

  /**
   * @throws IllegalArgumentException where {@code values} are not of this network
   */
  public void check(Map<String, double[]> values) {
    for (FusionParameter p : parameters) {
      double[] found = values.get(p.name());
      if (found == null || found.length != p.size()) {
        throw new IllegalArgumentException(
            "parameter %s: found %s, expected %d values"
                .formatted(p.name(), found == null ? "none" : found.length, p.size()));
      }
    }
  }
}
