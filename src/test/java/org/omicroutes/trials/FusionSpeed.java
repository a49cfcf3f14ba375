package org.omicroutes.trials;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.omicroutes.neural.fusion.FusionConfig;
import org.omicroutes.neural.fusion.FusionData;
import org.omicroutes.neural.fusion.FusionEngine;
import org.omicroutes.neural.fusion.FusionInputs;
import org.omicroutes.neural.fusion.FusionShapes;
import org.omicroutes.neural.fusion.dl4j.Dl4jFusionEngine;
import org.omicroutes.neural.fusion.plain.PlainFusionEngine;

/**
 * Seconds of an epoch of fusion networks, engines taking turns: 240 patients trained on, 60 for
 * validation. Prints lines of name, trained numbers, engine, wall and processor seconds, sizes.
 */
final class FusionSpeed {
  private static final int EPOCHS = 3;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private FusionSpeed() {}

  /**
   * @param args rounds, 5 if none
   */
  public static void main(String[] args) {
    int rounds = args.length == 0 ? 5 : Integer.parseInt(args[0]);
    measure("the paper's, 5,000 genes", paper(5000, EPOCHS), rounds);
    measure("small, 500 genes", small(500, EPOCHS), rounds);
  }

  private static FusionConfig paper(int genes, int epochs) {
    FusionConfig c = FusionConfig.paper(genes, 3, List.of(4, 5, 3));
    return sized(
        c, c.genomicLayers(), c.clinicalLayers(), c.fusionLayers(), c.headLayers(), 16, epochs);
  }

  private static FusionConfig small(int genes, int epochs) {
    FusionConfig c = FusionConfig.paper(genes, 3, List.of(4, 5, 3));
    return sized(c, List.of(64, 32), List.of(32, 16), List.of(32), List.of(16), 8, epochs);
  }

  private static FusionConfig sized(
      FusionConfig c,
      List<Integer> genomic,
      List<Integer> clinical,
      List<Integer> fusion,
      List<Integer> head,
      int tokenWidth,
      int epochs) {
    return new FusionConfig(
        c.genes(),
        c.continuous(),
        c.levels(),
        genomic,
        clinical,
        fusion,
        head,
        c.attentionHeads(),
        tokenWidth,
        c.batchNormalisation(),
        c.dropout(),
        c.headDropout(),
        c.inputDropout(),
        c.l2(),
        c.learningRate(),
        c.plateau(),
        c.batchSize(),
        epochs,
        c.patience());
  }

  private static void measure(String name, FusionConfig config, int rounds) {
    Map<String, FusionEngine> engines = new LinkedHashMap<>();
    engines.put("plain Java", new PlainFusionEngine());
    engines.put("Deeplearning4j", Dl4jFusionEngine.get());
    Map<String, List<double[]>> seconds = new LinkedHashMap<>();
    FusionData training = patients(config, 240, 1);
    FusionData validation = patients(config, 60, 2);
    for (int round = 0; round <= rounds; round++) {
      for (var engine : engines.entrySet()) {
        List<double[]> found = epochs(engine.getValue(), config, training, validation);
        if (round > 0) {
          seconds.computeIfAbsent(engine.getKey(), n -> new ArrayList<>()).addAll(found);
        }
      }
    }
    seconds.forEach(
        (engine, found) ->
            System.out.printf(
                Locale.ROOT,
                "%s\t%d\t%s\t%.6f\t%.6f\t%s%n",
                name,
                FusionShapes.of(config).trainedCount(),
                engine,
                median(found, 0),
                median(found, 1),
                sizes(config)));
  }

  /** Wall and processor seconds of each epoch but the first. */
  private static List<double[]> epochs(
      FusionEngine engine, FusionConfig config, FusionData training, FusionData validation) {
    List<double[]> found = new ArrayList<>();
    long[] last = {System.nanoTime(), THREADS.getCurrentThreadCpuTime()};
    engine.train(
        config,
        training,
        validation,
        1,
        done -> {
          long wall = System.nanoTime();
          long cpu = THREADS.getCurrentThreadCpuTime();
          found.add(new double[] {(wall - last[0]) / 1e9, (cpu - last[1]) / 1e9});
          last[0] = wall;
          last[1] = cpu;
        });
    return found.subList(1, config.maxEpochs());
  }

  private static double median(List<double[]> seconds, int which) {
    double[] sorted = seconds.stream().mapToDouble(s -> s[which]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String sizes(FusionConfig c) {
    return String.join(
        "/",
        Integer.toString(c.genes()),
        joined(c.genomicLayers()),
        joined(c.clinicalLayers()),
        joined(c.fusionLayers()),
        joined(c.headLayers()),
        c.attentionHeads() + "-" + c.tokenWidth());
  }

  private static String joined(List<Integer> layers) {
    return String.join("-", layers.stream().map(String::valueOf).toList());
  }

  private static FusionData patients(FusionConfig config, int count, long seed) {
    Random random = new Random(seed);
    double[][] genes = new double[count][];
    double[][] continuous = new double[count][];
    int[][] categories = new int[count][];
    double[] labels = new double[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      genes[i] = random.doubles(config.genes(), -1.7, 1.7).toArray();
      continuous[i] = random.doubles(config.continuous(), -1.7, 1.7).toArray();
      categories[i] =
          config.levels().stream().mapToInt(levels -> 1 + random.nextInt(levels - 1)).toArray();
      labels[i] = random.nextInt(2);
      weights[i] = 1;
    }
    return new FusionData(new FusionInputs(genes, continuous, categories), labels, weights);
  }
}
