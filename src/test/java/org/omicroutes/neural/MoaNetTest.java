package org.omicroutes.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.Concordance;

class MoaNetTest {
  private static final int[] HORIZONS = {12, 24};

  private static MoaNetConfig quick(int epochs, int members) {
    return new MoaNetConfig(8, 2, 1, 0.2, 0.1, 0.01, 0.1, epochs, 20, 0.2, members, 1);
  }

  private static MoaNet train(SimulatedCohort cohort, MoaNetConfig config, int from, int to) {
    List<String> ids = cohort.survival.sampleIds().subList(from, to);
    return new MoaNetTrainer(SameDiffEngine.get(), config, HORIZONS)
        .train(
            cohort.tokens().select(ids),
            cohort.survival.select(ids),
            Arrays.copyOfRange(cohort.linear, from, to),
            done -> {})
        .model();
  }

  @Test
  void learnsAProductAcrossModalitiesThatNoLinearScoreHas() {
    SimulatedCohort cohort = new SimulatedCohort(700, 1, 0.5, 1.5, 4);
    MoaNet model = train(cohort, quick(80, 2), 0, 400);
    Tokens unseen = cohort.tokens().select(cohort.survival.sampleIds().subList(400, 700));
    double[] offset = Arrays.copyOfRange(cohort.linear, 400, 700);
    SurvivalData truth = cohort.survival.select(unseen.sampleIds());
    double[] risk = model.predict(SameDiffEngine.get(), unseen, offset).survival().risk();
    double linear = Concordance.harrell(truth.times(), truth.events(), offset).value();
    double network = Concordance.harrell(truth.times(), truth.events(), risk).value();
    assertThat(network).isGreaterThan(linear + 0.05);
  }

  @Test
  void sameSeedGivesTheSameBitsBesideAnotherTraining() {
    SimulatedCohort cohort = new SimulatedCohort(120, 3, 1, 1, 9).withHoles("rna");
    MoaNet alone = train(cohort, quick(8, 2), 0, 120);
    var beside = CompletableFuture.supplyAsync(() -> train(cohort, quick(8, 2), 0, 120));
    MoaNet here = train(cohort, quick(8, 2), 0, 120);
    for (MoaNet other : List.of(here, beside.join())) {
      assertThat(other.baseline().cumulativeHazard())
          .isEqualTo(alone.baseline().cumulativeHazard());
      for (int m = 0; m < 2; m++) {
        Map<String, double[]> expected = alone.members().get(m).parameters();
        other
            .members()
            .get(m)
            .parameters()
            .forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
      }
    }
  }

  @Test
  void patientsWithOneModalityOrNoneArePredicted() {
    SimulatedCohort cohort = new SimulatedCohort(100, 2, 1, 1, 2);
    MoaNet model = train(cohort, quick(5, 1), 0, 100);
    double[][] values = new double[2][6];
    Arrays.fill(values[0], Double.NaN);
    Arrays.fill(values[1], Double.NaN);
    values[1][0] = 1;
    Tokens bare = new Tokens(List.of("none", "one"), cohort.tokens().features(), values);
    double[] risk =
        model.predict(SameDiffEngine.get(), bare, new double[] {0.5, Double.NaN}).survival().risk();
    assertThat(risk[0]).isEqualTo(model.linearSlope() * (0.5 - model.linearMean()));
    assertThat(risk[1]).isFinite();
  }

  @Test
  void withoutAnOffsetTheTokensGiveTheLinearScore() {
    SimulatedCohort cohort = new SimulatedCohort(300, 3, 1, 0, 3);
    MoaNet model =
        new MoaNetTrainer(SameDiffEngine.get(), quick(3, 1), HORIZONS)
            .train(cohort.tokens(), cohort.survival, null, done -> {})
            .model();
    assertThat(model.needsOffset()).isFalse();
    assertThat(model.linear()[0]).isBetween(0.6, 1.3);
    assertThat(model.linear()[1]).isBetween(-0.2, 0.2);
    var survival = model.predict(SameDiffEngine.get(), cohort.tokens(), null).survival();
    assertThat(
            Concordance.harrell(cohort.survival.times(), cohort.survival.events(), survival.risk())
                .value())
        .isGreaterThan(0.75);
    for (double[] curve : survival.survival()) {
      assertThat(curve[0]).isBetween(0.0, 1.0).isGreaterThanOrEqualTo(curve[1]);
    }
  }

  @Test
  void anUntrainedNetworkLeavesTheLinearScore() {
    SimulatedCohort cohort = new SimulatedCohort(100, 2, 1, 0, 2);
    MoaNet model = train(cohort, quick(0, 2), 0, 100);
    double[] risk =
        model.predict(SameDiffEngine.get(), cohort.tokens(), cohort.linear).survival().risk();
    double[] expected =
        Arrays.stream(cohort.linear)
            .map(l -> model.linearSlope() * (l - model.linearMean()))
            .toArray();
    assertThat(risk).isEqualTo(expected);
    assertThat(model.linearSlope()).isBetween(0.6, 1.4);
  }

  @Test
  void nothingReachesStandardOutput() {
    PrintStream before = System.out;
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    System.setOut(new PrintStream(seen, true));
    try {
      train(new SimulatedCohort(60, 1, 1, 0, 2), quick(1, 1), 0, 60);
    } finally {
      System.setOut(before);
    }
    assertThat(seen.toString()).isEmpty();
  }

  @Test
  void tooFewEventsAreRefused() {
    SimulatedCohort cohort = new SimulatedCohort(60, 1, 1, 0, 2);
    SurvivalData censored =
        new SurvivalData(cohort.survival.sampleIds(), cohort.survival.times(), new boolean[60]);
    var trainer = new MoaNetTrainer(SameDiffEngine.get(), quick(1, 1), HORIZONS);
    assertThatThrownBy(() -> trainer.train(cohort.tokens(), censored, null, done -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("0 events among 60 patients");
  }
}
