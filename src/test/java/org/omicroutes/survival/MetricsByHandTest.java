package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;

/** Measures whose value can be told without a program. */
class MetricsByHandTest {

  @Test
  void withoutCensoringBrierIsTheMeanSquaredErrorAndAucThePlainOne() {
    double[] t = {1, 2, 3, 4};
    boolean[] e = {true, true, true, true};
    double[] survival = {0.2, 0.6, 0.5, 0.9};
    double score = (0.04 + 0.36 + 0.25 + 0.01) / 4;
    Estimate brier = BrierScore.at(t, e, survival, 2.5);
    assertThat(brier.value()).isCloseTo(score, within(1e-15));
    // Half of them live: the null model's score is 1/4.
    Estimate scaled = BrierScore.scaled(brier, BrierScore.ofNull(t, e, 2.5));
    assertThat(scaled.value()).isCloseTo(1 - score / 0.25, within(1e-15));
    double[] risk = {0.8, 0.4, 0.5, 0.1};
    assertThat(TimeDependentAuc.at(t, e, risk, 2.5).value()).isCloseTo(0.75, within(1e-15));
    // Kaplan-Meier in bins {0.2, 0.5} and {0.6, 0.9} is 1/2 each: .15 and .25 apart
    Calibration.Errors errors = Calibration.errors(t, e, survival, 2.5, 2);
    assertThat(errors.expected()).isCloseTo(0.2, within(1e-15));
    assertThat(errors.maximum()).isCloseTo(0.25, within(1e-15));
    // Predicted to die: the first alone; dead: two of four. Agreed 3/4, by chance 1/2.
    int[] once = {1, 1, 1, 1};
    assertThat(ClassAgreement.withOutcome(t, e, survival, 2.5, once).value())
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void everybodyDeadByTheHorizonIsMeasuredAndLostFollowUpIsNot() {
    double[] t = {1, 2, 3, 4};
    double[] survival = {0.1, 0.1, 0.2, 0.2};
    assertThat(BrierScore.at(t, new boolean[] {true, true, true, true}, survival, 9).value())
        .isCloseTo((0.01 + 0.01 + 0.04 + 0.04) / 4, within(1e-15));
    boolean[] lost = {true, true, true, false};
    assertThat(BrierScore.at(t, lost, survival, 9).estimable()).isFalse();
    assertThat(BrierScore.at(t, lost, survival, 4).estimable()).isFalse();
    assertThat(BrierScore.at(t, lost, survival, 3.5).estimable()).isTrue();
  }

  @Test
  void aModelIsCalibratedOnItsOwnTrainingSamples() {
    Simulated cohort = Simulated.cohort(120, 2, 9);
    double[] times = cohort.survival().times();
    boolean[] events = cohort.survival().events();
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
    SurvivalPredictions predictions =
        SurvivalInputs.predictions(
            cohort.survival().sampleIds(),
            risk,
            BreslowBaseline.fit(times, events, risk, CoxModel.Ties.EFRON),
            new int[] {12, 24, 36, 48, 60, 90, 120, 180, 240});
    double[] survival = SurvivalMetrics.column(predictions, 1);
    double day = predictions.horizonDays(1);
    double slope = Calibration.slope(times, events, survival, Double.POSITIVE_INFINITY).value();
    assertThat(slope).isCloseTo(1, within(1e-6));
    assertThat(Calibration.intercept(times, events, survival, day).value())
        .isCloseTo(0, within(0.05));
    assertThat(Calibration.bins(times, events, survival, day, 10))
        .hasSize(10)
        .allMatch(bin -> bin.samples() == 12);
    assertThat(DCalibration.test(predictions, times, events).pValue()).isGreaterThan(0.2);
    double[][] wrong = new double[times.length][];
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = java.util.Arrays.stream(predictions.survival()[i]).map(s -> s * s * s).toArray();
    }
    var extreme =
        new SurvivalPredictions(predictions.sampleIds(), risk, predictions.horizonMonths(), wrong);
    assertThat(DCalibration.test(extreme, times, events).pValue()).isLessThan(1e-3);
  }

  @Test
  void nothingIsMeasuredWithoutAnEvent() {
    Simulated cohort = Simulated.cohort(50, 2, 9);
    double[] times = cohort.survival().times();
    boolean[] none = new boolean[50];
    double[] risk = cohort.features().row(0);
    assertThat(Concordance.harrell(times, none, risk).estimable()).isFalse();
    assertThat(TimeDependentAuc.at(times, none, risk, 500).estimable()).isFalse();
    assertThat(Calibration.slope(times, none, risk.clone(), 500).value()).isNaN();
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
