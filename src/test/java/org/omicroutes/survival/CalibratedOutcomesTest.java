package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibratedOutcomesTest {
  private static final double[] DAYS = {100, 200, 300};
  private static final int DRAWS = 400;

  /** Without censoring, the expected gap of one group is that of a binomial share. */
  @Test
  void theErrorOfOneGroupIsThatOfABinomialShare() {
    int n = 100;
    double[] times = new double[n];
    boolean[] events = new boolean[n];
    double[][] curves = new double[n][];
    for (int i = 0; i < n; i++) {
      times[i] = 50 + 10 * i;
      events[i] = true;
      curves[i] = new double[] {0.9, 0.7, 0.5};
    }
    var outcomes = new CalibratedOutcomes(times, events, 300);
    double mean = mean(outcomes, curves, 1, 7);
    double expected = Math.sqrt(2 / Math.PI) * Math.sqrt(0.25 / n);
    assertThat(mean).isCloseTo(expected, within(0.1 * expected));
  }

  @Test
  void theMoreGroupsAndTheMoreCensoringTheMoreChance() {
    int n = 200;
    double[] times = new double[n];
    boolean[] events = new boolean[n];
    double[][] curves = new double[n][];
    for (int i = 0; i < n; i++) {
      times[i] = 10 + 2 * i;
      events[i] = true;
      double s = 0.3 + 0.6 * i / n;
      curves[i] = new double[] {Math.cbrt(s), Math.cbrt(s * s), s};
    }
    var seen = new CalibratedOutcomes(times, events.clone(), 300);
    for (int i = 0; i < n; i += 2) {
      events[i] = false;
    }
    var censored = new CalibratedOutcomes(times, events, 300);
    assertThat(mean(seen, curves, 10, 1)).isGreaterThan(2 * mean(seen, curves, 1, 1));
    assertThat(mean(censored, curves, 10, 1)).isGreaterThan(1.1 * mean(seen, curves, 10, 1));
  }

  @Test
  void followUpEndsWhenItDid() {
    double[] times = {10, 20, 30, 40};
    boolean[] events = {false, true, false, true};
    var draw = new CalibratedOutcomes(times, events, 300).draw(new SplittableRandom(1));
    assertThat(draw.censored()[0]).isEqualTo(10);
    assertThat(draw.censored()[2]).isEqualTo(30);
    assertThat(draw.censored()[1]).isIn(30.0, Double.POSITIVE_INFINITY);
    assertThat(draw.censored()[3]).isInfinite();
  }

  private static double mean(CalibratedOutcomes outcomes, double[][] curves, int groups, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] errors = new double[DRAWS];
    Arrays.setAll(
        errors, d -> outcomes.errors(outcomes.draw(random), DAYS, curves, groups).expected());
    return Arrays.stream(errors).average().orElseThrow();
  }
}
