package org.omicroutes.neural.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.formats.Json;
import org.omicroutes.neural.fusion.plain.PlainFusionEngine;

class FusionTrainingTest {
  private static final PlainFusionEngine ENGINE = new PlainFusionEngine();
  private static final FusionConfig CONFIG = FusionFixture.small();
  private static final FusionData TRAINING = FusionFixture.patients(CONFIG, 200, 1);
  private static final FusionData VALIDATION = FusionFixture.patients(CONFIG, 60, 2);

  private static FusionNetwork train(FusionConfig config, long seed) {
    return ENGINE.train(config, TRAINING, VALIDATION, seed, done -> {});
  }

  @Test
  void aSeedGivesTheSameBitsBesideOtherWork() {
    var beside = CompletableFuture.supplyAsync(() -> train(CONFIG, 3));
    FusionNetwork found = train(CONFIG, 3);
    FusionNetwork other = beside.join();
    assertThat(other.history()).isEqualTo(found.history());
    found.values().forEach((name, of) -> assertThat(other.values().get(name)).isEqualTo(of));
    assertThat(train(CONFIG, 4).history()).isNotEqualTo(found.history());
  }

  @Test
  void itLearnsWhatTheLabelsDependOn() {
    FusionConfig config =
        new FusionConfig(
            7,
            2,
            List.of(4, 3),
            List.of(32, 16),
            List.of(16, 16),
            List.of(32),
            List.of(16),
            2,
            8,
            true,
            0.1,
            0.2,
            0,
            1e-3,
            0.005,
            5,
            32,
            60,
            15);
    FusionNetwork found =
        ENGINE.train(
            config,
            FusionFixture.patients(config, 800, 1),
            FusionFixture.patients(config, 200, 2),
            3,
            done -> {});
    FusionData unseen = FusionFixture.patients(config, 500, 9);
    FusionLoss loss = FusionLoss.of(unseen, ENGINE.ask(found, unseen.inputs()).logits());
    FusionLoss untrained = FusionLoss.of(unseen, new double[500]);
    assertThat(loss.accuracy()).isGreaterThan(0.68);
    assertThat(loss.loss()).isLessThan(untrained.loss() - 0.08);
  }

  @Test
  void theBestEpochIsKeptAndTheRateHalvedOnTheWay() {
    FusionNetwork found = train(FusionFixture.with(CONFIG, 0, 0.02, 40), 3);
    List<FusionNetwork.Epoch> history = found.history();
    int best = found.bestEpoch();
    assertThat(history).hasSize(best + CONFIG.patience());
    double lowest = history.get(best - 1).validationLoss();
    assertThat(history).allMatch(e -> e.validationLoss() >= lowest * (1 - 1e-4));
    assertThat(history.get(best + CONFIG.plateau() - 1).learningRate())
        .isEqualTo(history.get(best - 1).learningRate());
    assertThat(history.get(best + CONFIG.plateau()).learningRate())
        .isEqualTo(history.get(best - 1).learningRate() / 2);
    double again =
        FusionLoss.of(VALIDATION, ENGINE.ask(found, VALIDATION.inputs()).logits()).loss();
    assertThat(again).isEqualTo(lowest);
  }

  /** Steps are counted, nothing is computed. */
  private static final class Counter implements FusionMachine {
    private final List<Integer> sizes = new ArrayList<>();
    private final double[] losses;
    private int asked;

    Counter(double... losses) {
      this.losses = losses;
    }

    @Override
    public void step(FusionBatch batch, double learningRate) {
      sizes.add(batch.size());
    }

    /** Log odds that are as wrong for every patient as the epoch is bad. */
    @Override
    public FusionOutput ask(FusionBatch batch) {
      double[] logits = new double[batch.size()];
      Arrays.fill(logits, losses[asked++ / 2]);
      return new FusionOutput(logits, new double[0][], new double[0][]);
    }

    @Override
    public Map<String, double[]> values() {
      return Map.of();
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private static FusionNetwork run(Counter counter, int patients, int epochs) {
    return FusionTraining.train(
        FusionFixture.with(CONFIG, 0, 0.01, epochs),
        "counter",
        values -> counter,
        FusionFixture.patients(CONFIG, patients, 1),
        VALIDATION,
        1,
        done -> {});
  }

  @Test
  void aSmallRestIsTakenIntoTheLastBatch() {
    for (int[] expected :
        new int[][] {{33, 16, 17}, {39, 16, 23}, {40, 16, 16, 8}, {32, 16, 16}, {5, 5}}) {
      Counter counter = new Counter(0);
      run(counter, expected[0], 1);
      assertThat(counter.sizes)
          .containsExactly(Arrays.stream(expected).skip(1).boxed().toArray(Integer[]::new));
    }
  }

  @Test
  void aLossThatIsNoNumberEndsTheTraining() {
    FusionNetwork found = run(new Counter(0, 0.01, Double.NaN), 40, 10);
    assertThat(found.history()).hasSize(2);
    assertThat(found.bestEpoch()).isBetween(1, 2);
    assertThatThrownBy(() -> run(new Counter(Double.NaN), 40, 10))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("diverged in its first epoch");
  }

  @Test
  void aRateThatIsFarTooHighDoesNotGiveNumbersThatAreNone() {
    FusionConfig wild = FusionFixture.with(CONFIG, 0, 1e200, 10);
    try {
      FusionNetwork found = train(wild, 1);
      double[] logits = ENGINE.ask(found, VALIDATION.inputs()).logits();
      assertThat(Arrays.stream(logits)).allMatch(Double::isFinite);
    } catch (ArithmeticException diverged) {
      assertThat(diverged).hasMessageContaining("1.0E200");
    }
  }

  @Test
  void withoutEpochsTheNetworkSaysTheShareOfTheLabels() {
    FusionNetwork found = train(FusionFixture.with(CONFIG, 0, 0.01, 0), 1);
    assertThat(found.bestEpoch()).isZero();
    assertThat(found.history()).isEmpty();
    FusionLoss all = FusionLoss.of(TRAINING, new double[200]);
    double share = 1 / (1 + Math.exp(-found.values().get("output.bias")[0]));
    assertThat(share)
        .isBetween(
            all.positiveWeight() / all.weight() - 0.01, all.positiveWeight() / all.weight() + 0.01);
  }

  @Test
  void theScaleOfWeightsDoesNotMatter() {
    double[] twice = Arrays.stream(TRAINING.weights()).map(w -> 4 * w).toArray();
    FusionData scaled = new FusionData(TRAINING.inputs(), TRAINING.labels(), twice);
    FusionNetwork found = ENGINE.train(CONFIG, scaled, VALIDATION, 3, done -> {});
    double expected = train(CONFIG, 3).history().get(0).validationLoss();
    assertThat(Math.abs(found.history().get(0).validationLoss() - expected)).isLessThan(1e-3);
  }

  @Test
  void aPatientsNumbersAreTheSameInAnyCompany() {
    FusionNetwork found = train(CONFIG, 3);
    FusionInputs all = VALIDATION.inputs();
    FusionOutput together = ENGINE.ask(found, all);
    for (int i = 0; i < 5; i++) {
      FusionInputs alone =
          new FusionInputs(
              new double[][] {all.genes()[i]},
              new double[][] {all.continuous()[i]},
              new int[][] {all.categories()[i]});
      FusionOutput said = ENGINE.ask(found, alone);
      assertThat(said.logits()[0]).isEqualTo(together.logits()[i]);
      assertThat(said.attention()[0]).isEqualTo(together.attention()[i]);
      assertThat(ENGINE.gradient(found, alone)[0]).isEqualTo(ENGINE.gradient(found, all)[i]);
    }
  }

  @Test
  void anUnseenLevelIsTheMeanOfTheOthersVectors() {
    FusionConfig config =
        new FusionConfig(
            0,
            0,
            List.of(4),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            0,
            1,
            false,
            0,
            0,
            0,
            0,
            0.01,
            5,
            8,
            3,
            3);
    FusionData data = FusionFixture.patients(config, 40, 1);
    FusionNetwork found = ENGINE.train(config, data, data, 1, done -> {});
    FusionInputs asked =
        new FusionInputs(new double[4][0], new double[4][0], new int[][] {{0}, {1}, {2}, {3}});
    double[] logits = ENGINE.ask(found, asked).logits();
    double mean = (logits[1] + logits[2] + logits[3]) / 3;
    assertThat(Math.abs(logits[0] - mean)).isLessThan(1e-12);
    assertThat(logits[1]).isNotEqualTo(logits[2]);
  }

  @Test
  void aNetworkReadFromItsFileSaysTheSame(@TempDir Path folder) throws IOException {
    FusionNetwork found = train(CONFIG, 3);
    Path file = folder.resolve("network.json.gz");
    Json.write(file, found);
    FusionNetwork read = Json.read(file, FusionNetwork.class);
    assertThat(read.config()).isEqualTo(CONFIG);
    assertThat(read.history()).isEqualTo(found.history());
    assertThat(ENGINE.ask(read, VALIDATION.inputs()).logits())
        .isEqualTo(ENGINE.ask(found, VALIDATION.inputs()).logits());
  }

  @Test
  void whatDoesNotFitIsNamed() {
    FusionInputs inputs = FusionFixture.patients(CONFIG, 3, 1).inputs();
    FusionNetwork network = train(FusionFixture.with(CONFIG, 0, 0.01, 0), 1);
    inputs.genes()[1][2] = Double.NaN;
    assertThatThrownBy(() -> ENGINE.ask(network, inputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("patient 2, column 3 of the genes: found NaN, expected a number");
    inputs.genes()[1][2] = 0;
    inputs.categories()[2][0] = 4;
    assertThatThrownBy(() -> ENGINE.ask(network, inputs))
        .hasMessage("patient 3, category 1: found level 4, expected 0 to 3");
    FusionData wrong = FusionFixture.patients(CONFIG, 30, 1);
    wrong.labels()[4] = 2;
    assertThatThrownBy(() -> ENGINE.train(CONFIG, wrong, VALIDATION, 1, done -> {}))
        .hasMessageStartingWith("training patient 5: found label 2.0");
  }

  @Test
  void itStopsWhereItIsToldTo() {
    assertThatThrownBy(() -> StopSignal.during(() -> true, () -> train(CONFIG, 1)))
        .isInstanceOf(CancellationException.class);
  }
}
