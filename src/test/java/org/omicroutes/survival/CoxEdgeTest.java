package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;

/** Cox models and curves of data that leave little or nothing to estimate. */
class CoxEdgeTest {
  private final Simulated cohort = Simulated.cohort(60, 2, 11);
  private final double[][] x = cohort.features().toSamplesByFeatures();
  private final double[] times = cohort.survival().times();
  private final boolean[] events = cohort.survival().events();

  private static CoxData data(double[][] x, double[] times, boolean[] events) {
    List<String> names = IntStream.range(0, x[0].length).mapToObj(j -> "x" + j).toList();
    List<String> ids = IntStream.range(0, times.length).mapToObj(i -> "s" + i).toList();
    return CoxData.of(names, x, new SurvivalData(ids, times, events), CoxModel.Ties.EFRON);
  }

  @Test
  void allCensoredIsAnErrorOfAModelAndACurveOfOnes() {
    boolean[] none = new boolean[60];
    assertThatThrownBy(() -> data(x, times, none))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("all censored");
    KaplanMeier km = KaplanMeier.of(times, none);
    assertThat(km.survival()).containsOnly(1.0);
    assertThat(km.interval(3, KaplanMeier.Interval.LOG)).containsExactly(1, 1);
    assertThat(NelsonAalen.of(km, NelsonAalen.Ties.TOGETHER).hazard()).containsOnly(0.0);
    assertThat(SurvivalSummary.quantile(km, 0.5, KaplanMeier.Interval.LOG).value()).isNaN();
    assertThat(SurvivalSummary.restrictedMean(km, 100).value()).isEqualTo(100);
    assertThat(LogRank.test(times, none, new int[60], 1).chiSquare()).isNaN();
  }

  @Test
  void aWeightOfZeroLeavesTheSampleOut() {
    double[] weights = new double[60];
    Arrays.fill(weights, 0, 50, 1);
    double[][] wild = x.clone();
    for (int i = 50; i < 60; i++) {
      wild[i] = new double[] {1e6, -1e6};
    }
    CoxData all = data(wild, times, events).withWeights(weights);
    CoxData kept = data(Arrays.copyOf(x, 50), Arrays.copyOf(times, 50), Arrays.copyOf(events, 50));
    CoxModel model = CoxModel.fit(all);
    CoxModel expected = CoxModel.fit(kept);
    assertThat(model.coefficients()).containsExactly(expected.coefficients(), within(1e-12));
    assertThat(model.robustStandardErrors())
        .containsExactly(expected.robustStandardErrors(), within(1e-12));
    assertThat(model.baselines(all).get(0).cumulativeHazard())
        .containsExactly(expected.baselines(kept).get(0).cumulativeHazard(), within(1e-12));
    assertThatThrownBy(() -> kept.withWeights(new double[50])).isInstanceOf(DataException.class);
    weights[3] = -1;
    assertThatThrownBy(() -> all.withWeights(weights))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("s3");
  }

  @Test
  void aStratumWithoutEventsSaysNothing() {
    boolean[] seen = events.clone();
    int[] strata = new int[60];
    for (int i = 40; i < 60; i++) {
      seen[i] = false;
      strata[i] = 1;
    }
    CoxData all = data(x, times, seen).withStrata(strata);
    CoxModel model = CoxModel.fit(all);
    CoxModel first =
        CoxModel.fit(data(Arrays.copyOf(x, 40), Arrays.copyOf(times, 40), Arrays.copyOf(seen, 40)));
    assertThat(model.coefficients()).containsExactly(first.coefficients(), within(1e-9));
    assertThat(model.standardErrors()).containsExactly(first.standardErrors(), within(1e-9));
    BreslowBaseline second = model.baselines(all).get(1);
    assertThat(second.times()).isEmpty();
    assertThat(second.survival(1e6, 3)).isEqualTo(1);
  }

  @Test
  void aFeatureThatPartsTheEventsIsNotConverged() {
    double[][] parted = new double[60][];
    Arrays.setAll(parted, i -> new double[] {-times[i]});
    boolean[] all = new boolean[60];
    Arrays.fill(all, true);
    CoxModel model = CoxModel.fit(data(parted, times, all));
    assertThat(model.converged()).isFalse();
    assertThat(model.coefficients()[0]).isFinite().isPositive();
  }

  @Test
  void aColumnThatFollowsFromOthersOrFromTheStratumIsLeftOut() {
    int[] strata = new int[60];
    double[][] more = new double[60][];
    for (int i = 0; i < 60; i++) {
      strata[i] = i % 3;
      more[i] = new double[] {x[i][0], 7 - 3 * x[i][0], 0.1 * strata[i], x[i][1], 4};
    }
    CoxData data = data(more, times, events).withStrata(strata);
    CoxModel model = CoxModel.fit(data);
    CoxData plain = data(x, times, events).withStrata(strata);
    CoxModel expected = CoxModel.fit(plain);
    double[] b = model.coefficients();
    assertThat(new double[] {b[1], b[2], b[4]}).containsOnly(Double.NaN);
    assertThat(new double[] {b[0], b[3]}).containsExactly(expected.coefficients(), within(1e-9));
    assertThat(model.waldTest().degreesOfFreedom()).isEqualTo(2);
    assertThat(model.robustWaldTest().statistic())
        .isCloseTo(expected.robustWaldTest().statistic(), within(1e-8));
    var zph = ProportionalHazardsTest.of(model, data, ProportionalHazardsTest.Transform.KM);
    assertThat(zph.tests().get(1).statistic()).isNaN();
    assertThat(zph.global().statistic())
        .isCloseTo(
            ProportionalHazardsTest.of(expected, plain, ProportionalHazardsTest.Transform.KM)
                .global()
                .statistic(),
            within(1e-8));
  }

  @Test
  void oneEventHasNoTrend() {
    boolean[] one = new boolean[60];
    one[20] = true;
    CoxData data =
        data(Arrays.stream(x).map(r -> new double[] {r[0]}).toArray(double[][]::new), times, one);
    CoxModel model = CoxModel.fit(data);
    assertThat(
            ProportionalHazardsTest.of(model, data, ProportionalHazardsTest.Transform.LOG)
                .global()
                .pValue())
        .isNaN();
  }

  @Test
  void everybodyDiesAtOnce() {
    double[] same = new double[60];
    Arrays.fill(same, 30);
    boolean[] all = new boolean[60];
    Arrays.fill(all, true);
    CoxModel model = CoxModel.fit(data(x, same, all));
    assertThat(model.nullLogLikelihood())
        .isCloseTo(-org.hipparchus.special.Gamma.logGamma(61), within(1e-9));
    assertThat(KaplanMeier.of(same, all).survival()).containsExactly(0);
    assertThat(
            LogRank.test(same, all, IntStream.range(0, 60).map(i -> i % 2).toArray(), 2)
                .chiSquare())
        .isNaN();
  }
}
