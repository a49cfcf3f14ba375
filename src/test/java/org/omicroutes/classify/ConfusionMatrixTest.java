package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Limits and edges; the measures themselves are in {@link WeightedMeasuresTest}. */
class ConfusionMatrixTest {
  @Test
  void wilsonIsThatOfR() throws Exception {
    Frozen cells = Frozen.read("classification/wilson.tsv.gz");
    double[] lower = new double[cells.size()];
    double[] upper = new double[cells.size()];
    for (int i = 0; i < lower.length; i++) {
      double n = cells.numbers("n")[i];
      Interval found = Interval.wilson(cells.numbers("x")[i] / n, n, cells.numbers("level")[i]);
      lower[i] = found.lower();
      upper[i] = found.upper();
    }
    Agreement.of("confusion-matrix", "classification", "R", "prop.test", "5 proportions, 2 levels")
        .close("Wilson's lower limit", lower, cells.numbers("lower"), 1e-12)
        .close("Wilson's upper limit", upper, cells.numbers("upper"), 1e-12);
  }

  /** 8 found, 2 missed, 4 false alarms, 6 right. */
  @Test
  void limitsOfF1AndBalancedAccuracy() {
    double[] label = new double[20];
    double[] p = new double[20];
    for (int i = 0; i < 20; i++) {
      label[i] = i < 10 ? 1 : 0;
      p[i] = i < 8 || i >= 16 ? 0.5 : 0.1;
    }
    ConfusionMatrix matrix = ConfusionMatrix.of(ScoredLabels.of(label, p), 0.5);
    assertThat(matrix.counts()).isEqualTo(new ConfusionMatrix.Cells(8, 4, 2, 6));
    Interval share = Interval.wilson(8 / 14.0, 14, .95);
    Interval f1 = matrix.f1(.95);
    assertThat(f1.value()).isCloseTo(16 / 22.0, within(1e-15));
    assertThat(f1.lower()).isEqualTo(2 * share.lower() / (1 + share.lower()));
    assertThat(f1.upper()).isEqualTo(2 * share.upper() / (1 + share.upper()));
    Interval balanced = matrix.balancedAccuracy(.95);
    assertThat(balanced.value()).isCloseTo(.7, within(1e-15));
    Interval recall = matrix.recall(.95);
    assertThat(recall).isEqualTo(Interval.wilson(.8, 10, .95));
    double below = Math.hypot(.8 - recall.lower(), .6 - matrix.specificity(.95).lower()) / 2;
    assertThat(balanced.lower()).isCloseTo(.7 - below, within(1e-12));
    assertThat(balanced.upper()).isBetween(.7, 1.0);
  }

  /** Four patients of weights 3, 1, 1, 1 weigh as 3 do: 36 / 12. */
  @Test
  void unequalWeightsWidenTheLimits() {
    ScoredLabels data =
        ScoredLabels.of(
            new double[] {1, 0, 1, 0}, new double[] {.9, .1, .2, .3}, new double[] {3, 1, 1, 1});
    assertThat(ConfusionMatrix.of(data, .5).accuracy(.95))
        .isEqualTo(Interval.wilson(5 / 6.0, 3, .95));
  }

  @Test
  void measuresThatNobodyAllowsAreMissing() {
    ConfusionMatrix matrix =
        ConfusionMatrix.of(ScoredLabels.of(new double[2], new double[] {.1, .2}), .5);
    assertThat(matrix.accuracy(.95).value()).isEqualTo(1);
    assertThat(matrix.accuracy(.95).upper()).isEqualTo(1);
    for (Interval none :
        List.of(
            matrix.precision(.95),
            matrix.recall(.95),
            matrix.f1(.95),
            matrix.balancedAccuracy(.95))) {
      assertThat(none.value()).isNaN();
      assertThat(none.lower()).isNaN();
    }
    ScoredLabels nobody = ScoredLabels.of(new double[0], new double[0]);
    assertThatThrownBy(() -> ConfusionMatrix.of(nobody, .5))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no patient with a label");
  }
}
