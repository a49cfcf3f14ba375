package org.omicroutes.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.Concordance;

class AttentionEnsembleTest {
  private static final Engine ENGINE = SameDiffEngine.get();

  private static MoaNetConfig quick(int epochs, int members) {
    return new MoaNetConfig(8, 2, 1, 0.2, 0.1, 0.01, 0.1, epochs, 20, 0.2, members, 1);
  }

  private static AttentionTraining training(SimulatedCohort cohort, int to) {
    List<String> ids = cohort.survival.sampleIds().subList(0, to);
    return new AttentionTraining(
        ENGINE,
        cohort.tokens().select(ids),
        cohort.survival.select(ids),
        Arrays.copyOfRange(cohort.linear, 0, to));
  }

  private static double[] mean(double[][] rows) {
    return IntStream.range(0, rows[0].length)
        .mapToDouble(i -> Arrays.stream(rows).mapToDouble(row -> row[i]).average().orElseThrow())
        .toArray();
  }

  @Test
  void learnsAProductAcrossModalitiesThatNoLinearScoreHas() {
    SimulatedCohort cohort = new SimulatedCohort(600, 1, 0.5, 1.5, 4);
    var result = training(cohort, 350).train(quick(60, 1), done -> {});
    List<String> others = cohort.survival.sampleIds().subList(350, 600);
    double[] added = mean(result.ensemble().residuals(ENGINE, cohort.tokens().select(others)));
    SurvivalData truth = cohort.survival.select(others);
    double[] linear = Arrays.copyOfRange(cohort.linear, 350, 600);
    double[] both = IntStream.range(0, 250).mapToDouble(i -> linear[i] + added[i]).toArray();
    double before = Concordance.harrell(truth.times(), truth.events(), linear).value();
    double after = Concordance.harrell(truth.times(), truth.events(), both).value();
    assertThat(after).isGreaterThan(before + 0.05);
    for (var epochs : result.history()) {
      assertThat(epochs.get(0).validationLoss())
          .isGreaterThan(epochs.stream().mapToDouble(e -> e.validationLoss()).min().orElse(9));
    }
  }

  @Test
  void sameSeedGivesTheSameBitsBesideAnotherTraining() {
    SimulatedCohort cohort = new SimulatedCohort(100, 3, 1, 1, 9).withHoles("rna");
    var beside =
        CompletableFuture.supplyAsync(() -> training(cohort, 100).train(quick(6, 2), d -> {}));
    var here = training(cohort, 100).train(quick(6, 2), d -> {});
    assertThat(beside.join().unseen()).containsExactly(here.unseen());
    assertThat(here.covered()).contains(true).contains(false);
    for (int m = 0; m < 2; m++) {
      var expected = here.ensemble().members().get(m).parameters();
      beside
          .join()
          .ensemble()
          .members()
          .get(m)
          .parameters()
          .forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
    }
  }

  /** To the bit, also where a dropout mask is drawn. */
  @Test
  void aPatientsResultDoesNotDependOnWhoElseIsAsked() {
    SimulatedCohort cohort = new SimulatedCohort(150, 3, 1, 1, 9).withHoles("rna");
    AttentionEnsemble ensemble = training(cohort, 100).train(quick(6, 2), d -> {}).ensemble();
    double[][] all = ensemble.residuals(ENGINE, cohort.tokens());
    double[][] drawn = ensemble.dropoutResiduals(ENGINE, cohort.tokens(), 3, 5);
    assertThat(drawn.length).isEqualTo(6);
    for (int i : new int[] {0, 63, 64, 149}) {
      Tokens one = cohort.tokens().select(List.of(cohort.survival.sampleIds().get(i)));
      for (int m = 0; m < 2; m++) {
        assertThat(ensemble.residuals(ENGINE, one)[m][0]).isEqualTo(all[m][i]);
      }
      for (int k = 0; k < 6; k++) {
        assertThat(ensemble.dropoutResiduals(ENGINE, one, 3, 5)[k][0]).isEqualTo(drawn[k][i]);
      }
    }
    assertThat(drawn[0][3]).isNotEqualTo(drawn[1][3]);
  }

  @Test
  void nothingIsAddedToAPatientOfWhomNothingIsKnown() {
    SimulatedCohort cohort = new SimulatedCohort(100, 2, 1, 1, 2);
    AttentionEnsemble ensemble = training(cohort, 100).train(quick(10, 2), d -> {}).ensemble();
    double[][] values = new double[2][6];
    Arrays.fill(values[0], Double.NaN);
    Arrays.fill(values[1], Double.NaN);
    values[1][0] = 1;
    Tokens bare = new Tokens(List.of("none", "one"), cohort.tokens().features(), values);
    for (double[] member : ensemble.residuals(ENGINE, bare)) {
      assertThat(member[0]).isZero();
      assertThat(member[1]).isFinite();
    }
  }

  @Test
  void anUntrainedNetworkAddsNothing() {
    SimulatedCohort cohort = new SimulatedCohort(100, 2, 1, 0, 2);
    var result = training(cohort, 100).train(quick(0, 2), d -> {});
    for (double[] member : result.ensemble().residuals(ENGINE, cohort.tokens())) {
      assertThat(member).containsOnly(0);
    }
    AttentionEnsemble none = training(cohort, 100).untrained(quick(0, 2));
    assertThat(none.residuals(ENGINE, cohort.tokens())).isEmpty();
  }

  @Test
  void attentionOfAQuerySumsToOne() {
    SimulatedCohort cohort = new SimulatedCohort(90, 2, 1, 1, 2).withHoles("rna");
    AttentionEnsemble ensemble = training(cohort, 90).train(quick(4, 2), d -> {}).ensemble();
    var pairs = ensemble.attention(ENGINE, cohort.tokens());
    assertThat(pairs).hasSize(6);
    for (String query : List.of("clinical", "rna", "methylation")) {
      double sum =
          pairs.stream().filter(p -> p.query().equals(query)).mapToDouble(p -> p.weight()).sum();
      assertThat(sum).isCloseTo(1, within(1e-9));
    }
  }
}
