package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.models.Modality.Kind;
import org.omicroutes.step.StepTester;

class PanCancerStepTest {
  private static final List<Kind> TAKEN = List.of(Kind.CLINICAL, Kind.CONTINUOUS, Kind.BINARY);
  private static final Map<String, SimulatedPatients> COHORTS =
      Map.of(
          "A", SimulatedPatients.cohort(60, 21),
          "B", SimulatedPatients.cohort(50, 22),
          "T", SimulatedPatients.cohort(40, 23));

  @TempDir Path dir;

  @BeforeEach
  void write() throws Exception {
    for (var cohort : COHORTS.entrySet()) {
      for (var modality : cohort.getValue().data().modalities().entrySet()) {
        MatrixFiles.write(file(cohort.getKey(), modality.getKey()), modality.getValue().values());
      }
      TableFiles.writeSurvival(survival(cohort.getKey()), cohort.getValue().survival());
    }
  }

  private Path file(String cohort, String modality) {
    return dir.resolve(cohort + "-" + modality + ".tsv.gz");
  }

  private Path survival(String cohort) {
    return dir.resolve(cohort + "-survival.tsv");
  }

  private StepTester<?> learn(String... cohorts) {
    StepTester<?> step =
        StepTester.of(new PanCancerStep()).out("out", dir.resolve("pan-cancer.json.gz"));
    for (String cohort : cohorts) {
      step.in("survival", cohort, survival(cohort));
      each(cohort, (port, name) -> step.in(port, cohort + "/" + name, file(cohort, name)));
    }
    return step;
  }

  private StepTester<?> score() throws Exception {
    TableFiles.writeIds(dir.resolve("train.txt"), COHORTS.get("T").first(25));
    StepTester<?> step =
        StepTester.of(new PanCancerScoreStep())
            .in("model", dir.resolve("pan-cancer.json.gz"))
            .in("fit-samples", dir.resolve("train.txt"))
            .out("out", dir.resolve("score.tsv"));
    each("T", (port, name) -> step.in(port, name, file("T", name)));
    return step;
  }

  private interface Each {
    void at(String port, String name);
  }

  private static void each(String cohort, Each each) {
    COHORTS
        .get(cohort)
        .data()
        .modalities()
        .forEach(
            (name, modality) -> {
              if (TAKEN.contains(modality.kind())) {
                each.at(modality.kind().name().toLowerCase(Locale.ROOT), name);
              }
            });
  }

  /** What the step has to make of the files, without it. */
  private static PanCancer expected() {
    return PanCancerTrainer.fit(List.of(cohort("A"), cohort("B")));
  }

  private static PanCancerTrainer.Cohort cohort(String name) {
    SimulatedPatients from = COHORTS.get(name);
    Map<String, Modality> modalities = new LinkedHashMap<>(from.data().modalities());
    modalities.values().removeIf(modality -> !TAKEN.contains(modality.kind()));
    List<String> sorted = from.data().patients().stream().sorted().toList();
    return new PanCancerTrainer.Cohort(
        name, new PatientData(sorted, modalities), from.survival().select(sorted));
  }

  private PanCancer learned() throws Exception {
    return Json.read(dir.resolve("pan-cancer.json.gz"), PanCancer.class);
  }

  @Test
  void learnsFromFilesWhatTheTrainerLearns() throws Exception {
    learn("B", "A").run();
    PanCancer expected = expected();
    assertThat(learned().cohorts()).containsExactly("A", "B");
    assertThat(learned()).usingRecursiveComparison().isEqualTo(expected);
    assertThat(expected.parts()).extracting(PanCancer.Part::modality).contains("clinical", "rna");
  }

  @Test
  void scoresPatientsByTheScalesOfTheTrainingPatients() throws Exception {
    learn("A", "B").run();
    score().run();
    LabelledMatrix scores = MatrixFiles.read(dir.resolve("score.tsv"));
    PatientData target = cohort("T").patients();
    Set<String> train = Set.copyOf(COHORTS.get("T").first(25));
    List<String> training = target.patients().stream().filter(train::contains).toList();
    LabelledMatrix expected =
        expected()
            .on(target.select(training))
            .addedTo(target)
            .modalities()
            .get(PanCancer.MODALITY)
            .values();
    assertThat(scores.featureIds()).containsExactly(PanCancer.MODALITY);
    assertThat(scores.sampleIds()).containsExactlyInAnyOrderElementsOf(expected.sampleIds());
    for (String id : expected.sampleIds()) {
      assertThat(scores.at(0, scores.sampleIndex(id)))
          .isEqualTo(expected.at(0, expected.sampleIndex(id)));
    }
  }

  @Test
  void ofContinuousModalitiesOnlyTheRnaIsRead() throws Exception {
    Path none = dir.resolve("none.tsv");
    StepTester<?> step = learn("A", "B").in("continuous", "A/cnv", none).run();
    assertThat(step.notes()).singleElement().asString().contains("cnv");
    assertThat(learned()).usingRecursiveComparison().isEqualTo(expected());
  }

  @Test
  void refusesWhatIsNoSetOfCohorts() throws Exception {
    assertThatThrownBy(learn("A")::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 cohorts");
    assertThatThrownBy(learn("A", "B").in("survival", "T", survival("T"))::run)
        .hasMessage("survival: found the cohorts [A, B, T], expected [A, B]");
    assertThatThrownBy(learn("A", "B").in("binary", "mutation", file("A", "mutation"))::run)
        .hasMessage("binary: found the name 'mutation', expected COHORT/MODALITY");
    learn("A", "B").run();
    StepTester<?> other =
        StepTester.of(new PanCancerScoreStep())
            .in("model", dir.resolve("pan-cancer.json.gz"))
            .in("continuous", "protein", file("T", "rna"))
            .out("out", dir.resolve("score.tsv"));
    assertThatThrownBy(other::run).hasMessageContaining("found the modalities [protein]");
  }
}
