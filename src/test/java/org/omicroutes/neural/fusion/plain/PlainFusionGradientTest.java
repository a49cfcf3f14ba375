package org.omicroutes.neural.fusion.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.omicroutes.neural.fusion.FusionBatch;
import org.omicroutes.neural.fusion.FusionConfig;
import org.omicroutes.neural.fusion.FusionFixture;
import org.omicroutes.neural.fusion.FusionParameter;
import org.omicroutes.neural.fusion.FusionShapes;

/** Every derivative beside the difference of two losses. */
class PlainFusionGradientTest {
  private static final double STEP = 1e-5;

  private static double loss(FusionConfig config, Map<String, double[]> values, FusionBatch batch) {
    Pass pass = new Pass(batch.size(), true, batch.masks());
    return FusionFixture.loss(batch, new PlainFusion(config, values).forward(batch, pass));
  }

  private static Map<String, double[]> gradients(
      FusionConfig config, Map<String, double[]> values, FusionBatch batch) {
    Map<String, double[]> gradients = new HashMap<>();
    new PlainFusion(config, FusionFixture.copy(values))
        .differentiate(
            batch,
            (parameter, from, gradient, count) ->
                System.arraycopy(
                    gradient,
                    0,
                    gradients.computeIfAbsent(
                        parameter.shape().name(), n -> new double[parameter.values().length]),
                    from,
                    count));
    return gradients;
  }

  private static void agree(FusionConfig config) {
    FusionBatch batch = FusionFixture.batch(config, 13, 5);
    Map<String, double[]> values = FusionFixture.values(config, 7);
    Map<String, double[]> gradients = gradients(config, values, batch);
    for (FusionParameter p : FusionShapes.of(config).parameters()) {
      assertThat(gradients.containsKey(p.name())).as(p.name()).isEqualTo(p.kind().trained());
      double[] of = values.get(p.name());
      double largest = 0;
      for (int i = 0; i < of.length && p.kind().trained(); i++) {
        double kept = of[i];
        of[i] = kept + STEP;
        double above = loss(config, values, batch);
        of[i] = kept - STEP;
        double below = loss(config, values, batch);
        of[i] = kept;
        double numeric = (above - below) / (2 * STEP);
        double found = gradients.get(p.name())[i];
        assertThat(found).as("%s %d: %s", p.name(), i, numeric).isCloseTo(numeric, within(numeric));
        largest = Math.max(largest, Math.abs(found));
      }
      // A shift of all keys changes no softmax.
      boolean moves = p.kind().trained() && !p.name().equals("attention.key.bias");
      assertThat(largest > 1e-5).as(p.name()).isEqualTo(moves);
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double numeric) {
    return org.assertj.core.data.Offset.offset(1e-8 + 1e-5 * Math.abs(numeric));
  }

  @Test
  void ofEveryParameterOfTheWholeNetwork() {
    agree(FusionFixture.small());
  }

  @Test
  void withoutAttention() {
    agree(FusionFixture.small().withoutAttention());
  }

  @Test
  void withoutBatchNormalisation() {
    agree(
        new FusionConfig(
            7,
            2,
            List.of(4),
            List.of(8),
            List.of(4),
            List.of(6),
            List.of(5),
            4,
            4,
            false,
            0.3,
            0.5,
            0.2,
            0,
            0.01,
            3,
            16,
            40,
            8));
  }

  @Test
  void ofEveryInput() {
    FusionConfig config = FusionFixture.small();
    FusionBatch batch = FusionFixture.batch(config, 5, 3);
    PlainFusion network = new PlainFusion(config, FusionFixture.values(config, 2));
    double[][] found = network.gradient(batch);
    assertThat(found).hasDimensions(5, 9);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 9; j++) {
        double[] inputs = j < 7 ? batch.genes() : batch.continuous();
        int at = j < 7 ? i * 7 + j : i * 2 + j - 7;
        double kept = inputs[at];
        inputs[at] = kept + STEP;
        double above = network.ask(batch).logits()[i];
        inputs[at] = kept - STEP;
        double below = network.ask(batch).logits()[i];
        inputs[at] = kept;
        double numeric = (above - below) / (2 * STEP);
        assertThat(found[i][j]).isNotZero().isCloseTo(numeric, within(numeric));
      }
    }
  }
}
