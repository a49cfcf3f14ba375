package org.omicroutes.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.PatientData;
import org.omicroutes.survival.Concordance;

class ImportanceTest {
  private static final int PATIENTS = 150;
  private final PatientData patients = Players.random("p", PATIENTS, new int[] {1, 1, 2}, 4);

  /** A matters most, B half as much, C not at all. */
  private final Score risk = Players.score(x -> x[0] + 0.5 * x[1]);

  private final SurvivalData survival = survival();

  private SurvivalData survival() {
    Random random = new Random(5);
    double[] score = risk.of(patients);
    double[] times = Arrays.stream(score).map(s -> exponential(random, Math.exp(s))).toArray();
    boolean[] events = new boolean[PATIENTS];
    for (int i = 0; i < PATIENTS; i++) {
      double censoring = exponential(random, 0.3);
      events[i] = times[i] <= censoring;
      times[i] = Math.min(times[i], censoring);
    }
    return new SurvivalData(patients.patients(), times, events);
  }

  private static double exponential(Random random, double rate) {
    return 1e-9 - Math.log(1 - random.nextDouble()) / rate;
  }

  private static ShapleyValues values(double[][] values) {
    double[] sums = Arrays.stream(values).mapToDouble(v -> Arrays.stream(v).sum()).toArray();
    return new ShapleyValues(
        Players.ids("p", values.length), Players.ids("g", values[0].length), 0, sums, values);
  }

  @Test
  void meanAbsoluteValueWithItsSpreadOverPatients() {
    double[][] x = Players.normal(200, 2, 1);
    for (double[] row : x) {
      row[1] = 2;
    }
    List<GlobalImportance.Importance> found = GlobalImportance.of(values(x), 0.95, 4000, 9);
    double[] absolute = Arrays.stream(x).mapToDouble(row -> Math.abs(row[0])).toArray();
    double mean = Arrays.stream(absolute).average().orElseThrow();
    double variance = Arrays.stream(absolute).map(v -> (v - mean) * (v - mean)).sum() / 200;
    double error = Math.sqrt(variance / 200); // what the bootstrap of a mean comes to
    GlobalImportance.Importance first = found.get(0);
    assertThat(first.meanAbsolute()).isCloseTo(mean, within(1e-12));
    assertThat(first.standardError()).isCloseTo(error, within(0.04 * error));
    assertThat(first.lower()).isCloseTo(mean - 1.96 * error, within(0.2 * error));
    assertThat(first.upper()).isCloseTo(mean + 1.96 * error, within(0.2 * error));
    GlobalImportance.Importance second = found.get(1);
    assertThat(second.group()).isEqualTo("g1");
    assertThat(second.lower()).isCloseTo(2, within(1e-12));
    assertThat(second.upper()).isCloseTo(2, within(1e-12));
    assertThat(GlobalImportance.of(values(x), 0.95, 4000, 9)).isEqualTo(found);
  }

  @Test
  void importanceNeedsPatients() {
    ShapleyValues none =
        new ShapleyValues(List.of(), List.of("a"), 0, new double[0], new double[0][]);
    assertThatThrownBy(() -> GlobalImportance.of(none, 0.95, 10, 1))
        .isInstanceOf(DataException.class);
  }

  @Test
  void permutingWhatIsUsedMakesTheConcordanceDrop() {
    FeatureGroups groups = FeatureGroups.modalities(patients);
    List<PermutationImportance.Drop> drops =
        PermutationImportance.of(risk, patients, survival, groups, 20, 3);
    assertThat(drops).extracting(PermutationImportance.Drop::group).containsExactly("A", "B", "C");
    PermutationImportance.Drop a = drops.get(0);
    PermutationImportance.Drop b = drops.get(1);
    assertThat(a.drop() - b.drop()).isGreaterThan(4 * (a.standardError() + b.standardError()));
    assertThat(b.drop()).isGreaterThan(2 * b.standardError());
    assertThat(drops.get(2).drops()).containsOnly(0);
    assertThat(PermutationImportance.of(risk, patients, survival, groups, 20, 3).get(0).drops())
        .isEqualTo(a.drops());
  }

  /** Of wrong patients, the risk is a coin. */
  @Test
  void permutingAllThatIsUsedLeavesChance() {
    Score one = Players.score(x -> x[0]);
    FeatureGroups groups = FeatureGroups.of(patients, (modality, feature) -> "all");
    PermutationImportance.Drop drop =
        PermutationImportance.of(one, patients, survival, groups, 50, 3).get(0);
    double c = Concordance.harrell(survival.times(), survival.events(), one.of(patients)).value();
    assertThat(drop.drop()).isCloseTo(c - 0.5, within(4 * drop.standardError()));
    assertThat(drop.standardError()).isBetween(0.001, 0.01);
  }

  @Test
  void concordanceNeedsEvents() {
    SurvivalData censored =
        new SurvivalData(patients.patients(), survival.times(), new boolean[PATIENTS]);
    FeatureGroups groups = FeatureGroups.modalities(patients);
    assertThatThrownBy(() -> PermutationImportance.of(risk, patients, censored, groups, 5, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("150 patients with 0 events");
  }
}
