package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;

class MetricsPropertyTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double YEAR = 12 * SurvivalPredictions.DAYS_PER_MONTH;

  /** Outcomes with ties in time, and two models with ties in risk. */
  record Cohort(SurvivalData survival, SurvivalPredictions predictions, SurvivalPredictions other) {
    double[] times() {
      return survival.times();
    }

    boolean[] events() {
      return survival.events();
    }

    double[] risk() {
      return predictions.risk();
    }
  }

  @Provide
  Arbitrary<Cohort> cohorts() {
    return Combinators.combine(
            Arbitraries.integers().between(30, 60),
            Arbitraries.integers().between(4, 2000),
            Arbitraries.doubles().between(0.2, 0.9),
            Arbitraries.longs())
        .as(MetricsPropertyTest::cohort);
  }

  private static Cohort cohort(int n, int days, double share, long seed) {
    Random random = new Random(seed);
    List<String> ids = new ArrayList<>();
    double[] times = new double[n];
    boolean[] events = new boolean[n];
    double[] z = new double[n];
    for (int i = 0; i < n; i++) {
      ids.add("p" + i);
      z[i] = Math.rint(4 * random.nextGaussian()) / 4;
      double time = -Math.log(random.nextDouble()) * Math.exp(-z[i]);
      times[i] = Math.ceil(Math.min(5, time) * days / 5) * 1500.0 / days;
      events[i] = random.nextDouble() < share;
    }
    double[] noise = random.doubles(n).map(v -> Math.rint(v * 10) / 10).toArray();
    return new Cohort(
        new SurvivalData(ids, times, events), predictions(ids, z, 1), predictions(ids, noise, 2));
  }

  private static SurvivalPredictions predictions(List<String> ids, double[] z, double scale) {
    double[][] curves = new double[z.length][3];
    for (int i = 0; i < z.length; i++) {
      for (int h = 0; h < 3; h++) {
        curves[i][h] = Math.exp(-0.2 * (h + 1) * Math.exp(z[i] / scale));
      }
    }
    return new SurvivalPredictions(ids, z, new int[] {12, 24, 36}, curves);
  }

  private static List<Metric> all(SurvivalPredictions p, SurvivalData s) {
    return SurvivalMetrics.of(p, s, new int[s.size()], p.risk(), BrierScore.Integration.TRAPEZOID);
  }

  private static void same(double found, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(found).isNaN();
    } else {
      assertThat(found).isCloseTo(expected, within(1e-7 * Math.max(1, Math.abs(expected))));
    }
  }

  @Property(tries = 50)
  void theOrderOfSamplesDoesNotMatter(@ForAll("cohorts") Cohort cohort, @ForAll long seed) {
    List<String> shuffled = new ArrayList<>(cohort.survival().sampleIds());
    Collections.shuffle(shuffled, new Random(seed));
    List<Metric> first = all(cohort.predictions(), cohort.survival());
    List<Metric> second =
        all(cohort.predictions().select(shuffled), cohort.survival().select(shuffled));
    for (int m = 0; m < first.size(); m++) {
      assertThat(second.get(m).name()).isEqualTo(first.get(m).name());
      same(second.get(m).value(), first.get(m).value());
      same(second.get(m).standardError(), first.get(m).standardError());
    }
  }

  @Property
  void perfectAndReversedRisksGiveOneAndZero(@ForAll("cohorts") Cohort cohort) {
    double[] times = cohort.times();
    boolean[] events = cohort.events();
    // At a time that both share, who is censored there outlives whose event is there.
    double[] perfect = new double[times.length];
    Arrays.setAll(perfect, i -> (events[i] ? 0.001 : 0) - times[i]);
    double[] reversed = Arrays.stream(perfect).map(r -> -r).toArray();
    Estimate harrell = Concordance.harrell(times, events, perfect);
    if (harrell.estimable()) {
      assertThat(harrell.value()).isEqualTo(1);
      assertThat(Concordance.harrell(times, events, reversed).value()).isZero();
    }
    Estimate uno = Concordance.uno(times, events, perfect, INF);
    if (uno.estimable()) {
      assertThat(uno.value()).isCloseTo(1, within(1e-12));
      assertThat(Concordance.uno(times, events, reversed, INF).value()).isCloseTo(0, within(1e-12));
    }
    Estimate auc = TimeDependentAuc.at(times, events, perfect, YEAR);
    if (auc.estimable()) {
      assertThat(auc.value()).isCloseTo(1, within(1e-12));
      assertThat(TimeDependentAuc.at(times, events, reversed, YEAR).value())
          .isCloseTo(0, within(1e-12));
    }
  }

  @Property
  void discriminationKnowsTheOrderOfRisksOnly(
      @ForAll("cohorts") Cohort cohort, @ForAll long shift) {
    double[] times = cohort.times();
    boolean[] events = cohort.events();
    double constant = shift % 1000;
    double[] moved = Arrays.stream(cohort.risk()).map(r -> r + constant).toArray();
    double[] bent = Arrays.stream(cohort.risk()).map(r -> Math.exp(3 * r) - 7).toArray();
    for (double[] risk : List.of(moved, bent)) {
      same(
          Concordance.harrell(times, events, risk).value(),
          Concordance.harrell(times, events, cohort.risk()).value());
      same(
          Concordance.uno(times, events, risk, 2 * YEAR).standardError(),
          Concordance.uno(times, events, cohort.risk(), 2 * YEAR).standardError());
      same(
          TimeDependentAuc.at(times, events, risk, YEAR).value(),
          TimeDependentAuc.at(times, events, cohort.risk(), YEAR).value());
      same(
          RoystonSauerbrei.of(times, events, risk).d(),
          RoystonSauerbrei.of(times, events, cohort.risk()).d());
    }
  }

  @Property
  void negatedRisksGiveOneMinusC(@ForAll("cohorts") Cohort cohort) {
    double[] negated = Arrays.stream(cohort.risk()).map(r -> -r).toArray();
    double[] times = cohort.times();
    boolean[] events = cohort.events();
    same(
        Concordance.harrell(times, events, negated).value(),
        1 - Concordance.harrell(times, events, cohort.risk()).value());
    same(
        TimeDependentAuc.at(times, events, negated, YEAR).value(),
        1 - TimeDependentAuc.at(times, events, cohort.risk(), YEAR).value());
  }

  @Property
  void kaplanMeierForEverybodyHasAScaledBrierOfZeroAndIsBestOfAllConstants(
      @ForAll("cohorts") Cohort cohort) {
    double[] times = cohort.times();
    boolean[] events = cohort.events();
    Estimate none = BrierScore.ofNull(times, events, YEAR);
    if (!none.estimable() || none.value() < 1e-9) {
      return;
    }
    double km = KaplanMeier.of(times, events).at(YEAR);
    assertThat(none.value()).isCloseTo(km * (1 - km), within(1e-9));
    double[] constant = new double[times.length];
    Arrays.fill(constant, km);
    Estimate same = BrierScore.at(times, events, constant, YEAR);
    assertThat(BrierScore.scaled(same, none).value()).isZero();
    assertThat(BrierScore.scaled(same, none).standardError()).isCloseTo(0, within(1e-12));
    Arrays.fill(constant, Math.min(1, km + 0.1));
    assertThat(BrierScore.at(times, events, constant, YEAR).value()).isGreaterThan(none.value());
  }

  @Property(tries = 30)
  void aModelDoesNotDifferFromItself(@ForAll("cohorts") Cohort cohort) {
    List<Metric> metrics = all(cohort.predictions(), cohort.survival());
    var resampled = new MetricsBootstrap(cohort.predictions(), cohort.survival(), 10, 1);
    List<Metric> differences = PairedDifferences.of(metrics, metrics, resampled, resampled);
    assertThat(differences).hasSize(30);
    for (Metric d : differences) {
      if (!Double.isNaN(d.value())) {
        assertThat(d.value()).isZero();
        assertThat(d.standardError())
            .satisfiesAnyOf(s -> assertThat(s).isZero(), s -> assertThat(s).isNaN());
        assertThat(d.pValue()).isNaN();
      }
    }
  }

  @Property(tries = 30)
  void swappingTheModelsNegatesTheDifferences(@ForAll("cohorts") Cohort cohort) {
    List<Metric> first = all(cohort.predictions(), cohort.survival());
    List<Metric> second = all(cohort.other(), cohort.survival());
    var a = new MetricsBootstrap(cohort.predictions(), cohort.survival(), 20, 1);
    var b = new MetricsBootstrap(cohort.other(), cohort.survival(), 20, 1);
    List<Metric> there = PairedDifferences.of(first, second, a, b);
    List<Metric> back = PairedDifferences.of(second, first, b, a);
    for (int m = 0; m < there.size(); m++) {
      same(back.get(m).value(), -there.get(m).value());
      same(back.get(m).standardError(), there.get(m).standardError());
      same(back.get(m).lower(), -there.get(m).upper());
      same(back.get(m).pValue(), there.get(m).pValue());
    }
  }
}
