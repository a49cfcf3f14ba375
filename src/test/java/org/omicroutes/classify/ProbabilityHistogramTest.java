package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProbabilityHistogramTest {
  @Test
  void histogramHoldsEverybodyOnce() {
    double[] label = {1, 1, 1, 0, 0};
    double[] p = {0, .29, 1, .3, .999};
    double[] weight = {1, 2, 1, 1, 3};
    List<ProbabilityHistogram.Bin> bins =
        ProbabilityHistogram.of(ScoredLabels.of(label, p, weight), 100);
    assertThat(bins).hasSize(100);
    assertThat(bins.get(0).died()).isEqualTo(1);
    assertThat(bins.get(29)).isEqualTo(new ProbabilityHistogram.Bin(.29, .3, 1, 0, .5, 0));
    assertThat(bins.get(30).alive()).isEqualTo(1);
    assertThat(bins.get(99)).isEqualTo(new ProbabilityHistogram.Bin(.99, 1, 1, 1, .25, .75));
    for (int k = 0; k <= 100; k++) {
      double edge = k / 100.0;
      List<ProbabilityHistogram.Bin> one =
          ProbabilityHistogram.of(ScoredLabels.of(new double[] {1}, new double[] {edge}), 100);
      assertThat(one.get(Math.min(99, k)).died()).as("edge " + edge).isEqualTo(1);
      assertThat(one.get(0).aliveShare()).isNaN();
    }
  }
}
