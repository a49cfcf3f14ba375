package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** McNemar's test, Wilson's limits, what is made of them, and the histogram. */
class ClassTestsTest {

  @ParameterizedTest
  @ValueSource(strings = {"cohort", "ties", "opposite", "small", "perfect"})
  void mcNemarIsThatOfR(String name) throws Exception {
    Frozen data = Frozen.read("classification/scores.tsv.gz").where("data", name);
    Frozen expected = Frozen.read("classification/auc.tsv.gz").where("data", name);
    McNemar found =
        McNemar.of(RocAucTest.scored(data, "first"), RocAucTest.scored(data, "second"), 0.5);
    assertThat(found.firstOnly()).isEqualTo((int) expected.number("first.only"));
    assertThat(found.secondOnly()).isEqualTo((int) expected.number("second.only"));
    String what = data.size() + " patients, " + name;
    Agreement.of("mcnemar", "classification", "R", "mcnemar.test", what)
        .close("chi-squared", found.statistic(), expected.number("chi2"), 1e-12)
        .close("p-value", found.pValue(), expected.number("chi2.p"), 1e-12);
    Agreement.of("mcnemar", "classification", "R", "binom.test", what)
        .close("exact p-value", found.exactP(), expected.number("exact.p"), 1e-12);
  }

  @Test
  void modelsThatNeverDifferHaveNoStatistic() {
    ScoredLabels one = ScoredLabels.of(new double[] {1, 0}, new double[] {.9, .8});
    McNemar found = McNemar.of(one, one, 0.5);
    assertThat(found.statistic()).isNaN();
    assertThat(found.pValue()).isNaN();
    assertThat(found.exactP()).isEqualTo(1);
    ScoredLabels other = ScoredLabels.of(new double[] {0, 1}, new double[] {.9, .8});
    assertThatThrownBy(() -> McNemar.of(one, other, 0.5))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("two labels of patient 1");
  }

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

  @Test
  void scaledBrierIsNoBetterThanTheShareOrPerfect() {
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
