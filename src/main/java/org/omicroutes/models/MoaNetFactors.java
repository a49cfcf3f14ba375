package org.omicroutes.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.reduce.Mofa;
import org.omicroutes.reduce.MofaModel;

/**
 * The latent factors that MOANet's tokens are made of: MOFA on the most variable features of each
 * molecular modality ({@value #MOST_CONTINUOUS}; {@value #MOST_BINARY} if binary). Factors do not
 * see survival, so that they are trained once.
 */
final class MoaNetFactors {
  private static final int MOST_CONTINUOUS = 1000;
  private static final int MOST_BINARY = 100;
  private static final int ITERATIONS = 60;
  private static final double TOLERANCE = 1e-4;
  private static final int FEWEST_PATIENTS = 20;

  private MoaNetFactors() {}

  /** Null where there is no molecular modality of enough patients. */
  static MofaModel fit(PatientData training, int factors, long seed) {
    Map<String, LabelledMatrix> views = new LinkedHashMap<>();
    NetworkTokens.molecular(training)
        .forEach(
            (name, matrix) -> {
              boolean binary = training.modalities().get(name).kind() == Modality.Kind.BINARY;
              List<String> features =
                  FeatureBlock.mostVariable(
                      matrix, training.patients(), binary ? MOST_BINARY : MOST_CONTINUOUS);
              if (!features.isEmpty()) {
                views.put(name, matrix.selectFeatures(features));
              }
            });
    List<String> known =
        training.patients().stream()
            .filter(patient -> views.values().stream().anyMatch(view -> has(view, patient)))
            .toList();
    if (known.size() < FEWEST_PATIENTS) {
      return null;
    }
    List<String> binary = List.copyOf(training.of(Modality.Kind.BINARY).keySet());
    int most = Math.max(1, Math.min(factors, known.size() / 10));
    var settings = new Mofa.Settings(most, ITERATIONS, TOLERANCE, 0.01, true, true, seed);
    return Mofa.fit(views, binary, known, settings, note -> {}, iteration -> {});
  }

  private static boolean has(LabelledMatrix view, String patient) {
    int column = view.sampleIndex(patient);
    for (int f = 0; column >= 0 && f < view.featureCount(); f++) {
      if (!Double.isNaN(view.at(f, column))) {
        return true;
      }
    }
    return false;
  }
}
