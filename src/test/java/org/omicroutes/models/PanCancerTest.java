package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.Json;
import org.omicroutes.models.Modality.Kind;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.survival.Concordance;

class PanCancerTest {
  private static final List<String> CLINICAL = List.of("age", "sex", "stage");

  private static PanCancerTrainer.Cohort simulated(String name, long seed) {
    SimulatedPatients cohort = SimulatedPatients.cohort(90, seed);
    return new PanCancerTrainer.Cohort(name, cohort.data(), cohort.survival());
  }

  private static final PanCancer LEARNED =
      PanCancerTrainer.fit(List.of(simulated("a", 11), simulated("b", 12), simulated("c", 13)));

  /** A cohort of the frozen table; what is missing in all its patients was not measured. */
  private static PanCancerTrainer.Cohort frozen(Frozen table, String name) {
    Frozen own = table.where("cohort", name);
    Map<String, List<String>> features = new LinkedHashMap<>();
    for (String column : own.header().subList(4, own.header().size())) {
      boolean measured = Arrays.stream(own.numbers(column)).anyMatch(v -> v == v);
      String modality =
          CLINICAL.contains(column) ? "clinical" : column.startsWith("g") ? "rna" : "mutation";
      if (measured) {
        features.computeIfAbsent(modality, m -> new ArrayList<>()).add(column);
      }
    }
    Map<String, Kind> kinds =
        Map.of("clinical", Kind.CLINICAL, "rna", Kind.CONTINUOUS, "mutation", Kind.BINARY);
    List<String> ids = own.texts("sample");
    Map<String, Modality> modalities = new LinkedHashMap<>();
    features.forEach(
        (modality, names) -> {
          double[][] rows = names.stream().map(own::numbers).toArray(double[][]::new);
          modalities.put(
              modality, new Modality(kinds.get(modality), LabelledMatrix.of(names, ids, rows)));
        });
    return new PanCancerTrainer.Cohort(
        name,
        new PatientData(ids, modalities),
        new SurvivalData(ids, own.numbers("time"), own.flags("event")));
  }

  @Test
  void coefficientsAndScoresAreThoseOfTheReference() throws IOException {
    Frozen table = Frozen.read("pan-cancer/patients.tsv.gz");
    PanCancer model =
        PanCancerTrainer.fit(List.of(frozen(table, "A"), frozen(table, "B"), frozen(table, "C")));
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (PanCancer.Part part : model.parts()) {
      for (int f = 0; f < part.features().size(); f++) {
        names.add(part.features().get(f));
        values.add(part.linear()[f]);
      }
      for (int f = 0; f < part.features().size(); f++) {
        if (part.squared()[f] != 0) {
          names.add(part.features().get(f) + "^2");
          values.add(part.squared()[f]);
        }
      }
    }
    Frozen expected = Frozen.read("pan-cancer/coefficients.tsv.gz");
    assertThat(names).containsExactlyElementsOf(expected.texts("feature"));
    Frozen chosen = Frozen.read("pan-cancer/validated.tsv.gz").where("chosen", "1");
    assertThat(model.lambda()).isEqualTo(chosen.number("lambda"));
    PatientData asked = frozen(table, "D").patients();
    Modality score = model.on(asked).addedTo(asked).modalities().get(PanCancer.MODALITY);
    Agreement.of(
            "pan-cancer score",
            "pan-cancer",
            "scipy",
            "minimize",
            "3 cohorts, 135 patients × 20 columns, asked about 30 patients of a fourth")
        .close(
            "coefficients",
            values.stream().mapToDouble(v -> v).toArray(),
            expected.numbers("coefficient"),
            1e-6)
        .close(
            "scores",
            score.values().row(0),
            Frozen.read("pan-cancer/scores.tsv.gz").numbers("score"),
            1e-6);
  }

  @Test
  void ranksPatientsOfACohortThatItHasNotSeen() {
    SimulatedPatients other = SimulatedPatients.cohort(200, 14);
    double[] score = score(LEARNED, other.data());
    SurvivalData truth = other.survival();
    assertThat(Concordance.harrell(truth.times(), truth.events(), score).value())
        .isGreaterThan(0.65);
  }

  @Test
  void aPatientsScoreComesFromTheTrainingPatientsScales() {
    SimulatedPatients other = SimulatedPatients.cohort(60, 15);
    PanCancerScore score = LEARNED.on(other.data().select(other.first(40)));
    PatientData scrambled = other.withOthersScrambled(other.first(45));
    PatientData asked = other.data().select(other.first(45));
    assertThat(score.addedTo(asked).modalities().get(PanCancer.MODALITY).values().row(0))
        .containsExactly(
            LEARNED
                .on(scrambled.select(other.first(40)))
                .addedTo(scrambled.select(other.first(45)))
                .modalities()
                .get(PanCancer.MODALITY)
                .values()
                .row(0));
  }

  @Test
  void whoHasNothingThatItSpeaksOfHasNoScore() {
    SimulatedPatients other = SimulatedPatients.cohort(40, 16);
    PatientData only = SimulatedPatients.only(other.data(), "rna");
    PatientData stranger =
        new PatientData(List.of("stranger", other.first(1).get(0)), only.modalities());
    PanCancerScore score = LEARNED.on(only);
    Modality added = score.addedTo(stranger).modalities().get(PanCancer.MODALITY);
    assertThat(added.kind()).isEqualTo(Kind.SUMMARY);
    assertThat(added.values().sampleIds()).containsExactly(other.first(1).get(0));
    assertThat(added.values().at(0, 0)).isFinite();
  }

  @Test
  void isSavedAndReadAsJson(@TempDir Path folder) throws IOException {
    SimulatedPatients other = SimulatedPatients.cohort(40, 17);
    PanCancerScore score = LEARNED.on(other.data());
    Json.write(folder.resolve("pan.json"), score);
    PanCancerScore again = Json.read(folder.resolve("pan.json"), PanCancerScore.class);
    assertThat(again.addedTo(other.data()).modalities().get(PanCancer.MODALITY).values().row(0))
        .containsExactly(score(LEARNED, other.data()));
    assertThat(again.model().cohorts()).containsExactly("a", "b", "c");
  }

  @Test
  void cohortsNeedEventsAndSomethingInCommon() {
    PanCancerTrainer.Cohort a = simulated("a", 1);
    assertThatThrownBy(() -> PanCancerTrainer.fit(List.of(a)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 cohorts");
    List<String> ids = a.patients().patients();
    SurvivalData none = new SurvivalData(ids, a.survival().times(), new boolean[ids.size()]);
    var silent = new PanCancerTrainer.Cohort("silent", a.patients(), none);
    assertThatThrownBy(() -> PanCancerTrainer.fit(List.of(a, silent)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("silent");
    var burden = SimulatedPatients.only(a.patients(), "burden");
    var bare = new PanCancerTrainer.Cohort("bare", burden, a.survival());
    assertThatThrownBy(() -> PanCancerTrainer.fit(List.of(bare, bare)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cohort bare twice");
    var second = new PanCancerTrainer.Cohort("second", burden, a.survival());
    assertThatThrownBy(() -> PanCancerTrainer.fit(List.of(bare, second)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("half of the cohorts");
  }

  /** Each cohort has its own hazard: to multiply one cohort's times changes nothing. */
  @Test
  void cohortsAreComparedWithinThemselves() {
    PanCancerTrainer.Cohort a = simulated("a", 11);
    double[] slower = Arrays.stream(a.survival().times()).map(t -> 10 * t).toArray();
    var slow =
        new PanCancerTrainer.Cohort(
            "a",
            a.patients(),
            new SurvivalData(a.patients().patients(), slower, a.survival().events()));
    PanCancer other = PanCancerTrainer.fit(List.of(slow, simulated("b", 12), simulated("c", 13)));
    for (int k = 0; k < other.parts().size(); k++) {
      double[] expected = LEARNED.parts().get(k).linear();
      for (int f = 0; f < expected.length; f++) {
        assertThat(other.parts().get(k).linear()[f]).isCloseTo(expected[f], within(1e-9));
      }
    }
  }

  static double[] score(PanCancer model, PatientData data) {
    return model.on(data).addedTo(data).modalities().get(PanCancer.MODALITY).values().row(0);
  }
}
