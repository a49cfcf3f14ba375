package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.SurvivalData;

class PiecewiseCalibrationTest {
  private static final double CHANGE = 700;

  /**
   * Scores, and survival whose log hazard ratio is {@code early} until a day and then {@code late}.
   */
  private record Cohort(double[] scores, SurvivalData survival) {
    static Cohort of(int n, double early, double late, long seed) {
      Random random = new Random(seed);
      List<String> ids = new ArrayList<>();
      double[] scores = new double[n];
      double[] times = new double[n];
      boolean[] events = new boolean[n];
      for (int i = 0; i < n; i++) {
        ids.add("p" + i);
        scores[i] = random.nextGaussian();
        double first = 1000 * Math.exp(-early * scores[i]) * exponential(random);
        double death =
            first < CHANGE
                ? first
                : CHANGE + 1000 * Math.exp(-late * scores[i]) * exponential(random);
        double censored = 4000 * exponential(random);
        times[i] = Math.ceil(Math.min(death, censored)) + 1;
        events[i] = death <= censored;
      }
      return new Cohort(scores, new SurvivalData(ids, times, events));
    }

    private static double exponential(Random random) {
      return -Math.log(random.nextDouble());
    }

    int[] oneFold() {
      int[] fold = new int[scores.length];
      Arrays.fill(fold, 1);
      return fold;
    }
  }

  @Test
  void findsASlopeThatFades() {
    Cohort cohort = Cohort.of(2000, 1.4, 0.3, 1);
    var fitted = PiecewiseCalibration.of(cohort.scores, cohort.oneFold(), cohort.survival);
    assertThat(fitted.slopes()).hasSize(3);
    assertThat(fitted.slopes()[0]).isCloseTo(1.4, within(0.15));
    assertThat(fitted.slopes()[2]).isCloseTo(0.3, within(0.15));
    assertThat(fitted.slope()).isBetween(fitted.slopes()[2], fitted.slopes()[0]);
    Cohort others = Cohort.of(2000, 1.4, 0.3, 2);
    double[] times = others.survival.times();
    double[] piecewise = at(fitted.survival(others.scores, new double[] {500}));
    double[] one =
        at(
            ScoreCalibration.of(cohort.scores, cohort.survival)
                .survival(others.scores, new double[] {500}));
    boolean[] events = others.survival.events();
    assertThat(Calibration.slope(times, events, piecewise, 500).value()).isBetween(0.9, 1.1);
    assertThat(Calibration.slope(times, events, one, 500).value()).isGreaterThan(1.15);
  }

  private static double[] at(double[][] curves) {
    return Arrays.stream(curves).mapToDouble(curve -> curve[0]).toArray();
  }

  /** With equal slopes in all pieces the curves are those of a single one. */
  @Test
  void isThePlainCalibrationWhereChanceExplainsTheDifferences() {
    Cohort cohort = Cohort.of(25, 0.8, 0.8, 3);
    var fitted = PiecewiseCalibration.of(cohort.scores, cohort.oneFold(), cohort.survival);
    var plain = ScoreCalibration.of(cohort.scores, cohort.survival);
    double[] days = {100, 500, 1500};
    double[][] expected = plain.survival(cohort.scores, days);
    double[][] found = fitted.survival(cohort.scores, days);
    assertThat(fitted.slope()).isCloseTo(plain.slope(), within(1e-9));
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).containsExactly(expected[i], within(1e-9));
    }
  }

  /** Each fold's scores may have a zero point of their own. */
  @Test
  void slopesAreThoseWithinFolds() {
    Cohort cohort = Cohort.of(1000, 1, 1, 4);
    int[] fold = new int[1000];
    double[] shifted = cohort.scores.clone();
    for (int i = 0; i < fold.length; i++) {
      fold[i] = 1 + i % 4;
      shifted[i] += fold[i];
    }
    var fitted = PiecewiseCalibration.of(shifted, fold, cohort.survival);
    assertThat(fitted.slope()).isCloseTo(1, within(0.12));
  }

  @Test
  void scoresThatMisleadAreNotUsed() {
    Cohort cohort = Cohort.of(300, -1, -1, 5);
    var fitted = PiecewiseCalibration.of(cohort.scores, cohort.oneFold(), cohort.survival);
    assertThat(fitted.slope()).isZero();
    assertThat(fitted.slopes()).containsOnly(0);
    double[][] curves = fitted.survival(new double[] {-2, 2}, new double[] {300, 900});
    assertThat(curves[0]).containsExactly(curves[1], within(1e-12));
    assertThat(curves[0][1]).isLessThan(curves[0][0]);
  }
}
