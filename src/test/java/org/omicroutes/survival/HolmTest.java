package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HolmTest {
  private static final double NONE = Double.NaN;

  /** R: p.adjust(c(.01, .04, .03, .005), "holm") is .03 .06 .06 .02. */
  @Test
  void isThatOfR() {
    assertThat(Holm.adjust(new double[] {.01, .04, NONE, .03, .005}))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(.03, .06, NONE, .06, .02);
    assertThat(Holm.adjust(new double[] {.9, .6})).containsExactly(1, 1);
  }
}
