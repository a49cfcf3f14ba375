package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.Json;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.survival.Concordance;
import org.omicroutes.survival.KaplanMeier;

/** What every survival model has to keep to, whatever it is made of. */
class ModelContractTest {
  private static final SimulatedPatients COHORT = SimulatedPatients.cohort(260, 7);
  private static final FitContext CONTEXT =
      new FitContext(5, 4, COHORT.network())
          .with(ClassOptions.DEFAULT.with(ClassOptions.Preset.SMALL_COHORT));
  private static final int TRAINING = 140;
  private static final PatientData HELD_OUT = COHORT.data().select(COHORT.after(TRAINING));
  private static final double[] DAYS = {0.5, 30, 200, 500, 1000, 3000, 1e6};
  private static final Map<String, SurvivalModel> FITTED = new HashMap<>();

  @SuppressWarnings("rawtypes")
  static Stream<ModelTrainer> trainers() {
    return ServiceLoader.load(ModelTrainer.class).stream().map(ServiceLoader.Provider::get);
  }

  private static SurvivalModel fitted(ModelTrainer<?> trainer) {
    return FITTED.computeIfAbsent(trainer.name(), name -> fit(trainer));
  }

  private static SurvivalModel fit(ModelTrainer<?> trainer) {
    List<String> training = COHORT.first(TRAINING);
    return trainer.fit(COHORT.data().select(training), COHORT.survival().select(training), CONTEXT);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void isNamed(ModelTrainer<?> trainer) {
    assertThat(trainer.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(trainer.summary()).endsWith(".");
    assertThat(trainers().filter(other -> other.name().equals(trainer.name()))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void beatsChanceOnPatientsItHasNotSeen(ModelTrainer<?> trainer) {
    double[] risk = fitted(trainer).risk(HELD_OUT);
    SurvivalData outcome = COHORT.survival().select(HELD_OUT.patients());
    double c = Concordance.harrell(outcome.times(), outcome.events(), risk).value();
    assertThat(c).as("Harrell's C").isGreaterThan(0.6);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void savedAndReadItSaysTheSame(ModelTrainer<?> trainer, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("model.json.gz");
    Json.write(file, fitted(trainer));
    SurvivalModel read = Json.read(file, trainer.type());
    assertThat(read.risk(HELD_OUT)).containsExactly(fitted(trainer).risk(HELD_OUT));
    assertThat(read.survival(HELD_OUT, DAYS))
        .isDeepEqualTo(fitted(trainer).survival(HELD_OUT, DAYS));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void aPatientIsJudgedWhoeverElseIsAskedAbout(ModelTrainer<?> trainer) {
    List<String> shuffled = new ArrayList<>(HELD_OUT.patients());
    Collections.shuffle(shuffled, new Random(3));
    PatientData few = HELD_OUT.select(shuffled.subList(0, 7));
    double[] together = fitted(trainer).risk(HELD_OUT);
    double[] risk = fitted(trainer).risk(few);
    double[][] curves = fitted(trainer).survival(few, DAYS);
    double[][] all = fitted(trainer).survival(HELD_OUT, DAYS);
    for (int i = 0; i < risk.length; i++) {
      int at = HELD_OUT.patients().indexOf(few.patients().get(i));
      assertThat(risk[i]).isCloseTo(together[at], within(1e-9));
      assertThat(curves[i]).containsExactly(all[at], within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void survivalFallsFromOneAndNeverBelowZero(ModelTrainer<?> trainer) {
    double[][] curves = fitted(trainer).survival(HELD_OUT, DAYS);
    assertThat(curves).hasDimensions(HELD_OUT.patients().size(), DAYS.length);
    double atEnd = 0;
    for (double[] curve : curves) {
      assertThat(curve[0]).isEqualTo(1);
      for (int t = 1; t < curve.length; t++) {
        assertThat(curve[t]).isBetween(0.0, curve[t - 1]);
      }
      atEnd += curve[4] / curves.length;
    }
    SurvivalData outcome = COHORT.survival().select(HELD_OUT.patients());
    double observed = KaplanMeier.of(outcome.times(), outcome.events()).at(DAYS[4]);
    assertThat(atEnd).isCloseTo(observed, within(0.12));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void worksWherePatientsLackMolecularData(ModelTrainer<?> trainer) {
    PatientData clinical = SimulatedPatients.only(HELD_OUT, "clinical");
    for (double[] curve : fitted(trainer).survival(clinical, DAYS)) {
      assertThat(curve).doesNotContain(Double.NaN);
    }
    assertThat(fitted(trainer).risk(clinical)).doesNotContain(Double.NaN);
  }

  /** Trained again, whatever is known of others. */
  @ParameterizedTest
  @MethodSource("trainers")
  void theSameTrainingPatientsAndSeedGiveTheSameModel(ModelTrainer<?> trainer) {
    List<String> training = COHORT.first(TRAINING);
    PatientData others = COHORT.withOthersScrambled(training).select(training);
    SurvivalModel model = trainer.fit(others, COHORT.survival().select(training), CONTEXT);
    assertThat(model.risk(HELD_OUT)).containsExactly(fitted(trainer).risk(HELD_OUT));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void saysThatThereIsNoEvent(ModelTrainer<?> trainer) {
    List<String> training = COHORT.first(30);
    SurvivalData censored =
        new SurvivalData(
            training, COHORT.survival().select(training).times(), new boolean[training.size()]);
    assertThatThrownBy(() -> trainer.fit(COHORT.data().select(training), censored, CONTEXT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("event");
  }
}
