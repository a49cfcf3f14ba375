package org.omicroutes.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;

class ClassImportanceTest {
  private static final PatientData COHORT = HorizonPlayers.cohort(80, 6, 9);
  private static final PatientData ASKED = COHORT.select(COHORT.patients().subList(40, 80));
  private static final PatientData BACKGROUND = COHORT.select(COHORT.patients().subList(0, 10));

  private static PathShapley shapley(
      HorizonPlayers.Network model, PatientData background, int points) {
    FusedVariables fused = FusedVariables.of(model, COHORT);
    return PathShapley.of(model, fused, ASKED, background, points, 1, done -> {});
  }

  private static ShapleyValues exact(HorizonPlayers.Network model, PatientData background) {
    FeatureGroups groups = Variable.groups(COHORT, Variable.of(COHORT));
    return GroupShapley.of(LogOdds.score(model), ASKED, background, groups);
  }

  /** A patient twice: each order is then walked from both sides, as for Shapley values. */
  private static PatientData twice(String id) {
    Map<String, Modality> modalities = new LinkedHashMap<>();
    COHORT
        .modalities()
        .forEach(
            (name, block) -> {
              int at = block.values().sampleIndex(id);
              LabelledMatrix both = block.values().borrow(List.of("a", "b"), new int[] {at, at});
              modalities.put(name, new Modality(block.kind(), both));
            });
    return new PatientData(List.of("a", "b"), modalities);
  }

  @Test
  void ofProductsGradientsGiveTheShapleyValues() {
    HorizonPlayers.Network model = HorizonPlayers.Network.random(6, 3, true, 2);
    PatientData background = twice("p3");
    ShapleyValues exact = exact(model, background);
    PathShapley found = shapley(model, background, 2);
    assertThat(found.values().baseline()).isCloseTo(exact.baseline(), within(1e-12));
    for (String group : exact.groups()) {
      assertThat(found.values().of(group)).containsExactly(exact.of(group), within(1e-6));
    }
    assertThat(found.unexplained()).isLessThan(1e-6);
  }

  @Test
  void ofANetworkTheyAreNearAndSumToThePrediction() {
    HorizonPlayers.Network model = HorizonPlayers.Network.random(6, 3, false, 5);
    ShapleyValues exact = exact(model, BACKGROUND);
    PathShapley found = shapley(model, BACKGROUND, 2);
    // The sum is checked by ShapleyValues itself.
    assertThat(found.values().predictions()).containsExactly(exact.predictions());
    double error = 0;
    double size = 0;
    for (String group : exact.groups()) {
      double[] a = found.values().of(group);
      double[] b = exact.of(group);
      for (int p = 0; p < a.length; p++) {
        error += Math.abs(a[p] - b[p]);
        size += Math.abs(b[p]);
      }
      double expected = Arrays.stream(b).map(Math::abs).average().orElseThrow();
      assertThat(Arrays.stream(a).map(Math::abs).average().orElseThrow())
          .as(group)
          .isCloseTo(expected, within(0.2 * expected));
    }
    assertThat(error / size).isLessThan(0.2);
    assertThat(found.unexplained()).isLessThan(0.2);
    assertThat(shapley(model, BACKGROUND, 20).unexplained()).isLessThan(0.03);
  }

  @Test
  void aGeneThatAPatientLacksIsExplainedAsTheModelFillsIt() {
    HorizonPlayers.Network model = HorizonPlayers.Network.random(6, 3, true, 2);
    double[][] rows = COHORT.modalities().get("rna").values().toArray();
    rows[0][41] = Double.NaN;
    rows[1][2] = Double.NaN;
    Map<String, Modality> modalities = new LinkedHashMap<>(COHORT.modalities());
    Modality rna = modalities.get("rna");
    modalities.put("rna", new Modality(rna.kind(), rna.values().withValues(rows)));
    PatientData holes = new PatientData(COHORT.patients(), modalities);
    PathShapley found =
        PathShapley.of(
            model,
            FusedVariables.of(model, holes),
            holes.select(List.of("p41")),
            holes.select(BACKGROUND.patients()),
            4,
            1,
            done -> {});
    assertThat(found.values().predictions()[0])
        .isEqualTo(LogOdds.score(model).of(holes.select(List.of("p41")))[0]);
  }

  @Test
  void ofALinearScoreOneOrderIsEnough() {
    Map<String, Double> coefficients =
        Map.of("g1", 0.5, "g4", -0.2, "size", 0.3, "stage=III", 1.0, "stage=II", 0.5);
    var model = new HorizonPlayers.Logistic(-3.7, coefficients);
    List<String> notes = new ArrayList<>();
    ImportanceMethods methods = new ImportanceMethods(BACKGROUND, 3, 1, notes::add);
    List<ClassImportance> found = methods.ofAny(model, ASKED, done -> {});
    ShapleyValues exact =
        LinearShapley.of(
            -3.7,
            Map.of(
                "rna", Map.of("g1", 0.5, "g4", -0.2),
                "clinical", Map.of("size", 0.3, "stage=III", 1.0, "stage=II", 0.5)),
            ASKED,
            BACKGROUND,
            Variable.groups(COHORT, Variable.of(COHORT)));
    assertThat(found)
        .extracting(one -> one.variable().name())
        .containsExactlyInAnyOrder("age_at_diagnosis", "size", "stage", "g1", "g4");
    for (ClassImportance one : found) {
      double expected =
          Stream.of(exact.of(one.variable().key()))
              .flatMapToDouble(Arrays::stream)
              .map(Math::abs)
              .average()
              .orElseThrow();
      assertThat(one.importance()).isCloseTo(expected, within(1e-6));
    }
    assertThat(notes)
        .contains(
            "2 of 6 molecular features move the prediction; 2 of them are looked at one by one");
  }

  /** What `explain` looks at one by one in a network: a tenth of the genes, and none is missed. */
  @Test
  void theGradientProposesTheFeaturesThatMatterMost() {
    PatientData many = HorizonPlayers.cohort(30, 100, 9);
    HorizonPlayers.Network model = HorizonPlayers.Network.random(100, 3, false, 5);
    PatientData one = many.select(List.of("p20"));
    PatientData background = many.select(List.of("p1", "p2"));
    FeatureGroups groups = FeatureGroups.modalities(many);
    var settings = new SampledShapley.Settings(8, 0, 1);
    Score score = LogOdds.score(model);
    var all = FeatureShapley.of(score, one, background, groups, 3, settings);
    var listed = new GradientShortlist(model, many, 10);
    assertThat(listed.of(one, FeatureShapley.typical(background))).hasSizeBetween(10, 15);
    assertThat(FeatureShapley.of(score, one, background, groups, 3, settings, listed))
        .isEqualTo(all);
  }

  @Test
  void attentionIsSpreadOverItsBranch() {
    HorizonPlayers.Network model = HorizonPlayers.Network.random(6, 3, false, 5);
    FusedVariables fused = FusedVariables.of(model, COHORT);
    List<ClassImportance> found = AttentionImportance.of(model, fused, ASKED, BACKGROUND);
    assertThat(sum(found, "rna")).isCloseTo(0.6, within(1e-12));
    assertThat(sum(found, "clinical")).isCloseTo(0.4, within(1e-12));
    assertThat(found).allMatch(one -> one.importance() > 0 && one.standardError() > 0);
    assertThat(AttentionImportance.of(model.withoutAttention(), fused, ASKED, BACKGROUND))
        .isEmpty();
  }

  private static double sum(List<ClassImportance> all, String modality) {
    return all.stream()
        .filter(one -> one.variable().modality().equals(modality))
        .mapToDouble(ClassImportance::importance)
        .sum();
  }

  @Test
  void whatIsUsedLosesTheAreaWhenPermuted() {
    var model = new HorizonPlayers.Logistic(-20, Map.of("g1", 2.0, "stage=III", 6.0));
    double[] times = new double[80];
    boolean[] events = new boolean[80];
    for (int i = 0; i < 80; i++) {
      boolean died = model.logOdds(COHORT, "p" + i) > -4;
      times[i] = died ? 200 + i : 1100 + i;
      events[i] = died;
    }
    SurvivalData survival = new SurvivalData(COHORT.patients(), times, events);
    ImportanceMethods methods = new ImportanceMethods(BACKGROUND, 200, 1, note -> {});
    methods.ofAny(model, COHORT, done -> {});
    HorizonLabels labels = HorizonLabels.of(survival, 1000, HorizonLabels.Censored.WEIGHTED);
    List<ClassImportance> found = methods.permutation(model, COHORT, labels, 5, done -> {});
    for (ClassImportance one : found) {
      if (List.of("g1", "stage").contains(one.variable().name())) {
        assertThat(one.importance()).isGreaterThan(4 * one.standardError()).isGreaterThan(0.05);
      } else {
        assertThat(one.importance()).isZero();
      }
    }
    assertThat(found).extracting(one -> one.variable().name()).contains("g1", "stage", "size");
  }

  @Test
  void methodsAreComparedByRanks() {
    // R: cor(c(1, 2, 2, 4), c(1, 3, 2, 4), method = "spearman")
    assertThat(RankAgreement.spearman(new double[] {1, 2, 2, 4}, new double[] {1, 3, 2, 4}))
        .isCloseTo(0.9486832980505138, within(1e-15));
    assertThat(RankAgreement.spearman(new double[] {1, 1}, new double[] {1, 2})).isNaN();
    List<ClassImportance> all = new ArrayList<>();
    for (int k = 0; k < 30; k++) {
      Variable variable = new Variable("rna", "g" + k, new int[] {k}, List.of());
      all.add(new ClassImportance("attention", variable, k, 0));
      all.add(new ClassImportance("permutation", variable, 29 - k, 0));
      if (k < 10) {
        all.add(new ClassImportance("shapley", variable, k * k, 0));
      }
    }
    List<RankAgreement> pairs = RankAgreement.of(all);
    assertThat(pairs).hasSize(3);
    RankAgreement opposite = pairs.get(0);
    assertThat(opposite.spearman()).isCloseTo(-1, within(1e-12));
    assertThat(opposite.shared()).isEqualTo(10);
    assertThat(opposite.onlyFirst().get(0).name()).isEqualTo("g29");
    assertThat(opposite.onlySecond()).hasSize(10);
    RankAgreement same = pairs.stream().max(Comparator.comparing(RankAgreement::spearman)).get();
    assertThat(same.first()).isEqualTo("attention");
    assertThat(same.second()).isEqualTo("shapley");
    assertThat(same.variables()).isEqualTo(10);
    assertThat(same.top()).isEqualTo(10);
  }
}
