package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.neural.Engines;
import org.omicroutes.step.StepTester;

class TrainStepTest {
  private static final SimulatedPatients COHORT = SimulatedPatients.cohort(90, 4);

  @TempDir Path dir;

  @BeforeEach
  void write() throws Exception {
    for (var modality : COHORT.data().modalities().entrySet()) {
      MatrixFiles.write(file(modality.getKey()), modality.getValue().values());
    }
    TableFiles.writeSurvival(dir.resolve("survival.tsv"), COHORT.survival());
    TableFiles.writeIds(dir.resolve("train.txt"), COHORT.first(70));
    TableFiles.writeIds(dir.resolve("test.txt"), COHORT.after(70));
  }

  private Path file(String modality) {
    return dir.resolve(modality + ".tsv.gz");
  }

  private <P extends Record> StepTester<P> modalities(StepTester<P> tester) {
    COHORT
        .data()
        .modalities()
        .forEach(
            (name, modality) ->
                tester.in(modality.kind().name().toLowerCase(Locale.ROOT), name, file(name)));
    return tester;
  }

  private StepTester<TrainStep.Options> train(String model) {
    return modalities(StepTester.of(new TrainStep()))
        .in("survival", dir.resolve("survival.tsv"))
        .in("fit-samples", dir.resolve("train.txt"))
        .in("patients", dir.resolve("test.txt"))
        .param("model", model)
        .param("innerFolds", 3)
        .out("out-model", dir.resolve("model.json.gz"))
        .out("out-predictions", dir.resolve("trained.tsv"));
  }

  @Test
  void aSavedModelSaysTheSameOfTheSamePatients() throws Exception {
    train("kernel-ensemble").run();
    modalities(StepTester.of(new ApplyModelStep()))
        .in("model", dir.resolve("model.json.gz"))
        .in("patients", dir.resolve("test.txt"))
        .out("out", dir.resolve("applied.tsv"))
        .run();
    assertThat(dir.resolve("applied.tsv")).hasSameTextualContentAs(dir.resolve("trained.tsv"));
    SurvivalPredictions predictions = PredictionFiles.read(dir.resolve("applied.tsv"));
    assertThat(predictions.sampleIds()).containsExactlyInAnyOrderElementsOf(COHORT.after(70));
    assertThat(predictions.horizonMonths()).containsExactly(12, 24, 36, 48, 60);
  }

  @Test
  void survivalOfThosePredictedChangesNothing() throws Exception {
    train("ridge").run();
    byte[] first = Files.readAllBytes(dir.resolve("trained.tsv"));
    TableFiles.writeSurvival(
        dir.resolve("survival.tsv"), COHORT.survival().select(COHORT.first(70)));
    train("ridge").run();
    assertThat(dir.resolve("trained.tsv")).hasBinaryContent(first);
  }

  @Test
  void saysWhichModalityOfTheModelIsNotGiven() throws Exception {
    train("kernel-ensemble").run();
    StepTester<?> tester =
        StepTester.of(new ApplyModelStep())
            .in("model", dir.resolve("model.json.gz"))
            .in("continuous", "rna", file("rna"))
            .out("out", dir.resolve("applied.tsv"))
            .run();
    assertThat(tester.notes()).singleElement().asString().contains("clinical", "mutation");
  }

  /** The transformer, as a network that every patient's prediction asks. */
  @Test
  void whatOneEngineTrainedTheOtherApplies() throws Exception {
    String plain = "computed by: plain Java, CPU, double precision";
    String nd4j = "computed by: ND4J SameDiff, CPU, double precision";
    try {
      System.setProperty(Engines.PROPERTY, "plain");
      assertThat(train("transformer").run().notes()).containsExactly(plain);
      System.setProperty(Engines.PROPERTY, "nd4j");
      StepTester<?> tester =
          modalities(StepTester.of(new ApplyModelStep()))
              .in("model", dir.resolve("model.json.gz"))
              .in("patients", dir.resolve("test.txt"))
              .out("out", dir.resolve("applied.tsv"))
              .run();
      assertThat(tester.notes())
          .containsExactly(nd4j + " (networks trained by plain Java, CPU, double precision)");
    } finally {
      System.clearProperty(Engines.PROPERTY);
    }
    SurvivalPredictions trained = PredictionFiles.read(dir.resolve("trained.tsv"));
    SurvivalPredictions applied = PredictionFiles.read(dir.resolve("applied.tsv"));
    assertThat(applied.sampleIds()).isEqualTo(trained.sampleIds());
    assertThat(applied.risk()).containsExactly(trained.risk(), within(1e-9));
    assertThat(applied.risk()).doesNotHaveDuplicates();
  }

  @Test
  void aModelAtAHorizonSaysHowManyHadALabelAndHowItsNetworksWere() throws Exception {
    StepTester<?> tester =
        train("mmfn-clinical")
            .param("preset", ClassOptions.Preset.SMALL_COHORT)
            .param("horizon", 24)
            .out("out-history", dir.resolve("history.tsv"))
            .run();
    assertThat(tester.notes()).hasSize(2);
    assertThat(tester.notes().get(0)).isEqualTo("computed by: plain Java, CPU, double precision");
    assertThat(tester.notes().get(1))
        .matches(
            "training patients by month 24: \\d+ died, \\d+ seen beyond, \\d+ censored before"
                + " \\(made up for by weights\\)");
    List<String> rows = Files.readAllLines(dir.resolve("history.tsv"));
    assertThat(rows.get(0))
        .isEqualTo(
            "network\tepoch\tlearning_rate\ttraining_loss\tvalidation_loss\ttraining_accuracy"
                + "\tvalidation_accuracy");
    assertThat(rows.get(1)).startsWith("1\t1\t0.005\t");
    assertThat(rows.get(rows.size() - 1)).startsWith("5\t");
    modalities(StepTester.of(new ApplyModelStep()))
        .in("model", dir.resolve("model.json.gz"))
        .in("patients", dir.resolve("test.txt"))
        .out("out", dir.resolve("applied.tsv"))
        .run();
    assertThat(dir.resolve("applied.tsv")).hasSameTextualContentAs(dir.resolve("trained.tsv"));
  }

  @Test
  void aModelWithoutNetworksHasAnEmptyHistory() throws Exception {
    train("logistic")
        .param("censored", HorizonLabels.Censored.LEFT_OUT)
        .out("out-history", dir.resolve("history.tsv"))
        .run();
    assertThat(Files.readAllLines(dir.resolve("history.tsv"))).hasSize(1);
  }

  @Test
  void refusesWhatIsNoModelAndWhatHasNoModality() throws Exception {
    assertThatThrownBy(() -> train("oracle").run())
        .hasStackTraceContaining("model: found oracle, expected one of backbone");
    Files.writeString(dir.resolve("other.json"), "{\"format\": 1, \"model\": \"x\"}");
    StepTester<?> other =
        modalities(StepTester.of(new ApplyModelStep()))
            .in("model", dir.resolve("other.json"))
            .out("out", dir.resolve("applied.tsv"));
    assertThatThrownBy(other::run)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("other.json", "model 'x'");
    StepTester<?> nothing =
        StepTester.of(new TrainStep())
            .in("survival", dir.resolve("survival.tsv"))
            .param("model", "cox")
            .out("out-model", dir.resolve("m.json"));
    assertThatThrownBy(nothing::run).hasMessageContaining("no modality");
    StepTester<?> twice = train("cox").in("binary", "rna", file("mutation"));
    assertThatThrownBy(twice::run).hasMessageContaining("a second modality rna");
    assertThat(List.of(dir.resolve("m.json"))).noneMatch(Files::exists);
  }
}
