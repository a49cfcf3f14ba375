package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.omicroutes.cohort.SurvivalData;

/** What must hold of Cox models, curves and log-rank tests of any data. */
class CoxPropertyTest {
  private static final List<String> FEATURES = List.of("a", "b");

  /** 40 samples in two strata, two features, weights 1 to 3, tied times. */
  private static CoxData data(int seed, CoxModel.Ties ties) {
    Random random = new Random(seed);
    int n = 40;
    double[][] x = new double[n][2];
    double[] times = new double[n];
    boolean[] events = new boolean[n];
    int[] strata = new int[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      x[i][0] = random.nextGaussian();
      x[i][1] = random.nextInt(2);
      times[i] = 1 + Math.floor(-20 * Math.log(random.nextDouble()) * Math.exp(-0.3 * x[i][0]));
      events[i] = i < 4 || random.nextInt(3) > 0;
      strata[i] = i % 2;
      weights[i] = 1 + random.nextInt(3);
    }
    return CoxData.of(FEATURES, x, outcomes(times, events), ties)
        .withStrata(strata)
        .withWeights(weights);
  }

  private static SurvivalData outcomes(double[] times, boolean[] events) {
    List<String> ids = IntStream.range(0, times.length).mapToObj(i -> "s" + i).toList();
    return new SurvivalData(ids, times, events);
  }

  private static CoxData rows(CoxData data, int[] rows) {
    double[] times = Arrays.stream(rows).mapToDouble(data.survival()::time).toArray();
    boolean[] events = new boolean[rows.length];
    int[] strata = new int[rows.length];
    double[][] x = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      events[i] = data.survival().event(rows[i]);
      strata[i] = data.strata()[rows[i]];
      x[i] = data.x()[rows[i]];
    }
    double[] weights = Arrays.stream(rows).mapToDouble(i -> data.weights()[i]).toArray();
    return new CoxData(FEATURES, x, outcomes(times, events), strata, weights, data.ties());
  }

  private static CoxData mapped(CoxData data, DoubleUnaryOperator first) {
    double[][] x = new double[data.x().length][];
    Arrays.setAll(x, i -> new double[] {first.applyAsDouble(data.x()[i][0]), data.x()[i][1]});
    return new CoxData(FEATURES, x, data.survival(), data.strata(), data.weights(), data.ties());
  }

  private static void assertSame(CoxModel found, CoxModel expected, double tolerance) {
    assertThat(found.coefficients()).containsExactly(expected.coefficients(), within(tolerance));
    assertThat(found.standardErrors())
        .containsExactly(expected.standardErrors(), within(tolerance));
    assertThat(found.logLikelihood()).isCloseTo(expected.logLikelihood(), within(1e-8));
  }

  private static int[] shuffled(int n, int seed) {
    int[] order = IntStream.range(0, n).toArray();
    Random random = new Random(seed);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  @Property
  void theOrderOfSamplesDoesNotMatter(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll CoxModel.Ties ties) {
    CoxData data = data(seed, ties);
    int[] order = shuffled(40, seed + 1);
    CoxData other = rows(data, order);
    CoxModel model = CoxModel.fit(data);
    CoxModel again = CoxModel.fit(other);
    assertSame(again, model, 1e-7);
    assertThat(again.robustStandardErrors())
        .containsExactly(model.robustStandardErrors(), within(1e-7));
    double[] residuals = CoxResiduals.of(model, data).martingale();
    assertThat(CoxResiduals.of(again, other).martingale())
        .containsExactly(
            Arrays.stream(order).mapToDouble(i -> residuals[i]).toArray(), within(1e-7));
    assertThat(global(again, other)).isCloseTo(global(model, data), within(1e-6));
    assertThat(hazard(again, other)).isCloseTo(hazard(model, data), within(1e-7));
  }

  private static double global(CoxModel model, CoxData data) {
    return ProportionalHazardsTest.of(model, data, ProportionalHazardsTest.Transform.RANK)
        .global()
        .statistic();
  }

  private static double hazard(CoxModel model, CoxData data) {
    return model.baselines(data).get(1).hazardAt(15);
  }

  @Property
  void shiftAndScaleOfAFeatureOnlyRescaleItsCoefficient(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll CoxModel.Ties ties) {
    CoxData data = data(seed, ties);
    CoxModel model = CoxModel.fit(data);
    CoxData shifted = mapped(data, v -> v + 1000);
    assertSame(CoxModel.fit(shifted), model, 1e-7);
    CoxModel scaled = CoxModel.fit(mapped(data, v -> v * 1e4));
    assertThat(scaled.coefficients()[0] * 1e4).isCloseTo(model.coefficients()[0], within(1e-7));
    assertThat(scaled.coefficients()[1]).isCloseTo(model.coefficients()[1], within(1e-7));
    assertThat(hazard(CoxModel.fit(shifted), shifted)).isCloseTo(hazard(model, data), within(1e-7));
  }

  @Property
  void onlyTheOrderOfTimesCounts(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll CoxModel.Ties ties) {
    CoxData data = data(seed, ties);
    double[] later =
        Arrays.stream(data.survival().times()).map(t -> Math.exp(t / 40) + 5 * t).toArray();
    CoxData other =
        new CoxData(
            FEATURES,
            data.x(),
            outcomes(later, data.survival().events()),
            data.strata(),
            data.weights(),
            ties);
    CoxModel model = CoxModel.fit(data);
    assertSame(CoxModel.fit(other), model, 0);
    assertThat(global(model, other)).isEqualTo(global(model, data));
  }

  @Property
  void aWholeWeightIsThatManyRowsWithBreslowsTies(@ForAll @IntRange(max = 10_000) int seed) {
    CoxData data = data(seed, CoxModel.Ties.BRESLOW);
    int[] repeated =
        IntStream.range(0, 40)
            .flatMap(i -> IntStream.generate(() -> i).limit((long) data.weights()[i]))
            .toArray();
    CoxData expanded = rows(data, repeated);
    double[] ones = new double[repeated.length];
    Arrays.fill(ones, 1);
    CoxModel model = CoxModel.fit(data);
    CoxModel again = CoxModel.fit(expanded.withWeights(ones));
    assertSame(again, model, 1e-7);
    assertThat(hazard(again, expanded.withWeights(ones)))
        .isCloseTo(hazard(model, data), within(1e-8));
  }

  @Property
  void residualsSumToZeroInEveryStratum(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll CoxModel.Ties ties) {
    CoxData data = data(seed, ties);
    CoxModel model = CoxModel.fit(data);
    CoxResiduals residuals = CoxResiduals.of(model, data);
    double[] martingale = new double[2];
    double[] score = new double[2];
    for (int i = 0; i < 40; i++) {
      martingale[data.strata()[i]] += data.weights()[i] * residuals.martingale()[i];
      score[0] += data.weights()[i] * residuals.score()[i][0];
      score[1] += data.weights()[i] * residuals.score()[i][1];
    }
    assertThat(martingale).containsExactly(new double[2], within(1e-9));
    if (model.converged()) {
      assertThat(score).containsExactly(new double[2], within(1e-4));
    }
  }

  @Property
  void theLogRankTestIsTheScoreTestOfABinaryFeature(@ForAll @IntRange(max = 10_000) int seed) {
    CoxData data = data(seed, CoxModel.Ties.BRESLOW);
    double[] times = data.survival().times();
    for (int i = 0; i < times.length; i++) {
      times[i] += i / 100.0; // no ties
    }
    boolean[] events = data.survival().events();
    double[][] x = new double[40][1];
    int[] groups = new int[40];
    for (int i = 0; i < 40; i++) {
      groups[i] = (int) data.x()[i][1];
      x[i][0] = groups[i];
    }
    CoxData one =
        CoxData.of(List.of("group"), x, outcomes(times, events), CoxModel.Ties.BRESLOW)
            .withStrata(data.strata());
    LogRank test = LogRank.test(times, events, groups, 2, data.strata(), 0);
    assertThat(CoxModel.fit(one).scoreTest().statistic()).isCloseTo(test.chiSquare(), within(1e-9));
  }

  @Property
  void curvesDoNotDependOnTheOrderAndBoundOneAnother(@ForAll @IntRange(max = 10_000) int seed) {
    CoxData data = data(seed, CoxModel.Ties.EFRON);
    CoxData other = rows(data, shuffled(40, seed));
    KaplanMeier km = KaplanMeier.of(data.survival().times(), data.survival().events());
    KaplanMeier again = KaplanMeier.of(other.survival().times(), other.survival().events());
    assertThat(again.survival()).containsExactly(km.survival());
    double[] hazard = NelsonAalen.of(km, NelsonAalen.Ties.TOGETHER).hazard();
    double[] fine = NelsonAalen.of(km, NelsonAalen.Ties.ONE_BY_ONE).hazard();
    double last = 1;
    for (int k = 0; k < hazard.length; k++) {
      assertThat(km.survival()[k]).isBetween(0.0, last);
      assertThat(Math.exp(-hazard[k])).isGreaterThanOrEqualTo(km.survival()[k]);
      assertThat(fine[k]).isGreaterThanOrEqualTo(hazard[k] - 1e-12);
      last = km.survival()[k];
    }
    double end = km.lastTime();
    double mean = SurvivalSummary.restrictedMean(km, end).value();
    assertThat(mean).isBetween(end * last, end);
    assertThat(SurvivalSummary.restrictedMean(km, end + 10).value())
        .isCloseTo(mean + 10 * last, within(1e-9));
  }

  @Property
  void aLogRankTestDoesNotDependOnNamesOrOrder(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(max = 2) int rho) {
    CoxData data = data(seed, CoxModel.Ties.EFRON);
    int[] order = shuffled(40, seed);
    CoxData other = rows(data, order);
    int[] groups = new int[40];
    int[] renamed = new int[40];
    for (int i = 0; i < 40; i++) {
      groups[i] = (i / 2) % 3;
    }
    for (int i = 0; i < 40; i++) {
      renamed[i] = (groups[order[i]] + 1) % 3;
    }
    LogRank first = test(data, groups, rho);
    LogRank second = test(other, renamed, rho);
    assertThat(second.chiSquare()).isCloseTo(first.chiSquare(), within(1e-9));
    assertThat(Arrays.stream(first.observed()).sum())
        .isCloseTo(Arrays.stream(first.expected()).sum(), within(1e-9));
  }

  private static LogRank test(CoxData data, int[] groups, double rho) {
    return LogRank.test(
        data.survival().times(), data.survival().events(), groups, 3, data.strata(), rho);
  }
}
