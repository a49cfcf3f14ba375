package org.omicroutes.neural.fusion.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.omicroutes.neural.SameDiffEngine;
import org.omicroutes.neural.fusion.FusionBatch;
import org.omicroutes.neural.fusion.FusionConfig;
import org.omicroutes.neural.fusion.FusionFixture;
import org.omicroutes.neural.fusion.FusionParameter;
import org.omicroutes.neural.fusion.FusionShapes;

/**
 * Derivatives of Deeplearning4j's network, some by each parameter, beside the difference of two of
 * its losses.
 */
class Dl4jFusionGradientTest {
  private static final double STEP = 1e-5;

  /** Of a parameter; all of them are checked of the plain engine, which this one agrees with. */
  private static final int PLACES = 6;

  @BeforeAll
  static void load() {
    SameDiffEngine.get();
  }

  private static void agree(FusionConfig config) {
    FusionBatch batch = FusionFixture.batch(config, 13, 5);
    Map<String, double[]> values = FusionFixture.values(config, 7);
    try (Dl4jFusion network = new Dl4jFusion(config, values)) {
      Map<String, double[]> gradients = network.gradients(batch);
      // Asked again, nothing of the first time is added.
      Map<String, double[]> again = network.gradients(batch);
      for (FusionParameter p : FusionShapes.of(config).parameters()) {
        if (!p.kind().trained()) {
          continue;
        }
        double[] of = values.get(p.name());
        assertThat(again.get(p.name())).as(p.name()).containsExactly(gradients.get(p.name()));
        for (int i = 0; i < of.length; i += 1 + of.length / PLACES) {
          double kept = of[i];
          of[i] = kept + STEP;
          network.set(values);
          double above = FusionFixture.loss(batch, network.trainingLogits(batch));
          of[i] = kept - STEP;
          network.set(values);
          double below = FusionFixture.loss(batch, network.trainingLogits(batch));
          of[i] = kept;
          double numeric = (above - below) / (2 * STEP);
          assertThat(gradients.get(p.name())[i])
              .as("%s %d", p.name(), i)
              .isCloseTo(numeric, Offset.offset(1e-8 + 1e-5 * Math.abs(numeric)));
        }
      }
    }
  }

  @Test
  void ofEveryParameterOfTheWholeNetwork() {
    agree(FusionFixture.small());
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
}
