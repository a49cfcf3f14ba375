package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;

class ScoredLabelsTest {
  @Test
  void scaledBrierIsZeroForTheShareAndOneForThePerfect() {
    double[] label = {1, 0, 0, 0};
    double[] weight = {3, 1, 1, 1};
    double[] half = {.5, .5, .5, .5};
    assertThat(ProbabilityScore.scaledBrier(ScoredLabels.of(label, half, weight)).value()).isZero();
    assertThat(ProbabilityScore.scaledBrier(ScoredLabels.of(label, label, weight)).value())
        .isEqualTo(1);
    assertThat(ProbabilityScore.scaledBrier(ScoredLabels.of(label, half)).value())
        .isCloseTo(1 - .25 / (.25 * .75), within(1e-15));
  }

  @Test
  void badScoresAreNamed() {
    assertThatThrownBy(() -> ScoredLabels.of(new double[] {1, 2}, new double[2]))
        .hasMessageContaining("label 2.0 of patient 2");
    assertThatThrownBy(() -> ScoredLabels.of(new double[] {1}, new double[] {Double.NaN}))
        .hasMessageContaining("score NaN of patient 1");
    assertThatThrownBy(() -> ScoredLabels.of(new double[] {1}, new double[] {1}, new double[] {0}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("weight 0.0 of patient 1");
  }
}
