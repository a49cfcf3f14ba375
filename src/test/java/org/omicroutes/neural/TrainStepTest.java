package org.omicroutes.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.DelimitedReader;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.StepTester;

class TrainStepTest {
  @TempDir Path dir;
  private SimulatedCohort cohort;
  private List<String> fit;

  @BeforeEach
  void write() throws Exception {
    cohort = new SimulatedCohort(90, 2, 1, 0.5, 8).withHoles("rna");
    fit = cohort.survival.sampleIds().subList(0, 70);
    writeInputs(cohort);
    TableFiles.writeIds(dir.resolve("fit.txt"), fit);
  }

  private void writeInputs(SimulatedCohort c) throws Exception {
    for (var entry : c.matrices.entrySet()) {
      MatrixFiles.write(dir.resolve(entry.getKey() + ".tsv"), entry.getValue());
    }
    TableFiles.writeSurvival(dir.resolve("survival.tsv"), c.survival);
    MatrixFiles.write(
        dir.resolve("offset.tsv"),
        LabelledMatrix.of(List.of("linear"), c.survival.sampleIds(), new double[][] {c.linear}));
  }

  private <P extends Record> StepTester<P> tokens(StepTester<P> tester) {
    cohort.matrices.keySet().forEach(m -> tester.in("tokens", m, dir.resolve(m + ".tsv")));
    return tester;
  }

  private StepTester<TrainStep.Options> train(String suffix) {
    return tokens(StepTester.of(new TrainStep()))
        .in("survival", dir.resolve("survival.tsv"))
        .in("fit-samples", dir.resolve("fit.txt"))
        .param("maxEpochs", 4)
        .param("members", 2)
        .param("width", 4)
        .out("out-model", dir.resolve("model" + suffix + ".json"))
        .out("out-predictions", dir.resolve("predictions" + suffix + ".tsv"))
        .out("out-history", dir.resolve("history" + suffix + ".tsv"))
        .out("out-attention", dir.resolve("attention" + suffix + ".tsv"));
  }

  @Test
  void aSavedModelPredictsTheSame() throws Exception {
    train("").in("offset", dir.resolve("offset.tsv")).run();
    tokens(StepTester.of(new MoaNetPredictStep()))
        .in("model", dir.resolve("model.json"))
        .in("offset", dir.resolve("offset.tsv"))
        .out("out", dir.resolve("again.tsv"))
        .out("out-attention", dir.resolve("attention-again.tsv"))
        .run();
    assertThat(dir.resolve("again.tsv")).hasSameBinaryContentAs(dir.resolve("predictions.tsv"));
    assertThat(dir.resolve("attention-again.tsv"))
        .hasSameBinaryContentAs(dir.resolve("attention.tsv"));
    assertThat(Files.readString(dir.resolve("predictions.tsv")))
        .startsWith("sample\trisk\tsurvival_12m\tsurvival_24m\tsurvival_36m");
    assertThat(Files.readAllLines(dir.resolve("predictions.tsv"))).hasSize(91);
  }

  @Test
  void patientsNotFittedOnHaveNoInfluenceOnTheModel() throws Exception {
    train("").run();
    var s = cohort.survival;
    double[] times = s.times();
    boolean[] events = s.events();
    for (int i = 70; i < times.length; i++) {
      times[i] = 1;
      events[i] = !events[i];
    }
    var changed = new SimulatedCohort(90, 2, 1, 0.5, 8).withHoles("rna");
    TableFiles.writeSurvival(
        dir.resolve("survival.tsv"), new SurvivalData(s.sampleIds(), times, events));
    for (var entry : changed.matrices.entrySet()) {
      double[][] rows = entry.getValue().toArray();
      for (double[] row : rows) {
        for (int i = 70; i < row.length; i++) {
          row[i] = 100 - row[i];
        }
      }
      MatrixFiles.write(dir.resolve(entry.getKey() + ".tsv"), entry.getValue().withValues(rows));
    }
    train("2").run();
    assertThat(dir.resolve("model2.json")).hasSameBinaryContentAs(dir.resolve("model.json"));
    assertThat(dir.resolve("history2.tsv")).hasSameBinaryContentAs(dir.resolve("history.tsv"));
  }

  @Test
  void attentionIsAShareOfTheOtherModalities() throws Exception {
    train("").run();
    double fromClinical = 0;
    try (var in = DelimitedReader.open(dir.resolve("attention.tsv"))) {
      assertThat(in.header()).containsExactly("query_modality", "key_modality", "weight");
      for (var cells = in.next(); cells != null; cells = in.next()) {
        assertThat(cells.get(0)).isNotEqualTo(cells.get(1));
        fromClinical += cells.get(0).equals("clinical") ? Double.parseDouble(cells.get(2)) : 0;
      }
    }
    assertThat(fromClinical).isBetween(1 - 1e-9, 1 + 1e-9);
  }

  @Test
  void featuresNamedAfterAModalityBelongToIt() throws Exception {
    var m =
        LabelledMatrix.of(
            List.of("rna:Factor1", "methylation:Factor1", "age"),
            List.of("a"),
            new double[][] {{1}, {2}, {3}});
    var tokens = Tokens.of(java.util.Map.of("mofa", m));
    assertThat(tokens.modalities()).containsExactly("rna", "methylation", "mofa");
    assertThat(tokens.features().get("rna")).containsExactly("Factor1");
  }

  @Test
  void aModelTrainedWithAnOffsetAsksForIt() throws Exception {
    train("").in("offset", dir.resolve("offset.tsv")).run();
    var step =
        tokens(StepTester.of(new MoaNetPredictStep()))
            .in("model", dir.resolve("model.json"))
            .out("out", dir.resolve("p.tsv"));
    assertThatThrownBy(step::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("offset");
  }

  @Test
  void anOptionOutOfRangeIsNamed() {
    assertThatThrownBy(train("").param("heads", 3)::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("heads: found 3, expected a divisor of the width 4");
    assertThatThrownBy(train("").param("horizons", "24,12")::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("horizons");
  }
}
