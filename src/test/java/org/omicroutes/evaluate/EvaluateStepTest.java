package org.omicroutes.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.StepTester;
import org.omicroutes.survival.Concordance;
import org.omicroutes.survival.SplitStep;

class EvaluateStepTest {
  private static final int[] MONTHS = {12, 24};
  @TempDir Path dir;
  private SurvivalData outcome;
  private Path survival;
  private Path folds;

  @BeforeEach
  void simulate() throws Exception {
    Random random = new Random(5);
    List<String> ids = new ArrayList<>();
    double[] times = new double[150];
    boolean[] events = new boolean[150];
    for (int i = 0; i < 150; i++) {
      ids.add("p" + i);
      times[i] = 1 + random.nextInt(1500);
      events[i] = random.nextDouble() < 0.6;
    }
    outcome = new SurvivalData(ids, times, events);
    survival = dir.resolve("y.tsv");
    TableFiles.writeSurvival(survival, outcome);
    folds = dir.resolve("folds.tsv");
    StepTester.of(new SplitStep())
        .in("survival", survival)
        .param("folds", 3)
        .out("out", folds)
        .run();
  }

  /** Risks that know the outcome up to noise, on a scale of their own in each fold. */
  private Path predictions(String name, double noise, double shift) throws Exception {
    Random random = new Random(11);
    int n = outcome.size();
    double[] risk = new double[n];
    double[][] curves = new double[n][2];
    for (int i = 0; i < n; i++) {
      double z = (750 - outcome.time(i)) / 400 + noise * random.nextGaussian();
      risk[i] = z + shift;
      curves[i][0] = Math.exp(-0.25 * Math.exp(z));
      curves[i][1] = Math.exp(-0.6 * Math.exp(z));
    }
    Path file = dir.resolve(name + ".tsv");
    PredictionFiles.write(file, new SurvivalPredictions(outcome.sampleIds(), risk, MONTHS, curves));
    return file;
  }

  private StepTester<EvaluateStep.Options> step() throws Exception {
    var step =
        StepTester.of(new EvaluateStep())
            .in("folds", folds)
            .in("survival", survival)
            .param("horizons", "12,24");
    for (int fold = 1; fold <= 3; fold++) {
      step.in("predictions", fold + "/moanet", predictions("good" + fold, 0.5, 100 * fold));
      step.in("predictions", fold + "/cox", predictions("poor" + fold, 3, 0));
    }
    return step.out("out-metrics", dir.resolve("metrics.json"))
        .out("out-tsv", dir.resolve("metrics.tsv"))
        .out("out-predictions", dir.resolve("predictions.tsv"))
        .out("out-all", dir.resolve("all.tsv"));
  }

  @Test
  void reportsFoldsMeansPooledAndDifferences() throws Exception {
    step().run();
    EvaluationReport report = Json.read(dir.resolve("metrics.json"), EvaluationReport.class);
    assertThat(report.models())
        .extracting(EvaluationReport.Model::name)
        .containsExactly("moanet", "cox");
    assertThat(report.patients()).isEqualTo(150);
    var main = report.models().get(0);
    var other = report.models().get(1);
    assertThat(main.byFold()).hasSize(3);

    var table = TableFiles.readSamples(folds);
    List<String> second =
        table.sampleIds().stream().filter(s -> table.value(s, "fold").equals("2")).toList();
    SurvivalData held = outcome.select(second);
    double[] risk = PredictionFiles.read(dir.resolve("good2.tsv")).select(second).risk();
    double expected = Concordance.harrell(held.times(), held.events(), risk).value();
    var value = main.byFold().get(1).values().get(0);
    assertThat(value.metric()).isEqualTo(EvaluationReport.C_INDEX);
    assertThat(value.estimate()).isEqualTo(expected);

    double mean =
        main.byFold().stream()
            .mapToDouble(f -> f.values().get(0).estimate())
            .average()
            .orElseThrow();
    var summary = main.summary(EvaluationReport.C_INDEX, null).orElseThrow();
    assertThat(summary.mean()).isCloseTo(mean, within(1e-12));
    assertThat(summary.se()).isCloseTo(summary.sd() / Math.sqrt(3), within(1e-12));
    var difference = other.differences().get(0);
    assertThat(difference.mean()).isPositive();
    double sd =
        Math.sqrt(
            java.util.stream.IntStream.range(0, 3)
                    .mapToDouble(
                        f ->
                            Math.pow(
                                main.byFold().get(f).values().get(0).estimate()
                                    - other.byFold().get(f).values().get(0).estimate()
                                    - difference.mean(),
                                2))
                    .sum()
                / 2);
    assertThat(difference.se()).isCloseTo(sd * Math.sqrt(1 / 3.0 + 0.5), within(1e-12));

    // The folds' shifts of 100 must not spoil what is pooled.
    assertThat(main.pooled(EvaluationReport.C_INDEX, null).orElseThrow().estimate())
        .isCloseTo(mean, within(0.03));
    assertThat(main.riskGroups(3).orElseThrow().curves()).hasSize(3);
    assertThat(main.riskGroups(2).orElseThrow().p()).isLessThan(1e-6);
    assertThat(main.calibration()).hasSize(20);
    assertThat(main.aucOverTime()).hasSize(8);
    assertThat(main.outOfFold()).hasSize(150);
    assertThat(Files.readString(dir.resolve("metrics.json"))).doesNotContain("NaN");
    assertThat(Files.readAllLines(dir.resolve("predictions.tsv"))).hasSize(151);
    assertThat(Files.readAllLines(dir.resolve("predictions.tsv")).get(0))
        .isEqualTo("patient\tfold\trisk\tsurvival_12m\tsurvival_24m");
    assertThat(Files.readAllLines(dir.resolve("all.tsv"))).hasSize(301);
  }

  @Test
  void predictionsOfTrainingPatientsAreNotLookedAt() throws Exception {
    step().run();
    String before = Files.readString(dir.resolve("metrics.json"));
    var table = TableFiles.readSamples(folds);
    var step = step();
    Path file = dir.resolve("good1.tsv");
    SurvivalPredictions p = PredictionFiles.read(file);
    for (int i = 0; i < p.sampleIds().size(); i++) {
      if (!table.value(p.sampleIds().get(i), "fold").equals("1")) {
        p.risk()[i] = -7;
      }
    }
    PredictionFiles.write(file, p);
    step.run();
    assertThat(dir.resolve("metrics.json")).hasContent(before);
  }

  @Test
  void aTestPatientWithoutPredictionIsAnError() throws Exception {
    var step = step();
    List<String> lines = Files.readAllLines(dir.resolve("good1.tsv"));
    Files.write(dir.resolve("good1.tsv"), lines.subList(0, 20));
    assertThatThrownBy(step::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("good1.tsv")
        .hasMessageContaining("no prediction of");
    assertThatThrownBy(step().param("model", "rsf")::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rsf");
  }
}
