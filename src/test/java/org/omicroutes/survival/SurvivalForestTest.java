package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.oracle.Frozen;

class SurvivalForestTest {
  private static final double[] DAYS = {365, 1000};
  private static final ForestSettings SETTINGS = new ForestSettings(100, 0, 3, true, 1, 0, 1);

  private static ForestOutOfBag.Performance outOfBag(
      LabelledMatrix x, SurvivalData survival, ForestSettings settings) {
    SurvivalForest forest = SurvivalForest.fit(x, survival, settings, 0);
    return new ForestOutOfBag(forest, x, survival, settings).performance(0);
  }

  private static SurvivalData survival(double[] times, boolean... events) {
    List<String> ids = IntStream.range(0, times.length).mapToObj(i -> "s" + i).toList();
    return new SurvivalData(ids, times, events);
  }

  private static LabelledMatrix feature(double... values) {
    List<String> ids = IntStream.range(0, values.length).mapToObj(i -> "s" + i).toList();
    return LabelledMatrix.of(List.of("x"), ids, new double[][] {values});
  }

  @Test
  void whatMattersIsFoundAndNoiseIsNot() {
    Simulated cohort = Simulated.cohort(250, 10, 3);
    ForestData data = SurvivalForest.data(cohort.features(), cohort.survival());
    SurvivalForest forest = SurvivalForest.fit(cohort.features().featureIds(), data, SETTINGS, 0);
    var bags = new ForestOutOfBag(forest, data, cohort.survival(), SETTINGS);
    assertThat(bags.performance(0).concordance()).isBetween(0.72, 0.85);
    ForestImportance found = ForestImportance.of(forest, data, bags, 1, 0);
    double[] noise = Arrays.copyOfRange(found.importance(), 2, 10);
    double most = Arrays.stream(noise).max().orElseThrow();
    assertThat(found.importance()[0]).isGreaterThan(5 * most);
    assertThat(found.importance()[1]).isGreaterThan(5 * most);
    assertThat(most).isLessThan(0.01);
    assertThat(ForestImportance.of(forest, data, bags, 1, 3))
        .usingRecursiveComparison()
        .isEqualTo(found);

    LabelledMatrix others =
        cohort.features().selectFeatures(cohort.features().featureIds().subList(2, 10));
    assertThat(outOfBag(others, cohort.survival(), SETTINGS).concordance())
        .isCloseTo(0.5, within(0.07));
  }

  @Test
  void missingValuesCostLittle() throws Exception {
    Frozen table = Frozen.read("rsf/pbc-missing.tsv.gz");
    SurvivalData survival = table.survival();
    List<String> names = table.header().subList(2, table.header().size());
    double[][] rows = names.stream().map(table::numbers).toArray(double[][]::new);
    LabelledMatrix x = LabelledMatrix.of(names, survival.sampleIds(), rows);
    assertThat(x.missingCount()).isEqualTo(1033);
    var found = outOfBag(x, survival, SETTINGS);
    // ranger has .818 here with medians in place of missing values (500 trees).
    assertThat(found.samples()).isEqualTo(418);
    assertThat(found.concordance()).isBetween(0.8, 0.84);

    Random random = new Random(1);
    LabelledMatrix fewer = x.map(v -> random.nextInt(4) == 0 ? Double.NaN : v);
    assertThat(outOfBag(fewer, survival, SETTINGS).concordance()).isBetween(0.77, 0.84);
  }

  @Test
  void thatAValueIsMissingCanBeWhatMatters() {
    Simulated cohort = Simulated.cohort(200, 1, 5);
    double[] x = new double[200];
    for (int i = 0; i < x.length; i++) {
      x[i] = cohort.features().at(0, i) > 0 ? Double.NaN : 1;
    }
    LabelledMatrix holes = cohort.features().withValues(new double[][] {x});
    ForestSettings one = new ForestSettings(1, 1, 60, false, 1, 0, 1);
    SurvivalForest forest = SurvivalForest.fit(holes, cohort.survival(), one, 1);
    assertThat(forest.tree(0).feature()).containsExactly(0, -1, -1);
    assertThat(forest.tree(0).threshold()[0]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(forest.tree(0).missingLeft()[0]).isTrue();
  }

  @Test
  void aValueMissingLaterOnlyGoesToTheLargerChild() {
    SurvivalData survival =
        survival(new double[] {1, 2, 3, 10, 11, 12, 13}, true, true, true, true, true, true, true);
    LabelledMatrix x = feature(1, 1, 1, 2, 2, 2, 2);
    ForestSettings one = new ForestSettings(1, 1, 3, false, 1, 0, 1);
    SurvivalForest forest = SurvivalForest.fit(x, survival, one, 1);
    assertThat(forest.tree(0).threshold()[0]).isEqualTo(1.5);
    ForestPrediction found = forest.predict(feature(1.5, 1.6, Double.NaN), new double[] {3, 10}, 1);
    assertThat(found.survival()[0][0]).isCloseTo(Math.exp(-(1 / 3.0 + 1 / 2.0 + 1)), within(1e-15));
    assertThat(found.survival()[1]).containsExactly(1, Math.exp(-0.25));
    assertThat(found.survival()[2]).containsExactly(1, Math.exp(-0.25));
    assertThat(found.risk()[0]).isCloseTo(7 / 3.0 + 6 / 2.0 + 5, within(1e-12));
  }

  @Test
  void uglyOutcomes() {
    Simulated cohort = Simulated.cohort(60, 3, 8);
    double[] times = cohort.survival().times();
    List<String> ids = cohort.survival().sampleIds();
    boolean[] none = new boolean[60];
    assertThatThrownBy(
            () ->
                SurvivalForest.fit(
                    cohort.features(), new SurvivalData(ids, times, none), SETTINGS, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("all censored");

    boolean[] one = new boolean[60];
    one[17] = true;
    SurvivalForest rare =
        SurvivalForest.fit(cohort.features(), new SurvivalData(ids, times, one), SETTINGS, 0);
    assertThat(rare.eventTimes()).containsExactly(times[17]);
    ForestPrediction found = rare.predict(cohort.features(), DAYS, 0);
    assertThat(Arrays.stream(found.risk()).max().orElseThrow()).isEqualTo(found.risk()[17]);

    double[] same = new double[60];
    Arrays.fill(same, 5);
    boolean[] all = new boolean[60];
    Arrays.fill(all, true);
    ForestPrediction equal =
        SurvivalForest.fit(cohort.features(), new SurvivalData(ids, same, all), SETTINGS, 0)
            .predict(cohort.features(), new double[] {4, 5}, 0);
    // One time at which all die parts nobody: each leaf is the root with hazard 1.
    assertThat(equal.survival()[0]).containsExactly(1, Math.exp(-1));
  }

  @Test
  void constantFeaturesPartNobody() {
    Simulated cohort = Simulated.cohort(50, 2, 8);
    LabelledMatrix flat = cohort.features().map(v -> 3.0);
    SurvivalForest forest = SurvivalForest.fit(flat, cohort.survival(), SETTINGS, 0);
    double[] risk = forest.predict(flat, DAYS, 0).risk();
    assertThat(Arrays.stream(risk).distinct().toArray()).hasSize(1);
    ForestData data = SurvivalForest.data(flat, cohort.survival());
    var bags = new ForestOutOfBag(forest, data, cohort.survival(), SETTINGS);
    assertThat(ForestImportance.of(forest, data, bags, 1, 0).importance()).containsExactly(0, 0);
    LabelledMatrix empty = flat.map(v -> Double.NaN);
    assertThat(
            SurvivalForest.fit(empty, cohort.survival(), SETTINGS, 0)
                .predict(empty, DAYS, 0)
                .risk())
        .containsExactly(risk);
  }

  @Test
  void randomSplitPointsAreTriedAsManyAsWanted() {
    Simulated cohort = Simulated.cohort(150, 6, 11);
    ForestSettings few = new ForestSettings(100, 0, 3, true, 1, 2, 1);
    var forest = SurvivalForest.fit(cohort.features(), cohort.survival(), few, 0);
    var whole = SurvivalForest.fit(cohort.features(), cohort.survival(), SETTINGS, 0);
    assertThat(forest.tree(0).threshold()).isNotEqualTo(whole.tree(0).threshold());
    assertThat(outOfBag(cohort.features(), cohort.survival(), few).concordance())
        .isCloseTo(
            outOfBag(cohort.features(), cohort.survival(), SETTINGS).concordance(), within(0.03));
  }

  @Test
  void treesDrawWhatTheySay() {
    ForestSettings without = new ForestSettings(50, 0, 3, false, 0.632, 0, 4);
    for (int tree = 0; tree < 50; tree++) {
      int[] drawn = ForestGrower.drawn(100, without, tree);
      assertThat(Arrays.stream(drawn).sum()).isEqualTo(63);
      assertThat(Arrays.stream(drawn).max().orElseThrow()).isEqualTo(1);
    }
    // Trees must not draw each other's numbers: overlaps as of independent samples.
    int[] first = ForestGrower.drawn(1000, SETTINGS, 0);
    int[] second = ForestGrower.drawn(1000, SETTINGS, 1);
    assertThat(Arrays.stream(first).sum()).isEqualTo(1000);
    long both = IntStream.range(0, 1000).filter(i -> first[i] > 0 && second[i] > 0).count();
    assertThat(both).isBetween(350L, 450L);
    assertThat(Collections.frequency(Arrays.stream(first).boxed().toList(), 0)).isBetween(320, 415);
  }
}
