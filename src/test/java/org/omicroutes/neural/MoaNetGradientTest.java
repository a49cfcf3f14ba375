package org.omicroutes.neural;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MoaNetGradientTest {
  private static final MoaNetConfig CONFIG =
      new MoaNetConfig(4, 2, 2, 0.3, 0.2, 0.01, 0, 5, 5, 0.2, 1, 1);

  @Test
  void everyGradientAgreesWithFiniteDifferences() {
    SimulatedCohort cohort = new SimulatedCohort(24, 3, 1, 1, 5).withHoles("rna");
    Tokens tokens = cohort.tokens();
    TokenScaler scaler = TokenScaler.fit(tokens);
    int[] of = scaler.modalityOf();
    MoaNetFeeds maker = new MoaNetFeeds(CONFIG, of, 3);
    Map<String, Tensor> feeds = maker.training(scaler.encode(tokens), new SplittableRandom(3));
    MoaNetFeeds.offset(feeds, cohort.linear);
    double[] tied =
        java.util.Arrays.stream(cohort.survival.times()).map(t -> Math.ceil(t / 300)).toArray();
    BreslowLoss.feed(feeds, tied, cohort.survival.events());
    try (MoaNetGraph graph = new MoaNetGraph(SameDiffEngine.get(), CONFIG, of, 3, 7)) {
      Map<String, double[]> parameters = graph.initialParameters();
      Random random = new Random(11);
      // Away from the zeros of the head, where most gradients vanish.
      parameters
          .values()
          .forEach(
              values -> {
                for (int i = 0; i < values.length; i++) {
                  values[i] += 0.3 * random.nextGaussian();
                }
              });
      graph.set(parameters);
      Map<String, double[]> gradients = new LinkedHashMap<>();
      double loss = graph.differentiate(feeds, gradients);
      assertThat(loss).isEqualTo(graph.loss(feeds));
      assertThat(gradients.keySet()).isEqualTo(parameters.keySet());
      double scale = 0;
      for (double[] gradient : gradients.values()) {
        for (double g : gradient) {
          scale = Math.max(scale, Math.abs(g));
        }
      }
      double worst = 0;
      for (var entry : parameters.entrySet()) {
        double[] values = entry.getValue();
        double[] gradient = gradients.get(entry.getKey());
        for (int i = 0; i < values.length; i++) {
          double numeric = numeric(graph, feeds, entry.getKey(), values, i);
          double error = Math.abs(numeric - gradient[i]) / (Math.abs(numeric) + 1e-3 * scale);
          worst = Math.max(worst, error);
        }
      }
      assertThat(scale).isGreaterThan(0.01);
      assertThat(worst).isLessThan(1e-6);
    }
  }

  private static double numeric(
      MoaNetGraph graph, Map<String, Tensor> feeds, String name, double[] values, int i) {
    double step = 1e-5;
    double kept = values[i];
    values[i] = kept + step;
    graph.set(Map.of(name, values));
    double above = graph.loss(feeds);
    values[i] = kept - step;
    graph.set(Map.of(name, values));
    double below = graph.loss(feeds);
    values[i] = kept;
    graph.set(Map.of(name, values));
    return (above - below) / (2 * step);
  }
}
