package org.omicroutes.neural.fusion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small networks and simulated patients. */
public final class FusionFixture {
  private FusionFixture() {}

  /** With everything a network can have; 3 genomic and 2 clinical tokens of width 4. */
  public static FusionConfig small() {
    return new FusionConfig(
        7,
        2,
        List.of(4, 3),
        List.of(10, 12),
        List.of(9, 8),
        List.of(11),
        List.of(6, 5),
        2,
        4,
        true,
        0.3,
        0.5,
        0.2,
        0.01,
        0.005,
        3,
        16,
        40,
        8);
  }

  /** The same, changed. */
  public static FusionConfig with(FusionConfig c, double dropout, double rate, int epochs) {
    return new FusionConfig(
        c.genes(),
        c.continuous(),
        c.levels(),
        c.genomicLayers(),
        c.clinicalLayers(),
        c.fusionLayers(),
        c.headLayers(),
        c.attentionHeads(),
        c.tokenWidth(),
        c.batchNormalisation(),
        dropout,
        dropout,
        dropout / 2,
        c.l2(),
        rate,
        c.plateau(),
        c.batchSize(),
        epochs,
        c.patience());
  }

  /** The same with other tokens. */
  public static FusionConfig withTokens(FusionConfig c, int width, int heads) {
    return new FusionConfig(
        c.genes(),
        c.continuous(),
        c.levels(),
        c.genomicLayers(),
        c.clinicalLayers(),
        c.fusionLayers(),
        c.headLayers(),
        heads,
        width,
        c.batchNormalisation(),
        c.dropout(),
        c.headDropout(),
        c.inputDropout(),
        c.l2(),
        c.learningRate(),
        c.plateau(),
        c.batchSize(),
        c.maxEpochs(),
        c.patience());
  }

  /** Patients whose risk depends on genes, a clinical variable, a category and on two together. */
  public static FusionData patients(FusionConfig config, int count, long seed) {
    Random random = new Random(seed);
    double[][] genes = normal(random, count, config.genes());
    double[][] continuous = normal(random, count, config.continuous());
    int[][] categories = new int[count][config.levels().size()];
    double[] labels = new double[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < categories[i].length; k++) {
        categories[i][k] = 1 + random.nextInt(config.levels().get(k) - 1);
      }
      double risk = config.genes() > 0 ? 1.5 * genes[i][0] : 0;
      if (config.continuous() > 0) {
        risk += continuous[i][0] * (config.genes() > 1 ? 1 + genes[i][1] : 1);
      }
      if (categories[i].length > 0) {
        risk += categories[i][0] == 1 ? 1 : -0.5;
      }
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-risk)) ? 1 : 0;
      weights[i] = 0.5 + random.nextDouble();
    }
    return new FusionData(new FusionInputs(genes, continuous, categories), labels, weights);
  }

  private static double[][] normal(Random random, int rows, int columns) {
    return IntStream.range(0, rows)
        .mapToObj(i -> random.doubles(columns, -1.7, 1.7).toArray())
        .toArray(double[][]::new);
  }

  /** All of the patients in one batch, with masks; one of them has an unseen level. */
  public static FusionBatch batch(FusionConfig config, int count, long seed) {
    FusionData data = patients(config, count, seed);
    data.inputs().categories()[0][0] = 0;
    int[] rows = IntStream.range(0, count).toArray();
    return FusionBatch.of(
        config, data, rows, new FusionMasks(config, new SplittableRandom(seed)).next(count));
  }

  /** Values with nothing at rest, so that no derivative vanishes by chance. */
  public static Map<String, double[]> values(FusionConfig config, long seed) {
    Map<String, double[]> values = FusionShapes.of(config).initialValues(seed);
    Random random = new Random(seed);
    values.forEach(
        (name, of) -> {
          for (int i = 0; i < of.length; i++) {
            of[i] =
                name.endsWith("variance")
                    ? 0.5 + random.nextDouble()
                    : of[i] + 0.3 * (2 * random.nextDouble() - 1);
          }
        });
    return values;
  }

  public static Map<String, double[]> copy(Map<String, double[]> values) {
    Map<String, double[]> copy = new LinkedHashMap<>();
    values.forEach((name, of) -> copy.put(name, of.clone()));
    return copy;
  }

  /** The weighted mean cross-entropy that batches are trained by. */
  public static double loss(FusionBatch batch, double[] logits) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double signed = batch.labels()[i] == 1 ? logits[i] : -logits[i];
      sum += batch.weights()[i] * Math.log1p(Math.exp(-signed)) / logits.length;
    }
    return sum;
  }
}
