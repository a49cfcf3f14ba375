package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.SurvivalData;

class FeatureCoxTest {
  private static final int N = 120;
  private final double[][] x = new double[N][3];
  private final SurvivalData survival = simulate();

  private SurvivalData simulate() {
    Random random = new Random(11);
    List<String> ids = new ArrayList<>();
    double[] times = new double[N];
    boolean[] events = new boolean[N];
    for (int i = 0; i < N; i++) {
      ids.add("p" + i);
      x[i][0] = 3 + 2 * random.nextGaussian();
      x[i][1] = random.nextGaussian();
      x[i][2] = 7;
      times[i] = Math.ceil(-Math.log(random.nextDouble()) * 40 * Math.exp(-0.4 * x[i][0]) * 10);
      events[i] = random.nextDouble() < 0.7;
    }
    return new SurvivalData(ids, times, events);
  }

  private FeatureCox fit() {
    List<FeatureCox.Fold> folds =
        FeatureCox.insides(survival, 5, 1).stream()
            .map(inside -> new FeatureCox.Fold(inside, x))
            .toList();
    return FeatureCox.fit(List.of("a", "b", "constant"), x, folds, survival);
  }

  /** At the maximum the derivative of the partial likelihood is the penalty times b. */
  @Test
  void coefficientsSolveThePenalisedScoreEquations() {
    FeatureCox cox = fit();
    double[] b = cox.coefficients();
    for (int f = 0; f < 2; f++) {
      double score = 0;
      for (int i = 0; i < N; i++) {
        if (survival.event(i)) {
          score += z(cox, i, f) - meanAtRisk(cox, survival.time(i), f);
        }
      }
      assertThat(score).isCloseTo(cox.penalty() * b[f], within(1e-4));
    }
    assertThat(b[0]).isGreaterThan(0.4);
    assertThat(b[2]).isZero();
  }

  private static double z(FeatureCox cox, double[] row, int f) {
    return (row[f] - cox.means()[f]) / cox.scales()[f];
  }

  private double z(FeatureCox cox, int patient, int f) {
    return z(cox, x[patient], f);
  }

  private double meanAtRisk(FeatureCox cox, double time, int f) {
    double sum = 0;
    double weights = 0;
    for (int j = 0; j < N; j++) {
      if (survival.time(j) >= time) {
        double[] b = cox.coefficients();
        double weight = Math.exp(b[0] * z(cox, j, 0) + b[1] * z(cox, j, 1));
        sum += weight * z(cox, j, f);
        weights += weight;
      }
    }
    return sum / weights;
  }

  @Test
  void aMissingFeatureCountsAsTheMean() {
    FeatureCox cox = fit();
    double[][] asked = {{Double.NaN, 1, 7}, {cox.means()[0], 1, 7}};
    double[] risk = cox.risk(asked);
    assertThat(risk[0]).isEqualTo(risk[1]);
  }

  /** A feature that follows the outcome of those inside, and is noise for those left out. */
  @Test
  void anOverfittedFeatureIsShrunkAway() {
    double[][] full = new double[N][1];
    int[] all = new int[N];
    Arrays.setAll(all, i -> i);
    outcome(all, full);
    double calibrated = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<FeatureCox.Fold> folds = new ArrayList<>();
      for (int[] inside : FeatureCox.insides(survival, 5, 1)) {
        double[][] made = new double[N][1];
        Arrays.setAll(made, i -> new double[] {random.nextGaussian()});
        outcome(inside, made);
        folds.add(new FeatureCox.Fold(inside, made));
      }
      FeatureCox cox = FeatureCox.fit(List.of("overfitted"), full, folds, survival);
      calibrated += cox.slope() * cox.coefficients()[0] / 20;
    }
    assertThat(calibrated).isLessThan(0.1);
    List<FeatureCox.Fold> leaking =
        FeatureCox.insides(survival, 5, 1).stream()
            .map(inside -> new FeatureCox.Fold(inside, full))
            .toList();
    FeatureCox believed = FeatureCox.fit(List.of("overfitted"), full, leaking, survival);
    assertThat(believed.slope() * believed.coefficients()[0]).isGreaterThan(0.5);
  }

  /** Sets minus the log time of these patients, blurred, of mean 0 and deviation 1 among them. */
  private void outcome(int[] inside, double[][] x) {
    double[] blur = new Random(99).doubles(N, -1, 1).toArray();
    double[] value =
        Arrays.stream(inside).mapToDouble(i -> blur[i] - Math.log(survival.time(i))).toArray();
    double mean = Arrays.stream(value).average().orElseThrow();
    double squares = Arrays.stream(value).map(v -> (v - mean) * (v - mean)).sum();
    for (int k = 0; k < inside.length; k++) {
      x[inside[k]][0] = (value[k] - mean) / Math.sqrt(squares / (inside.length - 1));
    }
  }
}
