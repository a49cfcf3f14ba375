package org.omicroutes.neural.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.omicroutes.neural.Engines;
import org.omicroutes.neural.fusion.dl4j.Dl4jFusionEngine;
import org.omicroutes.neural.fusion.plain.PlainFusionEngine;

/** Both engines side by side, and which of them is taken. */
class FusionEnginesTest {
  private static final PlainFusionEngine PLAIN = new PlainFusionEngine();
  private static final Dl4jFusionEngine DL4J = Dl4jFusionEngine.get();
  private static final FusionConfig CONFIG = FusionFixture.small();

  @AfterEach
  void forget() {
    System.clearProperty(Engines.PROPERTY);
  }

  private static void close(
      Map<String, double[]> found, Map<String, double[]> expected, double tolerance) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach(
        (name, values) -> {
          for (int i = 0; i < values.length; i++) {
            assertThat(Math.abs(values[i] - expected.get(name)[i]))
                .as(name + " " + i)
                .isLessThanOrEqualTo(tolerance);
          }
        });
  }

  @Test
  void aFewStepsAreTheSame() {
    Map<String, double[]> values = FusionFixture.values(CONFIG, 4);
    try (FusionMachine plain = PLAIN.machine(CONFIG, values);
        FusionMachine dl4j = DL4J.machine(CONFIG, values)) {
      double[] rates = {0.01, 0.01, 0.005};
      for (int step = 0; step < rates.length; step++) {
        // Of different sizes, as the last batch of an epoch is.
        FusionBatch batch = FusionFixture.batch(CONFIG, 11 + 5 * step, step);
        plain.step(batch, rates[step]);
        dl4j.step(batch, rates[step]);
        close(dl4j.values(), plain.values(), 1e-10);
      }
      assertThat(plain.values().get("attention.value.weight"))
          .doesNotContain(values.get("attention.value.weight"));
    }
  }

  private static FusionNetwork train(FusionEngine engine, FusionConfig config) {
    return engine.train(
        config,
        FusionFixture.patients(config, 77, 1),
        FusionFixture.patients(config, 30, 2),
        5,
        done -> {});
  }

  @Test
  void twentyEpochsWithDropoutAreTheSame() {
    FusionConfig config = FusionFixture.with(CONFIG, 0.3, 0.005, 20);
    FusionNetwork plain = train(PLAIN, config);
    FusionNetwork dl4j = train(DL4J, config);
    assertThat(dl4j.engine()).startsWith("Deeplearning4j, ").isNotEqualTo(plain.engine());
    assertThat(dl4j.bestEpoch()).isEqualTo(plain.bestEpoch()).isGreaterThan(5);
    assertThat(dl4j.history()).hasSameSizeAs(plain.history());
    close(dl4j.values(), plain.values(), 1e-7);
    FusionInputs patients = FusionFixture.patients(config, 300, 8).inputs();
    patients.categories()[3][0] = 0;
    // What one has trained, the other reads.
    FusionOutput found = DL4J.ask(plain, patients);
    FusionOutput expected = PLAIN.ask(plain, patients);
    for (int i = 0; i < 300; i++) {
      assertThat(Math.abs(found.logits()[i] - expected.logits()[i])).isLessThan(1e-10);
      assertThat(found.features()[i]).hasSameSizeAs(expected.features()[i]);
      double sum = 0;
      for (int t = 0; t < found.attention()[i].length; t++) {
        sum += found.attention()[i][t];
        assertThat(Math.abs(found.attention()[i][t] - expected.attention()[i][t]))
            .isLessThan(1e-12);
      }
      assertThat(sum).isBetween(1 - 1e-9, 1 + 1e-9);
    }
    assertThat(DL4J.gradient(plain, patients)[0]).isEqualTo(PLAIN.gradient(plain, patients)[0]);
  }

  @Test
  void everySingleBranchIsTheSame() {
    for (FusionConfig part :
        List.of(CONFIG.genomicOnly(), CONFIG.clinicalOnly(), CONFIG.withoutAttention())) {
      FusionConfig config = FusionFixture.with(part, 0.2, 0.005, 5);
      close(train(DL4J, config).values(), train(PLAIN, config).values(), 1e-7);
    }
  }

  private static FusionEngine chosen(String name, FusionConfig config) {
    System.setProperty(Engines.PROPERTY, name);
    return FusionEngines.preferred(config);
  }

  @Test
  void theSettingChoosesTheEngine() {
    FusionConfig wide = FusionConfig.paper(1000, 1, List.of());
    assertThat(chosen("plain", wide)).isInstanceOf(PlainFusionEngine.class);
    assertThat(chosen("nd4j", CONFIG)).isInstanceOf(Dl4jFusionEngine.class);
    assertThat(chosen("auto", wide)).isInstanceOf(Dl4jFusionEngine.class);
    assertThat(chosen("auto", CONFIG)).isInstanceOf(PlainFusionEngine.class);
    assertThat(chosen("auto", wide.clinicalOnly())).isInstanceOf(PlainFusionEngine.class);
    assertThatThrownBy(() -> chosen("cuda", wide)).isInstanceOf(IllegalArgumentException.class);
  }
}
