package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;

class NetDxTest extends TrainerContract<NetDx> {

  @Override
  ModelTrainer<NetDx> trainer() {
    return new NetDxTrainer();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void ofTheModulesThePlantedOneComesFirst(long seed) {
    ModuleCohort other = ModuleCohort.of(200, 1.3, seed);
    NetDx fitted = fit(other.data(), other.survival(), other);
    NetDx.Ranked first =
        fitted.ranking().stream().filter(r -> r.network().contains("|")).findFirst().orElseThrow();
    assertThat(first.selected()).isTrue();
    assertThat(first.auc()).isGreaterThan(0.7);
    PatientNetwork network =
        fitted.networks().stream()
            .filter(v -> v.name().equals(first.network()))
            .findFirst()
            .orElseThrow();
    long planted =
        network.block().features().stream()
            .filter(gene -> gene.startsWith("M" + ModuleCohort.PLANTED + "_"))
            .count();
    assertThat(planted).isGreaterThanOrEqualTo(ModuleCohort.GENES - 1);
    assertThat(network.block().features().size() - planted).isLessThanOrEqualTo(2);
  }

  /** Only what passed in the inner folds has a part in the model. */
  @Test
  void networksThatSayNothingAreMostlyLeftOut() {
    long modules = model.ranking().stream().filter(r -> r.network().contains("|")).count();
    long selected =
        model.ranking().stream().filter(r -> r.network().contains("|") && r.selected()).count();
    assertThat(selected).isBetween(2L, modules / 2);
    assertThat(model.networks()).hasSameSizeAs(model.cox().features());
  }

  /** What rounding leaves of the training mean is not taken for a direction. */
  @Test
  void theReferencePatientIsLikeNobodyInParticular() {
    PatientData molecular =
        SimulatedPatients.only(cohort.data(), "rna", "methylation", "mutation").select(training);
    PatientData nothing = new PatientData(List.of("x"), Map.of());
    assertThat(model.risk(ReferencePatient.of(molecular).rounded().patient()))
        .containsExactly(model.risk(nothing));
  }

  @Test
  void withoutInteractionsModalitiesAreNetworks() {
    NetDx fitted =
        new NetDxTrainer()
            .fit(
                cohort.data().select(training),
                cohort.survival().select(training),
                new ModelTrainer.FitContext(3, 3, null));
    assertThat(fitted.ranking())
        .extracting(NetDx.Ranked::network)
        .containsExactlyInAnyOrder("clinical", "rna", "methylation", "mutation");
  }

  @Test
  void classesPartAtTheMedianEventAndLeaveOutWhoWasCensoredBefore() {
    double[] times = new double[16];
    boolean[] events = new boolean[16];
    for (int i = 0; i < 16; i++) {
      times[i] = 10 * (i + 1);
      events[i] = i < 12 && i != 1;
    }
    List<String> ids = IntStream.range(0, 16).mapToObj(i -> "p" + i).toList();
    SurvivalData survival = new SurvivalData(ids, times, events);
    SurvivalClasses classes = SurvivalClasses.of(survival, IntStream.range(0, 16).toArray());
    // Events at 10, 30, 40, … 120: the sixth of eleven is at 70.
    assertThat(classes.landmark()).isEqualTo(70);
    assertThat(classes.of()).containsExactly(1, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2);
    assertThatThrownBy(() -> SurvivalClasses.of(survival, new int[] {0, 2, 3, 4}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at least 5");
  }

  @Test
  void aScoreIsTheDifferenceOfMeanLinksAmongTheStrongest() {
    float[][] profiles = {{0.1f}, {0.2f}, {0.4f}, {0.9f}, null, {2f}};
    byte[] classes = {1, 1, 2, 2, 1, 2};
    long[] links = PatientNetwork.links(false, new float[] {0}, profiles, -1);
    // Similarities 0.9, 0.8, 0.6, 0.1, none and none; three patients of each class.
    assertThat(links).hasSize(4);
    assertThat(PatientNetwork.score(links, classes, -1, 10))
        .isCloseTo((0.9 + 0.8) / 3 - (0.6 + 0.1) / 3, within(1e-6));
    assertThat(PatientNetwork.score(links, classes, -1, 3))
        .isCloseTo((0.9 + 0.8) / 3 - 0.6 / 3, within(1e-6));
    long[] own = PatientNetwork.links(false, profiles[0], profiles, 0);
    assertThat(PatientNetwork.score(own, classes, 0, 10))
        .isCloseTo(0.9 / 2 - (0.7 + 0.2) / 3, within(1e-6));
    long[] none = PatientNetwork.links(false, null, profiles, -1);
    assertThat(PatientNetwork.score(none, classes, -1, 10)).isNaN();
  }

  @Test
  void similarityIsPearsonsCorrelationOfStandardisedGenes() {
    List<String> genes = cohort.data().modalities().get("rna").values().featureIds();
    LabelledMatrix rna = cohort.data().modalities().get("rna").values();
    FeatureBlock block = FeatureBlock.standardised("rna", rna, genes, training);
    float[] a = PatientNetwork.profile(true, block, cohort.data(), "p1");
    float[] b = PatientNetwork.profile(true, block, cohort.data(), "p200");
    double[][] z = new double[2][genes.size()];
    for (int g = 0; g < genes.size(); g++) {
      z[0][g] = (rna.at(g, 1) - block.shift()[g]) / block.scale()[g];
      z[1][g] = (rna.at(g, 200) - block.shift()[g]) / block.scale()[g];
    }
    double expected = new PearsonsCorrelation().correlation(z[0], z[1]);
    long[] link = PatientNetwork.links(true, a, new float[][] {b}, -1);
    double found = link.length == 0 ? 0 : PatientNetwork.score(link, new byte[] {1}, -1, 1);
    assertThat(found).isCloseTo(Math.max(0, expected), within(1e-5));
  }
}
