package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;

class SurvivalForestPropertyTest {
  private static final double[] DAYS = {100, 500, 1500};

  /** Times, events and values with ties and holes. */
  private static SurvivalData outcome(Random random, int n) {
    List<String> ids = new ArrayList<>();
    double[] times = new double[n];
    boolean[] events = new boolean[n];
    for (int i = 0; i < n; i++) {
      ids.add("s" + i);
      times[i] = 1 + random.nextInt(n);
      events[i] = random.nextInt(3) > 0;
    }
    events[0] = true;
    return new SurvivalData(ids, times, events);
  }

  /** The best log-rank statistic of all ways to part a feature's samples, one by one. */
  private static double bestOfAll(double[] x, SurvivalData s, int[] drawn, int minNodeSize) {
    double best = 0;
    double[] cuts = new double[x.length + 1];
    System.arraycopy(x, 0, cuts, 0, x.length);
    cuts[x.length] = Double.NEGATIVE_INFINITY;
    for (double cut : cuts) {
      for (boolean missingLeft : new boolean[] {true, false}) {
        List<Integer> copies = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
          copies.addAll(Collections.nCopies(drawn[i], i));
        }
        int[] side =
            copies.stream()
                .mapToInt(i -> (Double.isNaN(x[i]) ? missingLeft : x[i] <= cut) ? 0 : 1)
                .toArray();
        double[] times = copies.stream().mapToDouble(s::time).toArray();
        boolean[] events = new boolean[times.length];
        for (int k = 0; k < events.length; k++) {
          events[k] = s.event(copies.get(k));
        }
        int right = Arrays.stream(side).sum();
        if (Math.min(right, side.length - right) >= minNodeSize) {
          double chi = LogRank.test(times, events, side, 2).chiSquare();
          best = Double.isNaN(chi) ? best : Math.max(best, chi);
        }
      }
    }
    return best;
  }

  @Property
  void theSplitFoundIsTheBestOfAll(
      @ForAll long seed, @ForAll @IntRange(min = 4, max = 30) int n, @ForAll boolean holes) {
    Random random = new Random(seed);
    SurvivalData survival = outcome(random, n);
    double[] x = new double[n];
    int[] drawn = new int[n];
    for (int i = 0; i < n; i++) {
      x[i] = holes && random.nextInt(4) == 0 ? Double.NaN : random.nextInt(n);
      drawn[i] = 1 + random.nextInt(3);
    }
    int minNodeSize = 1 + random.nextInt(4);
    ForestData data = new ForestData(new double[][] {x}, survival);
    int[] samples = new int[n];
    int[] drawnInOrder = new int[n];
    for (int i = 0; i < n; i++) {
      samples[i] = i;
      drawnInOrder[i] = drawn[data.original(i)];
    }
    ForestSplitter splitter = new ForestSplitter(data, minNodeSize, 0);
    splitter.node(samples, 0, n, drawnInOrder);
    if (splitter.divisible()) {
      splitter.tryFeature(0, null);
    }
    assertThat(splitter.bestStatistic())
        .isCloseTo(bestOfAll(x, survival, drawn, minNodeSize), within(1e-8));
  }

  @Property
  void concordanceOfLeavesIsHarrells(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int n) {
    Random random = new Random(seed);
    SurvivalData survival = outcome(random, n);
    ForestData data = new ForestData(new double[][] {new double[n]}, survival);
    double[] leafRisk = random.doubles(5).map(r -> Math.round(r * 3)).toArray();
    int[] samples = new int[n];
    int[] leaves = new int[n];
    double[] risk = new double[n];
    for (int i = 0; i < n; i++) {
      samples[i] = i;
      leaves[i] = random.nextInt(5);
      risk[data.original(i)] = leafRisk[leaves[i]];
    }
    double expected = Concordance.harrell(survival.times(), survival.events(), risk).value();
    double found = new ForestConcordance(data, samples, leafRisk).of(leaves);
    if (Double.isNaN(expected)) {
      assertThat(found).isNaN();
    } else {
      assertThat(found).isCloseTo(expected, within(1e-12));
    }
  }

  @Property(tries = 20)
  void neitherThreadsNorTheOrderOfSamplesMatter(@ForAll @IntRange(max = 10_000) int seed) {
    Simulated cohort = withHoles(seed);
    ForestSettings settings = new ForestSettings(8, 0, 3, true, 1, seed % 4, seed);
    List<String> order = new ArrayList<>(cohort.survival().sampleIds());
    Collections.shuffle(order, new Random(seed));
    SurvivalData other = cohort.survival().select(order);
    SurvivalForest first = SurvivalForest.fit(cohort.features(), cohort.survival(), settings, 1);
    SurvivalForest second = SurvivalForest.fit(cohort.features(), other, settings, 3);
    assertSame(
        first.predict(cohort.features(), DAYS, 1), second.predict(cohort.features(), DAYS, 3));
    var bags = new ForestOutOfBag(first, cohort.features(), cohort.survival(), settings);
    var otherBags = new ForestOutOfBag(second, cohort.features(), other, settings);
    ForestPrediction one = bags.predict(DAYS, 1);
    ForestPrediction two = otherBags.predict(DAYS, 3);
    for (int i = 0; i < order.size(); i++) {
      int same = cohort.survival().indexOf(order.get(i));
      assertThat(Double.compare(one.risk()[same], two.risk()[i])).isZero();
    }
  }

  /** Splits depend on the order of a feature's values only, but lie in the middle of two values. */
  @Property(tries = 20)
  void monotoneFeaturesGiveTheSameForest(@ForAll @IntRange(max = 10_000) int seed) {
    Simulated cohort = withHoles(seed);
    SurvivalData survival = cohort.survival();
    ForestSettings whole = new ForestSettings(5, 2, 3, false, 1, 0, seed);
    LabelledMatrix x = cohort.features();
    LabelledMatrix curved = x.map(v -> Math.exp(v / 2) + v * v * v);
    assertSame(
        SurvivalForest.fit(x, survival, whole, 1).predict(x, DAYS, 1),
        SurvivalForest.fit(curved, survival, whole, 1).predict(curved, DAYS, 1));
    // A power of two moves the middles with the values, so that out-of-bag samples stay as well.
    ForestSettings bagged = new ForestSettings(5, 2, 3, true, 1, 0, seed);
    LabelledMatrix scaled = x.map(v -> 8 * v);
    assertSame(
        new ForestOutOfBag(SurvivalForest.fit(x, survival, bagged, 1), x, survival, bagged)
            .predict(DAYS, 1),
        new ForestOutOfBag(
                SurvivalForest.fit(scaled, survival, bagged, 1), scaled, survival, bagged)
            .predict(DAYS, 1));
  }

  @Property(tries = 20)
  void curvesFallAndPackedTreesTellTheSame(@ForAll @IntRange(max = 10_000) int seed) {
    Simulated cohort = withHoles(seed);
    ForestSettings settings = new ForestSettings(5, 0, 1 + seed % 20, true, 0.7, 0, seed);
    SurvivalForest forest = SurvivalForest.fit(cohort.features(), cohort.survival(), settings, 1);
    ForestPrediction found = forest.predict(cohort.features(), DAYS, 1);
    for (double[] curve : found.survival()) {
      assertThat(curve[0]).isBetween(curve[1], 1.0);
      assertThat(curve[2]).isBetween(0.0, curve[1]);
    }
    ForestTree[] trees = ForestCodec.read(ForestCodec.write(forest), 4, forest.eventTimes().length);
    assertSame(
        found,
        new SurvivalForest(forest.features(), forest.eventTimes(), trees)
            .predict(cohort.features(), DAYS, 1));
  }

  private static Simulated withHoles(int seed) {
    Simulated cohort = Simulated.cohort(60, 4, seed);
    Random random = new Random(seed);
    LabelledMatrix x = cohort.features().map(v -> random.nextInt(6) == 0 ? Double.NaN : v);
    return new Simulated(x, cohort.survival());
  }

  /** NaN, of a sample that every tree drew, is NaN. */
  private static void assertSame(ForestPrediction found, ForestPrediction expected) {
    assertThat(Arrays.equals(found.risk(), expected.risk())).isTrue();
    assertThat(found.trees()).containsExactly(expected.trees());
    assertThat(Arrays.deepEquals(found.survival(), expected.survival())).isTrue();
  }
}
