package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;

class MetricsPropertyTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private final Simulated cohort = Simulated.cohort(120, 2, 9);
  private final double[] times = cohort.survival().times();
  private final boolean[] events = cohort.survival().events();

  @Test
  void perfectAndReversedRisksGiveOneAndZero() {
    // At a time that both share, who is censored there outlives whose event is there.
    double[] perfect = new double[times.length];
    Arrays.setAll(perfect, i -> (events[i] ? 0.5 : 0) - times[i]);
    double[] reversed = Arrays.stream(perfect).map(r -> -r).toArray();
    assertThat(Concordance.harrell(times, events, perfect).value()).isEqualTo(1);
    assertThat(Concordance.harrell(times, events, reversed).value()).isZero();
    assertThat(Concordance.uno(times, events, perfect, INF).value()).isEqualTo(1);
    assertThat(Concordance.uno(times, events, reversed, INF).value()).isZero();
    assertThat(TimeDependentAuc.at(times, events, perfect, 700).value())
        .isCloseTo(1, within(1e-12));
    assertThat(TimeDependentAuc.at(times, events, times, 700).value()).isCloseTo(0, within(1e-12));
    double[] constant = new double[times.length];
    assertThat(Concordance.harrell(times, events, constant).value()).isEqualTo(0.5);
    assertThat(TimeDependentAuc.at(times, events, constant, 700).value())
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void theOrderOfSamplesDoesNotMatter() {
    SurvivalPredictions predictions = predictions();
    List<String> shuffled = new ArrayList<>(cohort.survival().sampleIds());
    Collections.shuffle(shuffled, new Random(3));
    var first = all(predictions, cohort.survival());
    var second = all(predictions.select(shuffled), cohort.survival().select(shuffled));
    for (int m = 0; m < first.size(); m++) {
      assertThat(second.get(m).value()).isCloseTo(first.get(m).value(), within(1e-9));
      if (!Double.isNaN(first.get(m).standardError())) {
        assertThat(second.get(m).standardError())
            .isCloseTo(first.get(m).standardError(), within(1e-9));
      }
    }
  }

  private List<Metric> all(SurvivalPredictions p, SurvivalData s) {
    return SurvivalMetrics.of(p, s, new int[s.size()], p.risk(), BrierScore.Integration.TRAPEZOID);
  }

  private SurvivalPredictions predictions() {
    CoxModel model =
        CoxModel.fit(
            cohort.features().featureIds(),
            cohort.features().toSamplesByFeatures(),
            cohort.survival(),
            CoxModel.Ties.EFRON);
    double[] risk = new double[times.length];
    for (int i = 0; i < risk.length; i++) {
      risk[i] = model.risk(cohort.features().column(i));
    }
    return SurvivalInputs.predictions(
        cohort.survival().sampleIds(),
        risk,
        BreslowBaseline.fit(times, events, risk, CoxModel.Ties.EFRON),
        new int[] {12, 24, 36});
  }

  @Test
  void aModelIsCalibratedOnItsOwnTrainingSamples() {
    SurvivalPredictions predictions = predictions();
    double[] survival = SurvivalMetrics.column(predictions, 1);
    double day = predictions.horizonDays(1);
    assertThat(Calibration.slope(times, events, survival, INF).value()).isCloseTo(1, within(1e-6));
    assertThat(Calibration.intercept(times, events, survival, day).value())
        .isCloseTo(0, within(0.05));
    assertThat(Calibration.bins(times, events, survival, day, 10)).hasSize(10);
    assertThat(
            Calibration.bins(times, events, survival, day, 10).stream()
                .mapToInt(Calibration.Bin::samples)
                .sum())
        .isEqualTo(120);
  }

  @Test
  void withoutCensoringBrierIsTheMeanSquaredErrorAndAucThePlainOne() {
    double[] t = {1, 2, 3, 4};
    boolean[] e = {true, true, true, true};
    double[] survival = {0.2, 0.6, 0.5, 0.9};
    assertThat(BrierScore.at(t, e, survival, 2.5).value())
        .isCloseTo((0.04 + 0.36 + 0.25 + 0.01) / 4, within(1e-15));
    double[] risk = {0.8, 0.4, 0.5, 0.1};
    assertThat(TimeDependentAuc.at(t, e, risk, 2.5).value()).isCloseTo(0.75, within(1e-15));
    // Kaplan-Meier in bins {0.2, 0.5} and {0.6, 0.9} is 1/2 each: (|.35-.5| + |.75-.5|) / 2
    assertThat(Calibration.errors(t, e, survival, 2.5, 2).expected()).isCloseTo(0.2, within(1e-15));
  }

  @Test
  void oneEventAndNoEvent() {
    boolean[] none = new boolean[times.length];
    boolean[] one = new boolean[times.length];
    one[5] = true;
    double[] risk = cohort.features().row(0);
    assertThat(Concordance.harrell(times, none, risk).estimable()).isFalse();
    assertThat(TimeDependentAuc.at(times, none, risk, 500).estimable()).isFalse();
    assertThat(Calibration.slope(times, none, risk, 500).value()).isNaN();
    assertThat(Concordance.harrell(times, one, risk).value()).isBetween(0.0, 1.0);
    SurvivalData censored = new SurvivalData(cohort.survival().sampleIds(), times, none);
    assertThatThrownBy(
            () ->
                CoxModel.fit(
                    cohort.features().featureIds(),
                    cohort.features().toSamplesByFeatures(),
                    censored,
                    CoxModel.Ties.EFRON))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("all censored");
  }
}
