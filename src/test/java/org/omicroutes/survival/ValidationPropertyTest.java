package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.omicroutes.survival.CohensKappa.Weights;

/** What holds of kappa, D and risk groups whatever the data. */
class ValidationPropertyTest {

  private static int[] levels(int n, int k, long seed) {
    return new Random(seed).ints(n, 0, k).toArray();
  }

  @Property
  void kappaOfARatingWithItselfIsOne(
      @ForAll @IntRange(min = 2, max = 40) int n,
      @ForAll @IntRange(min = 2, max = 5) int k,
      @ForAll long seed,
      @ForAll Weights weights) {
    int[] ratings = levels(n, k, seed);
    ratings[0] = 0;
    ratings[1] = 1;
    CohensKappa kappa = CohensKappa.of(ratings, ratings, k, weights);
    assertThat(kappa.value()).isCloseTo(1, within(1e-12));
    assertThat(kappa.standardError()).isCloseTo(0, within(1e-6));
  }

  @Property
  void kappaIsTheSameWhicheverRatingComesFirst(
      @ForAll @IntRange(min = 6, max = 40) int n,
      @ForAll @IntRange(min = 2, max = 5) int k,
      @ForAll long seed,
      @ForAll Weights weights) {
    int[] first = levels(n, k, seed);
    int[] second = levels(n, k, seed + 1);
    same(CohensKappa.of(second, first, k, weights), CohensKappa.of(first, second, k, weights));
  }

  @Property
  void plainKappaDoesNotKnowTheOrderOfLevelsAndWeightedKappaOnlyItsDirection(
      @ForAll @IntRange(min = 6, max = 40) int n,
      @ForAll @IntRange(min = 3, max = 5) int k,
      @ForAll @IntRange(min = 1, max = 4) int shift,
      @ForAll long seed) {
    int[] first = levels(n, k, seed);
    int[] second = levels(n, k, seed + 1);
    int[] a = Arrays.stream(first).map(l -> (l + shift) % k).toArray();
    int[] b = Arrays.stream(second).map(l -> (l + shift) % k).toArray();
    same(CohensKappa.of(a, b, k, Weights.NONE), CohensKappa.of(first, second, k, Weights.NONE));
    int[] c = Arrays.stream(first).map(l -> k - 1 - l).toArray();
    int[] d = Arrays.stream(second).map(l -> k - 1 - l).toArray();
    for (Weights weights : Weights.values()) {
      same(CohensKappa.of(c, d, k, weights), CohensKappa.of(first, second, k, weights));
    }
  }

  private static void same(CohensKappa found, CohensKappa expected) {
    if (Double.isNaN(expected.value())) {
      assertThat(found.value()).isNaN();
    } else {
      assertThat(found.value()).isCloseTo(expected.value(), within(1e-12));
      assertThat(found.standardError()).isCloseTo(expected.standardError(), within(1e-7));
    }
  }

  @Property(tries = 50)
  void dKnowsTheOrderOfRisksOnlyAndTurnsWithIt(
      @ForAll @IntRange(min = 20, max = 60) int n,
      @ForAll @IntRange(min = 2, max = 100) int distinct,
      @ForAll long seed) {
    Simulated cohort = Simulated.cohort(n, 1, seed);
    double[] times = cohort.survival().times();
    boolean[] events = cohort.survival().events();
    double[] risk = cohort.features().row(0);
    for (int i = 0; i < n; i++) {
      risk[i] = Math.rint(risk[i] * distinct / 4) * 4 / distinct;
    }
    RoystonSauerbrei plain = RoystonSauerbrei.of(times, events, risk);
    double[] bent = Arrays.stream(risk).map(r -> Math.exp(r) - 7).toArray();
    double[] turned = Arrays.stream(risk).map(r -> -r * r * r).toArray();
    RoystonSauerbrei monotone = RoystonSauerbrei.of(times, events, bent);
    RoystonSauerbrei reversed = RoystonSauerbrei.of(times, events, turned);
    if (Double.isNaN(plain.d())) {
      assertThat(monotone.d()).isNaN();
      assertThat(reversed.d()).isNaN();
      return;
    }
    assertThat(monotone.d()).isEqualTo(plain.d());
    assertThat(monotone.standardError()).isEqualTo(plain.standardError());
    assertThat(reversed.d()).isCloseTo(-plain.d(), within(1e-8 * (1 + Math.abs(plain.d()))));
    assertThat(reversed.explained()).isCloseTo(plain.explained(), within(1e-8));
    assertThat(plain.explained()).isBetween(0.0, 1.0);
    assertThat(plain.gonenHeller()).isBetween(0.5, 1.0);
  }

  @Property
  void riskGroupsKeepTheOrderOfRisksAndTheScaleDoesNotMatter(
      @ForAll @IntRange(min = 2, max = 50) int n,
      @ForAll @IntRange(min = 2, max = 5) int count,
      @ForAll @DoubleRange(min = 0.01, max = 100) double factor,
      @ForAll long seed) {
    double[] risk = new Random(seed).doubles(n).map(r -> Math.rint(r * 32)).toArray();
    int[] groups = RiskGroups.assign(risk, RiskGroups.cutPoints(risk, count));
    for (int i = 0; i < n; i++) {
      assertThat(groups[i]).isBetween(0, count - 1);
      for (int j = 0; j < n; j++) {
        assertThat(risk[i] > risk[j] && groups[i] < groups[j]).isFalse();
        assertThat(risk[i] == risk[j] && groups[i] != groups[j]).isFalse();
      }
    }
    // By a power of 2, so that no rounding moves a risk over a cut point
    double power = Math.scalb(1.0, (int) Math.rint(Math.log(factor)));
    double[] scaled = Arrays.stream(risk).map(r -> r * power).toArray();
    assertThat(RiskGroups.assign(scaled, RiskGroups.cutPoints(scaled, count)))
        .containsExactly(groups);
  }
}
