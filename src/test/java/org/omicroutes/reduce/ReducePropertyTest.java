package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;

class ReducePropertyTest {
  private static final int SAMPLES = 16;

  private static LabelledMatrix matrix(Random random, int features, double missing) {
    double[] signal = random.doubles(SAMPLES, -2, 2).toArray();
    double[][] values = new double[features][SAMPLES];
    for (double[] row : values) {
      double weight = random.nextGaussian();
      for (int s = 0; s < SAMPLES; s++) {
        double value = weight * signal[s] + random.nextGaussian();
        row[s] = random.nextDouble() < missing ? Double.NaN : value;
      }
    }
    return LabelledMatrix.of(ids("f", features), ids("s", SAMPLES), values);
  }

  private static List<String> ids(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  private static List<String> shuffled(Random random) {
    List<String> order = new ArrayList<>(ids("s", SAMPLES));
    Collections.shuffle(order, random);
    return order;
  }

  private static LabelledMatrix shifted(LabelledMatrix matrix, double shift) {
    return matrix.map(v -> v + shift);
  }

  private static void same(double[] found, double[] expected, double tolerance) {
    for (int i = 0; i < expected.length; i++) {
      if (Double.isNaN(expected[i])) {
        assertThat(found[i]).isNaN();
      } else {
        assertThat(found[i])
            .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
      }
    }
  }

  private static List<String> groups(List<String> samples) {
    return samples.stream()
        .map(s -> Integer.parseInt(s.substring(1)) % 3 == 0 ? "a" : "b")
        .toList();
  }

  private static SurvivalData survival(Random random) {
    double[] times = random.ints(SAMPLES, 1, 9).asDoubleStream().toArray();
    boolean[] events = new boolean[SAMPLES];
    for (int s = 0; s < SAMPLES; s++) {
      events[s] = s == 0 || random.nextBoolean();
    }
    return new SurvivalData(ids("s", SAMPLES), times, events);
  }

  @Property
  void differencesDoNotDependOnTheOrderOfSamplesNorOnALevel(
      @ForAll @LongRange(max = 1_000_000) long seed,
      @ForAll @DoubleRange(min = -9, max = 9) double shift) {
    Random random = new Random(seed);
    LabelledMatrix m = matrix(random, 20, 0.1);
    List<String> order = shuffled(random);
    var plain = ModeratedTest.test(m, groups(m.sampleIds()));
    var turned = ModeratedTest.test(shifted(m.selectSamples(order), shift), groups(order));
    same(turned.statistic(), plain.statistic(), 1e-9);
    same(turned.p(), plain.p(), 1e-9);
  }

  @Property
  void hazardsDoNotDependOnTheOrderOfSamplesNorOnALevelAndTurnWithTheSign(
      @ForAll @LongRange(max = 1_000_000) long seed,
      @ForAll @DoubleRange(min = -9, max = 9) double shift) {
    Random random = new Random(seed);
    LabelledMatrix m = matrix(random, 5, 0.1);
    SurvivalData survival = survival(random);
    List<String> order = shuffled(random);
    var plain = CoxPerGene.test(m, survival, true);
    var turned =
        CoxPerGene.test(shifted(m.selectSamples(order), shift), survival.select(order), true);
    same(turned.z(), plain.z(), 1e-8);
    same(turned.coefficient(), plain.coefficient(), 1e-6);
    same(
        CoxPerGene.test(m.map(v -> -v), survival, false).z(),
        Arrays.stream(plain.z()).map(z -> -z).toArray(),
        1e-12);
  }

  @Property
  void componentsGoWithTheirSamplesAndIgnoreALevel(
      @ForAll @LongRange(max = 1_000_000) long seed,
      @ForAll @DoubleRange(min = -9, max = 9) double shift) {
    Random random = new Random(seed);
    LabelledMatrix m = matrix(random, 12, 0.05);
    List<String> order = shuffled(random);
    LabelledMatrix turned = shifted(m.selectSamples(order), shift);
    Pca.State state = Pca.fit(m, 1, true);
    LabelledMatrix plain = Pca.apply(m, state);
    LabelledMatrix again = Pca.apply(turned, Pca.fit(turned, 1, true));
    double[] row = again.selectSamples(m.sampleIds()).row(0);
    // A tie of the two largest loadings may turn the sign.
    double sign = Math.signum(row[0] * plain.at(0, 0));
    same(Arrays.stream(row).map(v -> sign * v).toArray(), plain.row(0), 1e-6);
  }

  private static MofaModel mofa(LabelledMatrix real, LabelledMatrix bits) {
    Map<String, LabelledMatrix> views = new LinkedHashMap<>();
    views.put("real", real);
    views.put("bits", bits);
    var settings = new Mofa.Settings(2, 40, 1e-7, 0, true, true, 1);
    return Mofa.fit(
        views, List.of("bits"), real.sampleIds(), settings, note -> {}, iteration -> {});
  }

  @Property(tries = 30)
  void theLowerBoundOfFactorsNeverDecreasesAndALevelChangesNothing(
      @ForAll @LongRange(max = 1_000_000) long seed,
      @ForAll @DoubleRange(min = -9, max = 9) double shift) {
    Random random = new Random(seed);
    LabelledMatrix real = matrix(random, 15, 0.1);
    LabelledMatrix bits = matrix(random, 10, 0.05).map(v -> v > 0 ? 1 : v <= 0 ? 0 : Double.NaN);
    MofaModel model = mofa(real, bits);
    double[] bound = model.evidence();
    for (int i = 1; i < bound.length; i++) {
      if (model.factorCounts()[i] == model.factorCounts()[i - 1]) {
        assertThat(bound[i]).isGreaterThanOrEqualTo(bound[i - 1] - 1e-9 * Math.abs(bound[i - 1]));
      }
    }
    MofaModel moved = mofa(shifted(real, shift), bits);
    assertThat(moved.factors()).isEqualTo(model.factors());
    for (int d = 0; d < model.views().get(0).weight().length; d++) {
      same(moved.views().get(0).weight()[d], model.views().get(0).weight()[d], 1e-6);
    }
  }
}
