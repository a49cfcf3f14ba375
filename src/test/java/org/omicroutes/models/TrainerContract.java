package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.Json;
import org.omicroutes.survival.Concordance;
import org.omicroutes.survival.KaplanMeier;

/**
 * What every trainer on similarity and factors keeps to, on a cohort with one planted module,
 * beside what all models do ({@link ModelContractTest}).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TrainerContract<M extends SurvivalModel> {
  private static final int TRAINING = 160;
  static final double[] DAYS = {100, 365, 730, 2000};

  final ModuleCohort cohort = ModuleCohort.of(300, 1.3, 7);
  final List<String> training = cohort.data().patients().subList(0, TRAINING);
  final List<String> heldOut = cohort.data().patients().subList(TRAINING, 300);
  M model;

  abstract ModelTrainer<M> trainer();

  @BeforeEach
  void fitOnce() {
    model = model == null ? fit(cohort) : model;
  }

  M fit(ModuleCohort from) {
    return fit(from.data().select(training), from.survival().select(training), from);
  }

  M fit(PatientData data, SurvivalData survival, ModuleCohort from) {
    return trainer().fit(data, survival, new ModelTrainer.FitContext(3, 3, from.network()));
  }

  double concordance(M fitted, ModuleCohort from) {
    SurvivalData truth = from.survival().select(heldOut);
    double[] risk = fitted.risk(from.data().select(heldOut));
    return Concordance.harrell(truth.times(), truth.events(), risk).value();
  }

  @Test
  void isFoundByName() {
    assertThat(ServiceLoader.load(ModelTrainer.class).stream().map(p -> p.get().name()))
        .contains(trainer().name());
  }

  @Test
  void ranksPatientsItHasNotSeen() {
    assertThat(concordance(model, cohort)).isGreaterThan(0.65);
  }

  @Test
  void learnsNothingFromPermutedSurvival() {
    double mean = 0;
    for (int seed = 0; seed < 3; seed++) {
      ModuleCohort shuffled = cohort.permuted(seed);
      mean += concordance(fit(shuffled), shuffled) / 3;
    }
    assertThat(mean).isBetween(0.43, 0.57);
  }

  @Test
  void aPatientsRiskDoesNotDependOnWhoElseIsAsked() {
    double[] all = model.risk(cohort.data());
    for (int i : new int[] {0, 5, TRAINING, 299}) {
      PatientData one = cohort.data().select(List.of(cohort.data().patients().get(i)));
      assertThat(model.risk(one)).containsExactly(all[i]);
    }
  }

  @Test
  void isSavedAndReadAsJson(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.json");
    Json.write(file, model);
    M again = Json.read(file, trainer().type());
    assertThat(again.risk(cohort.data())).containsExactly(model.risk(cohort.data()));
    assertThat(again.survival(cohort.data(), DAYS))
        .isDeepEqualTo(model.survival(cohort.data(), DAYS));
  }

  /** Of the held-out patients about as many are alive as were said to be. */
  @Test
  void survivalIsCalibratedAndFallsWithTime() {
    double[][] survival = model.survival(cohort.data().select(heldOut), DAYS);
    for (double[] curve : survival) {
      assertThat(curve[0]).isBetween(0.0, 1.0);
      for (int t = 1; t < DAYS.length; t++) {
        assertThat(curve[t]).isBetween(0.0, curve[t - 1]);
      }
    }
    double expected = Arrays.stream(survival).mapToDouble(c -> c[1]).average().orElseThrow();
    SurvivalData truth = cohort.survival().select(heldOut);
    double alive = KaplanMeier.of(truth.times(), truth.events()).at(DAYS[1]);
    assertThat(expected).isCloseTo(alive, within(0.12));
  }

  @Test
  void aPatientMayLackModalities() {
    String patient = heldOut.get(0);
    for (List<String> lacking : List.of(List.of("rna"), List.of("clinical"))) {
      PatientData data = cohort.without(patient, lacking);
      assertThat(model.risk(data.select(List.of(patient)))[0]).isFinite();
    }
    List<String> all = List.copyOf(cohort.data().modalities().keySet());
    PatientData nothing = cohort.without(patient, all).select(List.of(patient));
    assertThat(model.risk(nothing)[0]).isCloseTo(0, within(1e-12));
  }

  @Test
  void trainingPatientsMayLackModalities() {
    PatientData data = cohort.without(training.get(0), List.of("rna", "methylation", "mutation"));
    M fitted = fit(data.select(training), cohort.survival().select(training), cohort);
    assertThat(concordance(fitted, cohort)).isGreaterThan(0.6);
  }

  /** What another method has summed up beforehand is not taken. */
  @Test
  void summariesAreNotUsed() {
    Map<String, Modality> modalities = new LinkedHashMap<>(cohort.data().modalities());
    modalities.put("factors", new Modality(Modality.Kind.SUMMARY, modalities.get("rna").values()));
    PatientData more = new PatientData(training, modalities);
    M fitted = fit(more, cohort.survival().select(training), cohort);
    assertThat(fitted.risk(cohort.data())).containsExactly(model.risk(cohort.data()));
  }
}
