package org.omicroutes.models.mmfn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecalibrationTest {

  @Test
  void findsTheSlopeAndInterceptOfLogOddsThatAreTooExtreme() {
    Random random = new Random(5);
    int n = 20_000;
    double[] logOdds = random.doubles(n, -6, 6).toArray();
    double[] labels = new double[n];
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    Arrays.setAll(
        labels, i -> random.nextDouble() < 1 / (1 + Math.exp(-(0.4 + 0.5 * logOdds[i]))) ? 1 : 0);
    Recalibration found = Recalibration.of(logOdds, labels, ones);
    assertThat(found.slope()).isCloseTo(0.5, within(0.03));
    assertThat(found.intercept()).isCloseTo(0.4, within(0.06));
    double mean = Arrays.stream(found.probability(logOdds)).average().orElseThrow();
    assertThat(mean).isCloseTo(Arrays.stream(labels).average().orElseThrow(), within(1e-9));
  }

  @Test
  void logOddsThatPointTheWrongWayCountForNothing() {
    double[] labels = {1, 1, 1, 0, 0, Double.NaN};
    double[] weights = {1, 1, 1, 1, 2, 0};
    Recalibration found = Recalibration.of(new double[] {-2, -1, -3, 2, 1, 9}, labels, weights);
    assertThat(found.slope()).isZero();
    assertThat(found.probability(new double[] {-5, 5}))
        .containsExactly(new double[] {0.5, 0.5}, within(1e-9));
  }

  @Test
  void classesThatDoNotOverlapHaveAFiniteSlope() {
    Recalibration found =
        Recalibration.of(
            new double[] {-2, -1, 1, 2}, new double[] {0, 0, 1, 1}, new double[] {1, 1, 1, 1});
    assertThat(found.slope()).isBetween(1.0, 6.0);
  }
}
