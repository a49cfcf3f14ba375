package org.omicroutes.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CorrectedResampledTestTest {
  private static final double NONE = Double.NaN;

  /**
   * R: t.test(c(.01, .03, -.01, .02)): t = 1.46385, df = 3, p = .23937, limits -.014675 .039675.
   */
  @Test
  void withoutCorrectionItIsTheTTest() {
    var test = CorrectedResampledTest.independent(new double[] {.01, .03, NONE, -.01, .02}, .95);
    assertThat(test.pairs()).isEqualTo(4);
    assertThat(test.mean()).isCloseTo(.0125, within(1e-12));
    assertThat(test.pValue()).isCloseTo(.23937, within(1e-4));
    assertThat(test.lower()).isCloseTo(-.014675, within(1e-5));
    assertThat(test.upper()).isCloseTo(.039675, within(1e-5));
  }

  @Test
  void theCorrectionAddsTestOverTrain() {
    double[] d = {.01, .03, -.01, .02};
    double plain = CorrectedResampledTest.independent(d, .95).standardError();
    double corrected = CorrectedResampledTest.of(d, 5, .95).standardError();
    assertThat(corrected / plain)
        .isCloseTo(Math.sqrt((1.0 / 4 + 1.0 / 4) / (1.0 / 4)), within(1e-9));
    assertThat(CorrectedResampledTest.of(d, 1, .95).standardError()).isNaN();
    assertThat(CorrectedResampledTest.of(new double[] {0, 0}, 5, .95).pValue()).isNaN();
  }
}
