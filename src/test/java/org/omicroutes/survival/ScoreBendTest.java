package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.SurvivalData;

class ScoreBendTest {
  private record Cohort(double[] scores, int[] fold, SurvivalData survival) {
    ScoreBend bend() {
      return PiecewiseCalibration.of(scores, fold, survival).bend();
    }
  }

  /** Log hazards with one slope below 0 and another above; folds with their own zero point. */
  private static Cohort cohort(int n, double below, double above, long seed) {
    Random random = new Random(seed);
    List<String> ids = new ArrayList<>();
    double[] scores = new double[n];
    double[] times = new double[n];
    boolean[] events = new boolean[n];
    int[] fold = new int[n];
    for (int i = 0; i < n; i++) {
      ids.add("p" + i);
      scores[i] = random.nextGaussian();
      fold[i] = 1 + i % 5;
      double hazard = Math.exp((scores[i] < 0 ? below : above) * scores[i]);
      double death = -Math.log(random.nextDouble()) / hazard;
      double censored = -2 * Math.log(random.nextDouble());
      times[i] = 1 + Math.min(death, censored);
      events[i] = death <= censored;
    }
    return new Cohort(scores, fold, new SurvivalData(ids, times, events));
  }

  @Test
  void findsBothSlopes() {
    Cohort cohort = cohort(3000, 2, 0.5, 1);
    ScoreBend bend = cohort.bend();
    assertThat(bend.at()).isCloseTo(0, within(0.1));
    assertThat(bend.above()).isCloseTo(0.25, within(0.08));
    var straight = PiecewiseCalibration.of(cohort.scores, cohort.fold, cohort.survival);
    double[] risk = straight.risk(new double[] {-1.5, -0.5, 0.5, 1.5});
    assertThat(risk[1] - risk[0]).isCloseTo(2, within(0.25));
    assertThat(risk[3] - risk[2]).isCloseTo(0.5, within(0.15));
  }

  @Test
  void curvesOfOtherPatientsAreCalibratedOnBothSides() {
    Cohort cohort = cohort(3000, 2, 0.5, 2);
    Cohort others = cohort(3000, 2, 0.5, 3);
    double[][] curves =
        PiecewiseCalibration.of(cohort.scores, cohort.fold, cohort.survival)
            .survival(others.scores, new double[] {1.7});
    double[] alive = Arrays.stream(curves).mapToDouble(c -> c[0]).toArray();
    double[] times = others.survival.times();
    boolean[] events = others.survival.events();
    assertThat(Calibration.errors(times, events, alive, 1.7, 10).expected()).isLessThan(0.03);
    double[][] lines =
        ScoreCalibration.of(cohort.scores, cohort.survival)
            .survival(others.scores, new double[] {1.7});
    double[] line = Arrays.stream(lines).mapToDouble(c -> c[0]).toArray();
    assertThat(Calibration.errors(times, events, line, 1.7, 10).expected()).isGreaterThan(0.05);
  }

  /** Over many cohorts without a bend the two slopes are left nearly as one. */
  @Test
  void chanceBendsLittle() {
    double[] ratios = new double[40];
    for (int k = 0; k < ratios.length; k++) {
      Cohort cohort = cohort(400, 1, 1, 10 + k);
      ScoreBend bend = cohort.bend();
      ratios[k] = Math.abs(Math.log(bend.above()));
    }
    Arrays.sort(ratios);
    assertThat(ratios[ratios.length / 2]).isZero();
    assertThat(ratios[ratios.length - 1]).isLessThan(1);
  }

  @Test
  void keepsTheOrderOfScores() {
    Cohort cohort = cohort(500, 2, -0.5, 4);
    ScoreBend bend = cohort.bend();
    double[] scores = {-3, -1, bend.at(), 0.5, 1, 4};
    double[] bent = bend.of(scores);
    for (int i = 1; i < bent.length; i++) {
      assertThat(bent[i]).isGreaterThan(bent[i - 1]);
    }
    assertThat(bend.of(new double[] {bend.at()})[0]).isEqualTo(bend.at());
  }

  @Test
  void fewEventsBendNothing() {
    Cohort cohort = cohort(50, 3, 0.2, 5);
    assertThat(cohort.bend()).isEqualTo(ScoreBend.NONE);
  }
}
