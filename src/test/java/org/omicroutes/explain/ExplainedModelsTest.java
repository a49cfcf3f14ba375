package org.omicroutes.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.models.ClassOptions;
import org.omicroutes.models.LinearModel;
import org.omicroutes.models.Modality;
import org.omicroutes.models.ModalityScale;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.ReferencePatient;
import org.omicroutes.models.SimulatedPatients;
import org.omicroutes.models.SurvivalModel;
import org.omicroutes.models.SurvivalModels;

/** Every kind of model there is, explained. */
class ExplainedModelsTest {
  private static final int TRAINING = 90;
  private static final SimulatedPatients COHORT = SimulatedPatients.cohort(110, 3);
  private static final FitContext CONTEXT =
      new FitContext(5, 3, COHORT.network())
          .with(ClassOptions.DEFAULT.with(ClassOptions.Preset.SMALL_COHORT));
  private static final PatientData TRAINED = COHORT.data().select(COHORT.first(TRAINING));
  private static final PatientData BACKGROUND = COHORT.data().select(COHORT.first(5));
  private static final Map<String, SurvivalModel> FITTED = new HashMap<>();

  /** Some not seen, of whom the last five have no methylation, and two of training. */
  private static final PatientData PATIENTS = COHORT.data().select(patients());

  private static List<String> patients() {
    List<String> patients = new ArrayList<>(COHORT.after(TRAINING + 10));
    patients.addAll(COHORT.data().patients().subList(4, 6));
    return patients;
  }

  static Stream<String> trainers() {
    return SurvivalModels.all().keySet().stream();
  }

  private static SurvivalModel fitted(String name) {
    return FITTED.computeIfAbsent(
        name,
        n ->
            SurvivalModels.named(n)
                .fit(TRAINED, COHORT.survival().select(TRAINED.patients()), CONTEXT));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void layersSumToPredictionMinusBaseline(String name) {
    SurvivalModel model = fitted(name);
    FeatureGroups layers = Layers.groups(PATIENTS);
    assertThat(layers.names()).containsExactly("clinical", "rna", "methylation", "cnv", "mutation");
    for (Score score : List.of(Score.logHazard(model), Score.survival(model, 700))) {
      ShapleyValues found = GroupShapley.of(score, PATIENTS, BACKGROUND, layers);
      double[] predictions = score.of(PATIENTS);
      double baseline = Arrays.stream(score.of(BACKGROUND)).average().orElseThrow();
      for (int p = 0; p < predictions.length; p++) {
        assertThat(baseline + Arrays.stream(found.values()[p]).sum())
            .as(PATIENTS.patients().get(p))
            .isCloseTo(predictions[p], within(1e-6));
      }
      double spread = Arrays.stream(Players.flat(found.values())).map(Math::abs).max().orElse(0);
      assertThat(spread).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void featuresSumToPredictionMinusBaseline(String name) {
    Score score = Score.logHazard(fitted(name));
    PatientData two = PATIENTS.select(List.of(COHORT.after(105).get(0), "p4"));
    var parts =
        FeatureShapley.of(
            score,
            two,
            BACKGROUND.select(List.of("p1", "p2")),
            Layers.groups(two),
            4,
            new SampledShapley.Settings(8, 0, 1));
    double baseline =
        Arrays.stream(score.of(BACKGROUND.select(List.of("p1", "p2")))).average().orElseThrow();
    double[] predictions = score.of(two);
    for (int p = 0; p < 2; p++) {
      List<FeatureShapley.Part> own = parts.get(two.patients().get(p));
      double sum = own.stream().mapToDouble(FeatureShapley.Part::value).sum();
      assertThat(baseline + sum).isCloseTo(predictions[p], within(1e-6));
      assertThat(own.stream().filter(part -> part.feature() != null)).hasSizeLessThanOrEqualTo(4);
    }
  }

  /** Without a training patient at hand, and with a layer that nobody has. */
  @ParameterizedTest
  @MethodSource("trainers")
  void aReferencePatientServesAsBackground(String name) {
    Score score = Score.logHazard(fitted(name));
    ReferencePatient reference = ReferencePatient.of(TRAINED);
    PatientData given = SimulatedPatients.only(PATIENTS, "clinical", "rna", "mutation");
    PatientData aligned = reference.align(given);
    FeatureGroups layers = Layers.groups(aligned);
    ShapleyValues found = GroupShapley.of(score, aligned, reference.patient(), layers);
    assertThat(found.groups()).containsExactly("clinical", "rna", "methylation", "cnv", "mutation");
    assertThat(found.baseline()).isEqualTo(score.of(reference.patient())[0]);
    double[] predictions = score.of(given);
    for (int p = 0; p < predictions.length; p++) {
      assertThat(found.baseline() + Arrays.stream(found.values()[p]).sum())
          .as(given.patients().get(p))
          .isCloseTo(predictions[p], within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ridge", "coxnet", "block-ridge", "late-fusion", "cox"})
  void linearModelsGetTheClosedForm(String name) {
    LinearModel model = (LinearModel) fitted(name);
    FeatureGroups modalities = FeatureGroups.modalities(PATIENTS);
    double[][] found =
        GroupShapley.of(Score.logHazard(model), PATIENTS, BACKGROUND, modalities).values();
    for (ModalityScale scale : model.scales()) {
      int column = modalities.names().indexOf(scale.modality());
      double mean = 0;
      for (String id : BACKGROUND.patients()) {
        mean += part(model, scale, id) / BACKGROUND.patients().size();
      }
      for (int p = 0; p < found.length; p++) {
        assertThat(found[p][column])
            .isCloseTo(part(model, scale, PATIENTS.patients().get(p)) - mean, within(1e-10));
      }
    }
  }

  /** What a modality adds to the log hazard; z-scores are cut to ±3, missing ones are 0. */
  private static double part(LinearModel model, ModalityScale scale, String id) {
    LabelledMatrix values = COHORT.data().modalities().get(scale.modality()).values();
    double[] coefficients = model.score().linear().get(scale.modality());
    int column = values.sampleIndex(id);
    double sum = 0;
    for (int f = 0; f < scale.features().size() && column >= 0; f++) {
      double raw = values.at(values.featureIndex(scale.features().get(f)), column);
      double z = (raw - scale.means()[f]) / scale.scales()[f];
      sum += Double.isNaN(z) ? 0 : coefficients[f] * Math.max(-3, Math.min(3, z));
    }
    return model.calibration().slope() * sum;
  }

  /** A layer whose patients are mixed up before training has next to nothing to say. */
  @Test
  void aPermutedLayerMattersLittle() {
    PatientData mixed = permuted("rna");
    SurvivalModel model =
        SurvivalModels.named("coxnet")
            .fit(
                mixed.select(TRAINED.patients()),
                COHORT.survival().select(TRAINED.patients()),
                CONTEXT);
    PatientData patients = mixed.select(COHORT.after(TRAINING));
    var values =
        GroupShapley.of(
            Score.logHazard(model),
            patients,
            mixed.select(BACKGROUND.patients()),
            Layers.groups(mixed));
    Map<String, Double> share = new LinkedHashMap<>();
    GlobalImportance.of(values, 0.95, 50, 1).forEach(i -> share.put(i.group(), i.meanAbsolute()));
    double sum = share.values().stream().mapToDouble(v -> v).sum();
    assertThat(share.get("rna") / sum).as("share of %s", share).isLessThan(0.1);
    assertThat(share.get("clinical") / sum).isGreaterThan(0.3);
  }

  private static PatientData permuted(String layer) {
    Map<String, Modality> modalities = new LinkedHashMap<>(COHORT.data().modalities());
    Modality whole = modalities.get(layer);
    List<String> order = new ArrayList<>(whole.values().sampleIds());
    Collections.shuffle(order, new Random(8));
    double[][] rows = whole.values().selectSamples(order).toArray();
    modalities.put(layer, new Modality(whole.kind(), whole.values().withValues(rows)));
    return new PatientData(COHORT.data().patients(), modalities);
  }
}
