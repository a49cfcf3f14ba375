package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What the bootstrap measures on counts is what the plain routines say of the resample itself. */
class ResamplingPropertyTest {

  /** A small cohort with tied times and predictions, and a resample of it. */
  private static final class Drawn {
    final double[] times;
    final boolean[] events;
    final double[] survival;
    final int[] counts;
    final double[] drawnTimes;
    final boolean[] drawnEvents;
    final double[] drawnSurvival;

    Drawn(int n, long seed) {
      Random random = new Random(seed);
      times = new double[n];
      events = new boolean[n];
      survival = new double[n];
      counts = new int[n];
      for (int i = 0; i < n; i++) {
        times[i] = 1 + random.nextInt(20);
        events[i] = random.nextBoolean();
        survival[i] = (1 + random.nextInt(30)) / 32.0;
      }
      random.ints(n, 0, n).forEach(i -> counts[i]++);
      int[] out =
          IntStream.range(0, n)
              .flatMap(i -> IntStream.generate(() -> i).limit(counts[i]))
              .toArray();
      drawnTimes = Arrays.stream(out).mapToDouble(i -> times[i]).toArray();
      drawnSurvival = Arrays.stream(out).mapToDouble(i -> survival[i]).toArray();
      drawnEvents = new boolean[n];
      for (int k = 0; k < n; k++) {
        drawnEvents[k] = events[out[k]];
      }
    }
  }

  private static void same(double found, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(found).isNaN();
    } else {
      assertThat(found).isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
    }
  }

  @Property
  void errorsAndIntercept(@ForAll @IntRange(min = 5, max = 60) int n, @ForAll long seed) {
    Drawn d = new Drawn(n, seed);
    var resampled = new ResampledCalibration(d.times, d.events, d.survival, 11.5);
    var plain = Calibration.errors(d.drawnTimes, d.drawnEvents, d.drawnSurvival, 11.5, 10);
    same(resampled.errors(d.counts, 10).expected(), plain.expected());
    same(resampled.errors(d.counts, 10).maximum(), plain.maximum());
    same(
        resampled.intercept(d.counts),
        Calibration.intercept(d.drawnTimes, d.drawnEvents, d.drawnSurvival, 11.5).value());
  }

  @Property
  void slopeAndSeparation(@ForAll @IntRange(min = 40, max = 80) int n, @ForAll long seed) {
    Drawn d = new Drawn(n, seed);
    var resampled = new ResampledCalibration(d.times, d.events, d.survival, 15);
    same(
        resampled.slope(d.counts),
        Calibration.slope(d.drawnTimes, d.drawnEvents, d.drawnSurvival, 15).value());
    var separation = RoystonSauerbrei.of(d.drawnTimes, d.drawnEvents, d.drawnSurvival);
    double[] found = new ResampledSeparation(d.times, d.events, d.survival).measure(d.counts);
    same(found[0], separation.d());
    same(found[1], separation.explained());
  }

  @Property
  void logRankWeightsAndDecomposition(
      @ForAll @IntRange(min = 20, max = 60) int n, @ForAll long seed) {
    Drawn d = new Drawn(n, seed);
    boolean[] high = new boolean[n];
    int[] groups = new int[n];
    for (int i = 0, k = 0; i < n; i++) {
      high[i] = d.survival[i] < 0.5;
      for (int c = 0; c < d.counts[i]; c++) {
        groups[k++] = high[i] ? 1 : 0;
      }
    }
    same(
        new ResampledLogRank(d.times, d.events, high).chiSquare(d.counts),
        LogRank.test(d.drawnTimes, d.drawnEvents, groups, 2).chiSquare());

    CensoringWeights plain = new CensoringWeights(d.drawnTimes, d.drawnEvents, 11.5);
    double[] weights = new ResampledWeights(d.times, d.events, 11.5).of(d.counts);
    for (int i = 0, k = 0; i < n; i++) {
      for (int c = 0; c < d.counts[i]; c++) {
        same(weights[i] / d.counts[i], plain.weight(k++));
      }
    }

    BrierDecomposition found =
        new ResampledDecomposition(d.times, d.events, d.survival, 11.5, 5).of(d.counts);
    BrierDecomposition expected =
        BrierDecomposition.of(d.drawnTimes, d.drawnEvents, d.drawnSurvival, 11.5, 5);
    if (!Double.isNaN(found.brier())) {
      same(found.brier(), expected.brier());
      same(found.reliability(), expected.reliability());
      same(found.resolution(), expected.resolution());
      same(found.withinVariance(), expected.withinVariance());
      assertThat(found.groups()).hasSameSizeAs(expected.groups());
    }
  }

  @Test
  void theBootstrapOfAMeanHasTheStandardErrorOfAMean() {
    Random random = new Random(4);
    double[] x = random.doubles(80).toArray();
    double mean = Arrays.stream(x).average().orElseThrow();
    double[][] replicates =
        Bootstrap.replicates(
            80,
            4000,
            7,
            counts -> {
              double sum = 0;
              for (int i = 0; i < 80; i++) {
                sum += counts[i] * x[i];
              }
              return new double[] {sum / 80};
            });
    double[] means = Arrays.stream(replicates).mapToDouble(r -> r[0]).toArray();
    double sd = Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / 80);
    Bootstrap.Spread spread = Bootstrap.spread(mean, means);
    assertThat(spread.standardError()).isCloseTo(sd / Math.sqrt(80), within(0.001));
    assertThat(spread.upper() - spread.lower())
        .isCloseTo(2 * 1.96 * spread.standardError(), within(0.006));
    assertThat((spread.upper() + spread.lower()) / 2).isCloseTo(mean, within(0.003));
    assertThat(Bootstrap.spread(Double.NaN, means)).isEqualTo(Bootstrap.Spread.NONE);
    assertThat(Bootstrap.spread(1, new double[] {1, Double.NaN, Double.NaN, Double.NaN}))
        .isEqualTo(Bootstrap.Spread.NONE);
  }
}
