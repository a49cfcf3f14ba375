package org.omicroutes.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;

/** The axioms of Shapley (1953), of exact and of sampled values. */
class ShapleyPropertyTest {
  private static final int[] SIZES = {2, 1, 3};

  private static PatientData patients(long seed) {
    return Players.random("p", 4, SIZES, seed);
  }

  private static PatientData background(long seed) {
    return Players.random("b", 3, SIZES, seed + 1);
  }

  private static double[][] exact(Score score, PatientData patients, PatientData background) {
    return GroupShapley.of(score, patients, background, FeatureGroups.modalities(patients))
        .values();
  }

  private static SampledShapley.Sampled sampled(
      Score score, PatientData patients, PatientData background) {
    return SampledShapley.of(
        score,
        patients,
        background,
        FeatureGroups.features(patients),
        new SampledShapley.Settings(24, 0, 7));
  }

  private static void assertClose(double[][] found, double[][] expected) {
    assertThat(Players.flat(found)).containsExactly(Players.flat(expected), within(1e-10));
  }

  @Property
  void valuesSumToPredictionMinusBaseline(@ForAll @LongRange(max = 1_000_000) long seed) {
    Score score = Players.tangled(seed);
    PatientData patients = patients(seed);
    PatientData background = background(seed);
    double[] predictions = score.of(patients);
    double baseline = Arrays.stream(score.of(background)).average().orElseThrow();
    for (double[][] values :
        List.of(
            exact(score, patients, background),
            sampled(score, patients, background).values().values())) {
      for (int p = 0; p < predictions.length; p++) {
        double sum = Arrays.stream(values[p]).sum();
        assertThat(sum).isCloseTo(predictions[p] - baseline, within(1e-10));
      }
    }
  }

  @Property
  void groupsAlikeGetTheSame(@ForAll @LongRange(max = 1_000_000) long seed) {
    PatientData patients = twins(patients(seed));
    PatientData background = twins(background(seed));
    // A, B, C, and A's twin at the end: the score does not tell the twins apart.
    Score score =
        Players.score(
            x -> {
              double other = Math.tanh(x[2] + x[3] * x[4] - x[5]);
              double one = Math.sin(x[0] - 2 * x[1]);
              double two = Math.sin(x[6] - 2 * x[7]);
              return one * two * other + Math.exp(one + two);
            });
    for (double[] row : exact(score, patients, background)) {
      assertThat(row[0]).isCloseTo(row[3], within(1e-12));
    }
  }

  private static PatientData twins(PatientData data) {
    Map<String, Modality> modalities = new LinkedHashMap<>(data.modalities());
    modalities.put("twin", modalities.get("A"));
    return new PatientData(data.patients(), modalities);
  }

  @Property
  void whatIsNotUsedGetsNothing(@ForAll @LongRange(max = 1_000_000) long seed) {
    Score score = Players.score(x -> Math.exp(x[0] * x[1]) * Math.tanh(x[3] + x[4] * x[5]));
    for (double[] row : exact(score, patients(seed), background(seed))) {
      assertThat(row[1]).isCloseTo(0, within(1e-13));
    }
    SampledShapley.Sampled sampled = sampled(score, patients(seed), background(seed));
    assertThat(sampled.values().of("B/f0")).containsOnly(0);
    for (double[] row : sampled.standardErrors()) {
      assertThat(row[2]).isZero();
    }
  }

  @Property
  void valuesAreLinearInTheScore(
      @ForAll @LongRange(max = 1_000_000) long seed, @ForAll @IntRange(min = -5, max = 5) int by) {
    Score one = Players.tangled(seed);
    Score two = Players.tangled(seed + 1);
    Score sum =
        data -> {
          double[] a = one.of(data);
          double[] b = two.of(data);
          Arrays.setAll(a, i -> a[i] + by * b[i]);
          return a;
        };
    PatientData patients = patients(seed);
    PatientData background = background(seed);
    assertClose(
        exact(sum, patients, background),
        plus(exact(one, patients, background), by, exact(two, patients, background)));
    assertClose(
        sampled(sum, patients, background).values().values(),
        plus(
            sampled(one, patients, background).values().values(),
            by,
            sampled(two, patients, background).values().values()));
  }

  private static double[][] plus(double[][] a, int by, double[][] b) {
    double[][] sum = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        sum[i][j] = a[i][j] + by * b[i][j];
      }
    }
    return sum;
  }

  @Property
  void aPatientIsExplainedTheSameWhoeverElseIs(@ForAll @LongRange(max = 1_000_000) long seed) {
    Score score = Players.tangled(seed);
    PatientData patients = patients(seed);
    PatientData background = background(seed);
    List<String> order = new ArrayList<>(patients.patients());
    Collections.shuffle(order, new Random(seed));
    PatientData some = patients.select(order.subList(0, 3));
    double[][] exact = exact(score, patients, background);
    double[][] exactSome = exact(score, some, background);
    double[][] sampled = sampled(score, patients, background).values().values();
    double[][] sampledSome = sampled(score, some, background).values().values();
    for (int i = 0; i < 3; i++) {
      int from = patients.patients().indexOf(order.get(i));
      assertThat(exactSome[i]).isEqualTo(exact[from]);
      assertThat(sampledSome[i]).isEqualTo(sampled[from]);
    }
  }

  /** A walk and its reverse see every pair of features in both orders. */
  @Property(tries = 50)
  void twoRoundsAreExactWhereOnlyPairsInteract(@ForAll @LongRange(max = 1_000_000) long seed) {
    double[][] q = Players.normal(6, 6, seed + 2);
    Score score =
        Players.score(
            x -> {
              double sum = 0;
              for (int i = 0; i < 6; i++) {
                for (int j = 0; j < 6; j++) {
                  sum += q[i][j] * x[i] * Math.cos(x[j]);
                }
              }
              return sum;
            });
    PatientData patients = patients(seed);
    FeatureGroups features = FeatureGroups.features(patients);
    assertClose(
        sampled(score, patients, background(seed)).values().values(),
        GroupShapley.of(score, patients, background(seed), features).values());
  }

  @Property(tries = 50)
  void bothAgreeWithTheClosedFormOfALinearScore(@ForAll @LongRange(max = 1_000_000) long seed) {
    double[] beta = Players.normal(1, 6, seed + 3)[0];
    Map<String, Map<String, Double>> coefficients =
        Map.of(
            "A", Map.of("f0", beta[0], "f1", beta[1]),
            "B", Map.of("f0", beta[2]),
            "C", Map.of("f0", beta[3], "f1", beta[4], "f2", beta[5]));
    Score score =
        Players.score(
            x -> {
              double sum = 2;
              for (int j = 0; j < 6; j++) {
                sum += beta[j] * x[j];
              }
              return sum;
            });
    PatientData patients = patients(seed);
    PatientData background = background(seed);
    FeatureGroups modalities = FeatureGroups.modalities(patients);
    FeatureGroups features = FeatureGroups.features(patients);
    ShapleyValues groups = LinearShapley.of(2, coefficients, patients, background, modalities);
    ShapleyValues single = LinearShapley.of(2, coefficients, patients, background, features);
    assertClose(exact(score, patients, background), groups.values());
    assertClose(GroupShapley.of(score, patients, background, features).values(), single.values());
    SampledShapley.Sampled sampled = sampled(score, patients, background);
    assertClose(sampled.values().values(), single.values());
    assertThat(sampled.values().baseline()).isCloseTo(single.baseline(), within(1e-12));
    assertThat(Arrays.stream(Players.flat(sampled.standardErrors())).max().orElseThrow())
        .isLessThan(1e-12);
  }

  @Property(tries = 30)
  void nestedValuesSumOverAGroupToTheValueOfTheGroup(@ForAll @LongRange(max = 1000) long seed) {
    // Two outer groups: a walk and its reverse are all there is, whatever happens inside.
    PatientData patients = Players.random("p", 3, new int[] {3, 2}, seed);
    PatientData background = Players.random("b", 4, new int[] {3, 2}, seed + 1);
    Score score = Players.tangled(seed);
    FeatureGroups outer = FeatureGroups.modalities(patients);
    double[][] exact = GroupShapley.of(score, patients, background, outer).values();
    double[][] nested =
        SampledShapley.nested(
                score,
                patients,
                background,
                FeatureGroups.features(patients),
                outer,
                new SampledShapley.Settings(16, 0, seed))
            .values()
            .values();
    for (int p = 0; p < exact.length; p++) {
      double[] n = nested[p];
      assertThat(n[0] + n[1] + n[2]).isCloseTo(exact[p][0], within(1e-10));
      assertThat(n[3] + n[4]).isCloseTo(exact[p][1], within(1e-10));
    }
  }
}
