package org.omicroutes.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.omicroutes.explain.Counterfactual.Change;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.HorizonModel;

class CounterfactualSearchTest {
  private static final PatientData COHORT = HorizonPlayers.cohort(60, 30, 4);
  private static final PatientData BACKGROUND = COHORT.select(COHORT.patients().subList(0, 40));
  private static final PatientData ASKED = COHORT.select(COHORT.patients().subList(40, 60));
  private static final FixedVariables FIXED = new FixedVariables(List.of("age"));

  private static List<Domain> domains() {
    return Variable.of(COHORT).stream()
        .filter(v -> !FIXED.isFixed(v, COHORT.modalities().get(v.modality()).kind()))
        .map(v -> Domain.of(v, BACKGROUND))
        .toList();
  }

  private static Guide screen(HorizonModel model) {
    List<Variable> chosen = FeatureScreen.of(model, ASKED, domains(), done -> {}).byEither(40);
    return (one, up) -> chosen;
  }

  private static CounterfactualSearch search(HorizonModel model, int maxChanges) {
    return new CounterfactualSearch(model, domains(), screen(model), 0.5, maxChanges);
  }

  private static CounterfactualSearch led(HorizonPlayers.Network model, int maxChanges) {
    Guide guide = new GradientGuide(model, FusedVariables.of(model, COHORT), domains());
    return new CounterfactualSearch(model, domains(), guide, 0.5, maxChanges);
  }

  /** Many small effects, so that the nearest variables run out of range. */
  private static HorizonPlayers.Logistic numbersOnly(double scale) {
    Map<String, Double> coefficients = new LinkedHashMap<>();
    double intercept = 0.7;
    for (int g = 0; g < 12; g++) {
      double coefficient = scale * (g % 3 == 0 ? -1 : 1) * (12 - g) / 12.0;
      coefficients.put("g" + g, coefficient);
      intercept -= 7 * coefficient;
    }
    coefficients.put("age_at_diagnosis", 0.05);
    return new HorizonPlayers.Logistic(intercept - 3, coefficients);
  }

  /** Fills up the variables of the largest |coefficient × deviation| to the end of their range. */
  private static double optimum(HorizonPlayers.Logistic model, String id, List<String> order) {
    double need = -model.logOdds(COHORT, id);
    List<Domain> best = new ArrayList<>(domains());
    best.removeIf(d -> !model.coefficients().containsKey(d.variable().name()));
    best.sort(
        Comparator.comparingDouble(
            d -> -Math.abs(model.coefficients().get(d.variable().name())) * d.deviation()));
    double cost = 0;
    for (Domain domain : best) {
      double slope = model.coefficients().get(domain.variable().name());
      double[] own = domain.variable().values(COHORT, id);
      double sign = Math.signum(need);
      double most =
          domain.proposals(own).stream()
              .mapToDouble(to -> sign * slope * (to[0] - own[0]))
              .max()
              .orElse(0);
      double used = Math.min(Math.abs(need), Math.max(0, most));
      if (used > 0) {
        order.add(domain.variable().name());
        cost += used / Math.abs(slope) / domain.deviation();
        need -= sign * used;
      }
      if (Math.abs(need) < 1e-12) {
        return cost;
      }
    }
    throw new AssertionError("not within range");
  }

  /** Of patients within the observed range, so that no change has a least size. */
  @Test
  void ofALinearScoreTheOptimumIsFound() {
    HorizonPlayers.Logistic model = numbersOnly(0.5);
    int several = 0;
    for (String id : BACKGROUND.patients()) {
      List<String> order = new ArrayList<>();
      double expected = optimum(model, id, order);
      Counterfactual found = search(model, 20).find(COHORT.select(List.of(id)));
      assertThat(found.cost()).as(id).isCloseTo(expected, within(1e-4 * expected));
      assertThat(found.changes())
          .extracting(change -> change.variable().name())
          .containsExactlyInAnyOrderElementsOf(order);
      several += order.size() > 1 ? 1 : 0;
    }
    assertThat(several).as("patients with more than one change").isGreaterThan(3);
  }

  @Test
  void whatIsLeftCrossesAndNotWithAnyLess() {
    for (HorizonModel model :
        List.of(numbersOnly(0.5), HorizonPlayers.Network.random(30, 4, false, 3))) {
      int turned = 0;
      for (String id : ASKED.patients()) {
        PatientData one = COHORT.select(List.of(id));
        Counterfactual found =
            model instanceof HorizonPlayers.Network network
                ? led(network, 5).find(one)
                : search(model, 5).find(one);
        turned += found.isTurned() ? 1 : 0;
        assertMinimal(model, found, 0.5);
      }
      assertThat(turned).isGreaterThan(15);
    }
  }

  private static void assertMinimal(HorizonModel model, Counterfactual found, double threshold) {
    PatientData one = COHORT.select(List.of(found.patient()));
    EditedPatient patient = new EditedPatient(model, one);
    boolean up = found.probability() < threshold;
    assertThat(found.probability()).isEqualTo(model.probability(one)[0]);
    if (!found.isTurned()) {
      assertThat(found.reached() < threshold).isEqualTo(up);
      return;
    }
    Map<Variable, double[]> edits = new LinkedHashMap<>();
    found.changes().forEach(change -> edits.put(change.variable(), change.to()));
    assertThat(patient.probabilities(List.of(edits))[0]).isEqualTo(found.reached());
    assertThat(found.reached() >= threshold).isEqualTo(up);
    assertThat(found.reached()).isCloseTo(threshold, within(1e-3));
    assertThat(found.changes().size()).isBetween(1, 5);
    for (Change change : found.changes()) {
      Map<Variable, double[]> less = new LinkedHashMap<>(edits);
      less.remove(change.variable());
      assertThat(patient.probabilities(List.of(less))[0] >= threshold).isNotEqualTo(up);
      double smaller = change.from()[0] + 0.999 * (change.to()[0] - change.from()[0]);
      less.put(change.variable(), new double[] {smaller});
      if (change.variable().levels().isEmpty()) {
        assertThat(patient.probabilities(List.of(less))[0] >= threshold).isNotEqualTo(up);
      }
      double[] observed =
          BACKGROUND.patients().stream()
              .mapToDouble(id -> change.variable().values(COHORT, id)[0])
              .sorted()
              .toArray();
      assertThat(change.to()[0]).isBetween(observed[0], observed[observed.length - 1]);
      assertThat(change.variable().name()).isNotEqualTo("age_at_diagnosis");
    }
  }

  @Test
  void aCategoryChangesAsAWholeAndToTheCheapestLevelThatCrosses() {
    HorizonModel model =
        new HorizonPlayers.Logistic(-1, Map.of("stage=II", 2.0, "stage=III", 3.0, "g0", 0.01));
    Counterfactual found = search(model, 3).find(COHORT.select(List.of("p42")));
    assertThat(found.changes()).hasSize(1);
    Change change = found.changes().get(0);
    assertThat(CounterfactualTables.text(change.variable(), change.from())).isEqualTo("I");
    // Of 40 patients 13 have stage II and 13 stage III: as dear, and II is enough.
    assertThat(change.to()[0]).isZero();
    assertThat(change.to()[1] + change.to()[2]).isEqualTo(1);
    double i = Math.sqrt(14.0 / 40 * 26 / 40);
    double other = Math.sqrt(13.0 / 40 * 27 / 40);
    assertThat(change.cost()).isCloseTo((1 / i + 1 / other) / 2, within(1e-12));
  }

  @Test
  void whoCannotBeTurnedIsSaidToBe() {
    HorizonModel model =
        new HorizonPlayers.Logistic(-9, Map.of("g0", 0.1, "age_at_diagnosis", 0.1));
    Counterfactual found = search(model, 5).find(COHORT.select(List.of("p50")));
    assertThat(found.isTurned()).isFalse();
    assertThat(found.reached()).isBetween(found.probability(), 0.5);
    assertThat(found.reached()).isGreaterThan(found.probability());
  }

  /** One variable of a large range beats two of steeper slope where one change is allowed. */
  @Test
  void fewChangesAreFoundByGain() {
    Map<String, Double> coefficients = new LinkedHashMap<>();
    for (int g = 0; g < 6; g++) {
      coefficients.put("g" + g, 0.4);
    }
    HorizonPlayers.Logistic model = new HorizonPlayers.Logistic(-0.4 * 42 - 4.2, coefficients);
    int bound = 0;
    for (String id : ASKED.patients()) {
      PatientData one = COHORT.select(List.of(id));
      Counterfactual free = search(model, 20).find(one);
      int most = free.changes().size() - 1;
      if (most > 0 && free.isTurned()) {
        Counterfactual few = search(model, most).find(one);
        assertThat(few.changes().size()).isLessThanOrEqualTo(most);
        assertThat(!few.isTurned() || few.cost() >= free.cost() * (1 - 1e-4)).isTrue();
        bound += few.isTurned() ? 1 : 0;
      }
    }
    assertThat(bound).isPositive();
  }

  @Test
  void aMissingValueIsNotChanged() {
    HorizonModel model = new HorizonPlayers.Logistic(-37, Map.of("g0", 5.0));
    double[][] rows = COHORT.modalities().get("rna").values().toArray();
    rows[0][45] = Double.NaN;
    Map<String, Modality> modalities = new LinkedHashMap<>(COHORT.modalities());
    Modality rna = modalities.get("rna");
    modalities.put("rna", new Modality(rna.kind(), rna.values().withValues(rows)));
    PatientData holes = new PatientData(COHORT.patients(), modalities);
    assertThat(search(model, 5).find(holes.select(List.of("p45"))).isTurned()).isFalse();
    assertThat(search(model, 5).find(COHORT.select(List.of("p45"))).isTurned()).isTrue();
  }

  @Test
  void wordsOfNamesFixClinicalVariables() {
    FixedVariables fixed = new FixedVariables(List.of("age", "rna"));
    Modality.Kind clinical = Modality.Kind.CLINICAL;
    assertThat(List.of("age", "age_at_diagnosis", "Age.years", "patientAge", "age^2"))
        .allMatch(n -> fixed.isFixed(new Variable("clinical", n, new int[1], List.of()), clinical));
    assertThat(List.of("stage", "dosage", "percentage"))
        .noneMatch(
            n -> fixed.isFixed(new Variable("clinical", n, new int[1], List.of()), clinical));
    Variable gene = new Variable("rna", "g1", new int[1], List.of());
    assertThat(fixed.isFixed(gene, Modality.Kind.CONTINUOUS)).isTrue();
    Variable other = new Variable("cnv", "AGE", new int[1], List.of());
    assertThat(fixed.isFixed(other, Modality.Kind.CONTINUOUS)).isFalse();
  }
}
