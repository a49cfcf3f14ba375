package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.reduce.Mofa;
import org.omicroutes.reduce.MofaModel;

/**
 * {@code mofa-cox}: factors shared by the molecular modalities (MOFA; Argelaguet et al., Molecular
 * Systems Biology 2018, doi:10.15252/msb.20178124), then a ridge Cox model on factors and clinical
 * variables.
 *
 * <p>Continuous modalities have normal, binary ones Bernoulli noise; of each the most variable
 * features (at most 1000; 300 if binary) take part. Training starts with 10 factors, or one for ten
 * patients if those are fewer than 100, and drops those that explain less than 1 % of every
 * modality. Factors that the data bring (SUMMARY) are not used. The factors do not see survival, so
 * that they are trained once on all training patients; only the Cox model is fitted again in the
 * inner folds.
 */
@AutoService(ModelTrainer.class)
@SuppressWarnings("rawtypes")
public final class MofaCoxTrainer implements ModelTrainer<MofaCox> {
  private static final int MOST_CONTINUOUS = 1000;
  private static final int MOST_BINARY = 300;
  private static final int FACTORS = 10;
  private static final int ITERATIONS = 300;

  @Override
  public String name() {
    return "mofa-cox";
  }

  @Override
  public String summary() {
    return "Cox model on MOFA factors of the continuous and binary modalities and on the clinical"
        + " variables.";
  }

  @Override
  public Class<MofaCox> type() {
    return MofaCox.class;
  }

  @Override
  public MofaCox fit(PatientData training, SurvivalData survival, FitContext context) {
    FeatureCox.requireEvents(survival);
    Map<String, LabelledMatrix> views = new LinkedHashMap<>();
    List<String> binary = List.copyOf(training.of(Modality.Kind.BINARY).keySet());
    training
        .of(Modality.Kind.CONTINUOUS)
        .forEach((name, m) -> views.put(name, variable(m, training, MOST_CONTINUOUS)));
    training
        .of(Modality.Kind.BINARY)
        .forEach((name, m) -> views.put(name, variable(m, training, MOST_BINARY)));
    List<String> known = withAnyValue(training.patients(), views);
    if (known.size() < 10) {
      throw DataException.of(
          known.size() + " training patients with a molecular modality", "at least 10");
    }
    int factors = Math.max(1, Math.min(FACTORS, known.size() / 10));
    var settings = new Mofa.Settings(factors, ITERATIONS, 1e-6, 0.01, true, true, context.seed());
    MofaModel mofa = Mofa.fit(views, binary, known, settings, note -> {}, iteration -> {});
    ClinicalVariables clinical = ClinicalVariables.of(training);
    double[][] x = MofaCox.features(mofa, clinical, training);
    List<String> names = new ArrayList<>(mofa.factorNames());
    names.addAll(clinical.names());
    List<FeatureCox.Fold> folds =
        FeatureCox.insides(survival, context.innerFolds(), context.seed()).stream()
            .map(inside -> new FeatureCox.Fold(inside, x))
            .toList();
    return new MofaCox(mofa, clinical, FeatureCox.fit(names, x, folds, survival));
  }

  private static LabelledMatrix variable(Modality modality, PatientData training, int most) {
    LabelledMatrix matrix = modality.values();
    return matrix.selectFeatures(FeatureBlock.mostVariable(matrix, training.patients(), most));
  }

  /** Those who have a value in a view; the others have no part in the factors. */
  private static List<String> withAnyValue(
      List<String> patients, Map<String, LabelledMatrix> views) {
    return patients.stream()
        .filter(patient -> views.values().stream().anyMatch(view -> hasValue(view, patient)))
        .toList();
  }

  private static boolean hasValue(LabelledMatrix view, String patient) {
    int column = view.sampleIndex(patient);
    for (int f = 0; column >= 0 && f < view.featureCount(); f++) {
      if (!Double.isNaN(view.at(f, column))) {
        return true;
      }
    }
    return false;
  }
}
