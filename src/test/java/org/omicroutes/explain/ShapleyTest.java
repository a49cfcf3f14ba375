package org.omicroutes.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.SurvivalModel;

class ShapleyTest {
  private static final int[] SIZES = {2, 1, 3};
  private final PatientData patients = Players.random("p", 5, SIZES, 1);
  private final PatientData background = Players.random("b", 4, SIZES, 2);
  private final FeatureGroups modalities = FeatureGroups.modalities(patients);
  private final FeatureGroups features = FeatureGroups.features(patients);

  /** An exponential model: risk is the rate. */
  private record Exponential(double scale) implements SurvivalModel {
    @Override
    public double[] risk(PatientData patients) {
      return Players.score(x -> scale * Math.exp(x[0] + x[1] * x[3])).of(patients);
    }

    @Override
    public double[][] survival(PatientData patients, double[] days) {
      return Arrays.stream(risk(patients))
          .mapToObj(r -> Arrays.stream(days).map(t -> Math.exp(-r * t)).toArray())
          .toArray(double[][]::new);
    }
  }

  @Test
  void riskAndSurvivalOfAModelAreExplained() {
    SurvivalModel model = new Exponential(0.001);
    ShapleyValues risk = GroupShapley.of(Score.risk(model), patients, background, modalities);
    ShapleyValues alive =
        GroupShapley.of(Score.survival(model, 365), patients, background, modalities);
    assertThat(risk.predictions()).isEqualTo(model.risk(patients));
    for (int p = 0; p < 5; p++) {
      assertThat(alive.predictions()[p]).isEqualTo(Math.exp(-365 * risk.predictions()[p]));
      assertThat(risk.of("B")[p]).isCloseTo(0, within(1e-15));
    }
    assertThat(alive.groups()).containsExactly("A", "B", "C");
  }

  @Test
  void aLackingModalityIsExplainedAsLacking() {
    PatientData lacking = without(patients, "C", "p1");
    PatientData poor = without(background, "C", "b0");
    // What a model does that adds a layer's mean where the layer is there.
    Score score =
        data -> {
          LabelledMatrix a = data.modalities().get("A").values();
          LabelledMatrix c = data.modalities().get("C").values();
          return data.patients().stream()
              .mapToDouble(
                  id -> {
                    int column = c.sampleIndex(id);
                    return a.at(0, a.sampleIndex(id))
                        + (column < 0 ? 10 : Arrays.stream(c.column(column)).sum());
                  })
              .toArray();
        };
    ShapleyValues values = GroupShapley.of(score, lacking, poor, modalities);
    double sums =
        IntStream.range(1, 4).mapToDouble(b -> Arrays.stream(c(background, b)).sum()).sum();
    double mean = (10 + sums) / 4;
    assertThat(values.of("C")[1]).isCloseTo(10 - mean, within(1e-12));
    assertThat(values.of("C")[0])
        .isCloseTo(Arrays.stream(c(patients, 0)).sum() - mean, within(1e-12));
  }

  @Test
  void aFeatureOfALackingGiverIsMissing() {
    PatientData lacking = without(patients, "C", "p1").select(List.of("p1"));
    List<Integer> missing = new ArrayList<>();
    Score counting =
        Players.score(
            x -> {
              int count = (int) Arrays.stream(x).filter(Double::isNaN).count();
              missing.add(count);
              return count;
            });
    ShapleyValues values = GroupShapley.of(counting, lacking, background, features);
    // Each feature of C that is the patient's own counts one, no other counts any.
    assertThat(values.values()[0]).containsExactly(new double[] {0, 0, 0, 1, 1, 1}, within(1e-12));
    assertThat(missing).contains(0, 1, 2, 3);
  }

  @Test
  void groupsMayReachOverModalities() {
    FeatureGroups pathways =
        FeatureGroups.of(patients, (modality, feature) -> feature.equals("f0") ? "first" : "rest");
    Score score = Players.score(x -> x[0] + 2 * x[2] + 3 * x[3] + x[1] * x[4] * x[5]);
    ShapleyValues values = GroupShapley.of(score, patients, background, pathways);
    double[] own = Players.vector(patients, "p2");
    double expected = own[0] + 2 * own[2] + 3 * own[3];
    for (String b : background.patients()) {
      double[] x = Players.vector(background, b);
      expected -= (x[0] + 2 * x[2] + 3 * x[3]) / 4;
    }
    assertThat(values.of("first")[2]).isCloseTo(expected, within(1e-12));
  }

  @Test
  void samplingStopsAtTheWantedErrorOrAtTheLastPermutation() {
    Score score = Players.tangled(3);
    double target = 0.003;
    SampledShapley.Sampled good =
        SampledShapley.of(
            score,
            patients,
            background,
            features,
            new SampledShapley.Settings(1_000_000, target, 5));
    SampledShapley.Sampled few =
        SampledShapley.of(
            score, patients, background, features, new SampledShapley.Settings(100, 0, 5));
    for (int permutations : good.permutations()) {
      assertThat(permutations).isLessThan(1_000_000);
      assertThat(permutations % 8).isZero();
    }
    assertThat(Arrays.stream(Players.flat(good.standardErrors())).max().orElseThrow())
        .isLessThanOrEqualTo(target);
    assertThat(few.permutations()).containsOnly(96);
    assertThat(Arrays.stream(Players.flat(few.standardErrors())).max().orElseThrow())
        .isGreaterThan(target);
    ShapleyValues exact = GroupShapley.of(score, patients, background, features);
    double[] found = Players.flat(good.values().values());
    assertThat(found).containsExactly(Players.flat(exact.values()), within(4.5 * target));
  }

  @Test
  void theSameSeedGivesTheSameAndAnotherSeedDoesNot() {
    Score score = Players.tangled(3);
    double[][][] values = new double[3][][];
    for (int run = 0; run < 3; run++) {
      SampledShapley.Settings settings = new SampledShapley.Settings(64, 0, run / 2);
      values[run] =
          SampledShapley.of(score, patients, background, features, settings).values().values();
    }
    assertThat(values[1]).isDeepEqualTo(values[0]);
    assertThat(Arrays.deepEquals(values[2], values[0])).isFalse();
  }

  @Test
  void aScoreIsAskedInFewCalls() {
    int[] calls = {0};
    Score score =
        data -> {
          calls[0]++;
          return new double[data.patients().size()];
        };
    GroupShapley.of(score, patients, background, modalities);
    assertThat(calls[0]).isEqualTo(1 + 2);
  }

  @Test
  void aScoreThatDependsOnTheCompanyIsAnError() {
    Score ranks =
        data ->
            IntStream.range(0, data.patients().size())
                .mapToDouble(i -> (double) i / data.patients().size())
                .toArray();
    assertThatThrownBy(() -> GroupShapley.of(ranks, patients, background, modalities))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("values of patient p0 sum to");
  }

  @Test
  void badInputIsNamed() {
    Score score = Players.tangled(1);
    PatientData none = background.select(List.of());
    assertThatThrownBy(() -> GroupShapley.of(score, patients, none, modalities))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no background patients");
    PatientData other = Players.random("b", 4, new int[] {2, 1, 4}, 2);
    assertThatThrownBy(() -> GroupShapley.of(score, patients, other, modalities))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("other features of C");
    assertThatThrownBy(
            () -> GroupShapley.of(Players.score(x -> Double.NaN), patients, background, features))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a score of NaN");
    assertThatThrownBy(() -> FeatureGroups.of(patients, (m, f) -> m.equals("B") ? null : m))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("feature f0 of B in no group");
    PatientData wide = Players.random("p", 1, new int[] {17}, 2);
    assertThatThrownBy(() -> GroupShapley.of(score, wide, wide, FeatureGroups.features(wide)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("17 groups");
    assertThatThrownBy(
            () ->
                SampledShapley.nested(
                    score,
                    patients,
                    background,
                    modalities,
                    features,
                    new SampledShapley.Settings(8, 0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A lies in two outer groups");
    assertThatThrownBy(
            () ->
                LinearShapley.of(
                    0, Map.of("A", Map.of("f9", 1.0)), patients, background, modalities))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a coefficient of f9");
    PatientData lacking = without(patients, "C", "p1");
    assertThatThrownBy(
            () ->
                LinearShapley.of(
                    0, Map.of("C", Map.of("f0", 1.0)), lacking, background, modalities))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("f0 of patient p1 missing");
  }

  @Test
  void noPatientsHaveNoValues() {
    PatientData none = patients.select(List.of());
    ShapleyValues exact = GroupShapley.of(Players.tangled(1), none, background, modalities);
    assertThat(exact.values()).isEmpty();
    SampledShapley.Settings settings = new SampledShapley.Settings(8, 0, 1);
    SampledShapley.Sampled sampled =
        SampledShapley.of(Players.tangled(1), none, background, features, settings);
    assertThat(sampled.values().baseline()).isEqualTo(exact.baseline());
  }

  private static double[] c(PatientData data, int patient) {
    return data.modalities().get("C").values().column(patient);
  }

  /** A patient without a modality. */
  static PatientData without(PatientData data, String modality, String patient) {
    Map<String, Modality> modalities = new LinkedHashMap<>(data.modalities());
    Modality whole = modalities.get(modality);
    List<String> kept =
        whole.values().sampleIds().stream().filter(id -> !id.equals(patient)).toList();
    modalities.put(modality, new Modality(whole.kind(), whole.values().selectSamples(kept)));
    return new PatientData(data.patients(), modalities);
  }
}
