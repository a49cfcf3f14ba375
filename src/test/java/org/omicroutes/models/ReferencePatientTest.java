package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.models.Modality.Kind;
import org.omicroutes.models.ModelTrainer.FitContext;

class ReferencePatientTest {
  private static final double NA = Double.NaN;

  private static Modality modality(Kind kind, List<String> patients, double[]... rows) {
    List<String> features = List.of("f1", "f2", "f3").subList(0, rows.length);
    return new Modality(kind, LabelledMatrix.of(features, patients, rows));
  }

  /** Patient d is not of the training, c lacks the molecular modalities. */
  private static PatientData patients() {
    Map<String, Modality> modalities = new LinkedHashMap<>();
    modalities.put(
        "clinical",
        modality(
            Kind.CLINICAL,
            List.of("d", "a", "b", "c"),
            new double[] {99, -1, 0.5, 2},
            new double[] {1, 0, 1, NA}));
    modalities.put(
        "rna",
        modality(
            Kind.CONTINUOUS,
            List.of("a", "b", "d"),
            new double[] {1, 2, 50},
            new double[] {NA, 1.0 / 3, 50},
            new double[] {NA, NA, 50}));
    modalities.put(
        "mutation",
        modality(Kind.BINARY, List.of("a", "b"), new double[] {3, 0}, new double[] {0, 0}));
    modalities.put(
        "burden-mutation", modality(Kind.SUMMARY, List.of("b", "a"), new double[] {12, 3}));
    return new PatientData(List.of("a", "b", "c"), modalities);
  }

  private static double[] of(PatientData data, String modality) {
    assertThat(data.patients()).containsExactly(ReferencePatient.ID);
    return data.modalities().get(modality).values().column(0);
  }

  @Test
  void isTheMeanOfTheTrainingPatientsWithAValue() {
    ReferencePatient reference = ReferencePatient.of(patients());
    PatientData one = reference.patient();
    assertThat(one.modalities().keySet())
        .containsExactly("clinical", "rna", "mutation", "burden-mutation");
    assertThat(of(one, "clinical")).containsExactly(0.5, 0.5);
    assertThat(of(one, "rna")).containsExactly(1.5, 1.0 / 3, NA);
    assertThat(of(one, "mutation")).containsExactly(0.5, 0);
    assertThat(of(one, "burden-mutation")).containsExactly(7.5);
    one.modalities()
        .forEach(
            (name, modality) -> {
              Modality before = patients().modalities().get(name);
              assertThat(modality.kind()).isEqualTo(before.kind());
              assertThat(modality.values().featureIds()).isEqualTo(before.values().featureIds());
            });
    assertThat(of(reference.rounded().patient(), "rna")).containsExactly(1.5, 0.333333, NA);
  }

  @Test
  void takesPatientsInTheFeaturesOfTheTraining() {
    PatientData given =
        new PatientData(
            List.of("x", "y"),
            Map.of(
                "rna",
                new Modality(
                    Kind.CONTINUOUS,
                    LabelledMatrix.of(
                        List.of("f3", "new", "f1"), List.of("x"), new double[][] {{3}, {7}, {1}})),
                "protein",
                modality(Kind.CONTINUOUS, List.of("y"), new double[] {1})));
    PatientData aligned = ReferencePatient.of(patients()).align(given);
    assertThat(aligned.patients()).containsExactly("x", "y");
    assertThat(aligned.modalities().keySet())
        .containsExactly("clinical", "rna", "mutation", "burden-mutation");
    LabelledMatrix rna = aligned.modalities().get("rna").values();
    assertThat(rna.featureIds()).containsExactly("f1", "f2", "f3");
    assertThat(rna.sampleIds()).containsExactly("x");
    assertThat(rna.column(0)).containsExactly(1, NA, 3);
    assertThat(aligned.modalities().get("mutation").values().sampleCount()).isZero();
  }

  @Test
  void refusesAModalityOfAnotherKind() {
    PatientData given =
        new PatientData(
            List.of("x"),
            Map.of("mutation", modality(Kind.CONTINUOUS, List.of("x"), new double[] {1})));
    assertThatThrownBy(() -> ReferencePatient.of(patients()).align(given))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("modality mutation as CONTINUOUS", "BINARY");
  }

  /** Of models that take modalities apart in quite different ways. */
  @ParameterizedTest
  @ValueSource(strings = {"kernel-ensemble", "ridge", "rsf", "netdx", "snf-cox", "mofa-cox"})
  void toAModelAlignedPatientsAreTheSame(String name) {
    SimulatedPatients cohort = SimulatedPatients.cohort(110, 3);
    PatientData training = cohort.data().select(cohort.first(90));
    SurvivalModel model =
        SurvivalModels.named(name)
            .fit(
                training,
                cohort.survival().select(training.patients()),
                new FitContext(5, 3, cohort.network()));
    Map<String, Modality> some = new LinkedHashMap<>(cohort.data().modalities());
    some.remove("methylation");
    some.computeIfPresent(
        "rna",
        (rna, modality) -> {
          List<String> reversed = new ArrayList<>(modality.values().featureIds());
          Collections.reverse(reversed);
          return new Modality(
              modality.kind(), modality.values().selectFeatures(reversed.subList(0, 35)));
        });
    PatientData given = new PatientData(cohort.after(95), some);
    PatientData aligned = ReferencePatient.of(training).rounded().align(given);
    assertThat(model.risk(aligned)).containsExactly(model.risk(given), within(1e-9));
  }

  @Test
  void isSavedWithTheModelAndToldOfWithoutReadingIt(@TempDir Path dir) throws IOException {
    SimulatedPatients cohort = SimulatedPatients.cohort(60, 3);
    PatientData training = cohort.data().select(cohort.first(50));
    SurvivalModel model =
        SurvivalModels.named("ridge")
            .fit(
                training,
                cohort.survival().select(training.patients()),
                new FitContext(5, 3, null));
    Path file = dir.resolve("model.json");
    ModelFiles.write(file, "ridge", training, model);
    PatientData read = ModelFiles.read(file).reference().orElseThrow().patient();
    PatientData written = ReferencePatient.of(training).rounded().patient();
    assertThat(read.modalities().keySet()).containsExactlyElementsOf(written.modalities().keySet());
    for (String name : written.modalities().keySet()) {
      assertThat(of(read, name)).containsExactly(of(written, name));
    }
    assertThat(ModelFiles.header(file)).isEqualTo(new ModelFiles.Header("ridge", true));
    Files.writeString(
        dir.resolve("old.json"),
        "{\"format\": 1, \"model\": \"cox\", \"modalities\": [\"rna\"], \"fitted\": {\"x\": 1}}");
    assertThat(ModelFiles.header(dir.resolve("old.json")))
        .isEqualTo(new ModelFiles.Header("cox", false));
    for (String broken : List.of("{\"model\": ", "{\"model\": \"x\"}", "[]")) {
      Path other = Files.writeString(dir.resolve("other.json"), broken);
      assertThatThrownBy(() -> ModelFiles.header(other))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("other.json");
    }
  }
}
