package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Against R's glm (src/test/oracle/classification/make.R). */
class ClassCalibrationTest {

  @ParameterizedTest
  @CsvSource({
    "cohort, simulated 150 patients",
    "opposite, '80 patients, probabilities the wrong way round, one 0'",
    "small, '7 patients, ties'",
    "days, 'gbsg at 36 months, weighted'",
    "months, 'gbsg at 36 months, tied times, weighted'"
  })
  void isGlm(String name, String what) throws Exception {
    Frozen scores = Frozen.read("classification/scores.tsv.gz").where("data", name);
    ScoredLabels data =
        scores.size() > 0 ? RocAucTest.scored(scores, "second") : HorizonLabelsTest.gbsg(name);
    Frozen expected = Frozen.read("classification/calibration.tsv.gz").where("data", name);
    ClassCalibration found = ClassCalibration.of(data, 10, 0.95);
    Agreement.of("class-calibration", "classification", "R", "glm", what)
        .close("in the large", found.inTheLarge().value(), expected.number("large"), 1e-9)
        .close(
            "in the large, standard error",
            found.inTheLarge().standardError(),
            expected.number("large.se"),
            1e-9)
        .close("intercept", found.intercept().value(), expected.number("intercept"), 1e-9)
        .close(
            "intercept, standard error",
            found.intercept().standardError(),
            expected.number("intercept.se"),
            1e-9)
        .close("slope", found.slope().value(), expected.number("slope"), 1e-9)
        .close(
            "slope, standard error",
            found.slope().standardError(),
            expected.number("slope.se"),
            1e-9)
        .close(
            "expected over observed",
            found.expectedOverObserved().value(),
            expected.number("ratio"),
            1e-12);
  }

  /** By hand: groups of three; gaps |.2 - 0|, |.5 - 2/3| and |.9 - 1|, weights 3, 4 and 3. */
  @Test
  void groupsAndErrorsByHand() {
    double[] label = {0, 0, 0, 1, 0, 1, 1, 1, 1};
    double[] p = {.1, .2, .3, .5, .5, .5, .8, .9, 1};
    double[] weight = {1, 1, 1, 2, 1, 1, 1, 1, 1};
    ClassCalibration found = ClassCalibration.of(ScoredLabels.of(label, p, weight), 3, 0.95);
    assertThat(found.groups())
        .extracting(ClassCalibration.Group::patients)
        .containsExactly(3, 3, 3);
    ClassCalibration.Group middle = found.groups().get(1);
    assertThat(middle.weight()).isEqualTo(4);
    assertThat(middle.predicted()).isEqualTo(.5);
    assertThat(middle.observed()).isEqualTo(Interval.wilson(.75, 16 / 6.0, .95));
    assertThat(found.expectedError()).isCloseTo((3 * .2 + 4 * .25 + 3 * .1) / 10, within(1e-15));
    assertThat(found.maximumError()).isCloseTo(.25, within(1e-15));
    double ratio = (.6 + 2 + 2.7) / 6;
    assertThat(found.expectedOverObserved().value()).isCloseTo(ratio, within(1e-15));
  }

  @Test
  void equalProbabilitiesAreOneGroupWithoutSlope() {
    ClassCalibration found =
        ClassCalibration.of(
            ScoredLabels.of(new double[] {1, 0, 0, 0}, new double[] {.5, .5, .5, .5}), 10, .95);
    assertThat(found.groups()).hasSize(1);
    assertThat(found.slope().value()).isNaN();
    assertThat(found.intercept().standardError()).isNaN();
    assertThat(found.inTheLarge().value()).isCloseTo(Math.log(1 / 3.0), within(1e-12));
    assertThat(found.expectedError()).isCloseTo(.25, within(1e-15));
  }

  /** Without overlap the likelihood has no maximum; certain probabilities stay finite. */
  @Test
  void certainAndRightHasNoSlopeButAnInterceptAndNoError() {
    ClassCalibration found =
        ClassCalibration.of(
            ScoredLabels.of(new double[] {1, 0, 1, 0}, new double[] {1, 0, 1, 0}), 10, .95);
    assertThat(found.slope().value()).isNaN();
    assertThat(found.inTheLarge().value()).isCloseTo(0, within(1e-9));
    assertThat(found.expectedError()).isZero();
    ClassCalibration never =
        ClassCalibration.of(ScoredLabels.of(new double[] {1, 0}, new double[2]), 10, .95);
    assertThat(never.expectedOverObserved().value()).isZero();
    assertThat(never.expectedOverObserved().upper()).isNaN();
    assertThat(never.inTheLarge().value()).isCloseTo(Math.log(1e6 - 1), within(1e-6));
  }

  @Test
  void rightProbabilitiesHaveSlopeOneAndTheIntervalsHoldIt() {
    SplittableRandom random = new SplittableRandom(8);
    int covered = 0;
    for (int repeat = 0; repeat < 200; repeat++) {
      double[] p = random.doubles(300, .05, .95).toArray();
      double[] label = new double[p.length];
      double[] weight = random.doubles(p.length, .2, 5).toArray();
      java.util.Arrays.setAll(label, i -> random.nextDouble() < p[i] ? 1 : 0);
      var slope = ClassCalibration.of(ScoredLabels.of(label, p, weight), 10, .95).slope();
      covered += Math.abs(slope.value() - 1) < 1.96 * slope.standardError() ? 1 : 0;
    }
    assertThat(covered).isBetween(180, 198);
  }

  @Test
  void oneClassIsAnError() {
    assertThatThrownBy(
            () -> ClassCalibration.of(ScoredLabels.of(new double[2], new double[2]), 10, .95))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(
            () ->
                ClassCalibration.of(
                    ScoredLabels.of(new double[] {0, 1}, new double[] {.5, 1.5}), 10, .95))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("probability 1.5 of patient 2");
  }
}
