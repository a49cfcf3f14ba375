package org.omicroutes.explain;

import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.models.PatientData;

/**
 * Shapley values of a linear score {@code intercept + Σ β_j x_j} in closed form: a feature adds
 * {@code β_j (x_j - mean of x_j over the background)}, a group the sum of its features (Štrumbelj
 * and Kononenko, 2014). What {@link GroupShapley} and {@link SampledShapley} give for such a score,
 * without asking it.
 */
public final class LinearShapley {
  private LinearShapley() {}

  /**
   * @param coefficients by modality and feature; a feature without one adds nothing
   * @throws DataException where a feature with a coefficient is unknown, or missing in a patient
   */
  public static ShapleyValues of(
      double intercept,
      Map<String, Map<String, Double>> coefficients,
      PatientData patients,
      PatientData background,
      FeatureGroups groups) {
    groups.check(patients);
    groups.check(background);
    if (background.patients().isEmpty()) {
      throw DataException.of("no background patients", "at least one");
    }
    double baseline = intercept;
    double[] predictions = new double[patients.patients().size()];
    double[][] values = new double[predictions.length][groups.size()];
    for (Map.Entry<String, Map<String, Double>> block : coefficients.entrySet()) {
      String modality = block.getKey();
      if (!patients.modalities().containsKey(modality)) {
        throw DataException.of(
            "coefficients of modality " + modality, "a modality of the patients");
      }
      int[] groupOf = groups.groupsOf(modality);
      for (Map.Entry<String, Double> term : block.getValue().entrySet()) {
        double beta = term.getValue();
        double[] known = values(background, modality, term.getKey());
        double mean = 0;
        for (double value : known) {
          mean += value / known.length;
        }
        baseline += beta * mean;
        double[] own = values(patients, modality, term.getKey());
        int feature = patients.modalities().get(modality).values().featureIndex(term.getKey());
        for (int p = 0; p < own.length; p++) {
          values[p][groupOf[feature]] += beta * (own[p] - mean);
          predictions[p] += beta * own[p];
        }
      }
    }
    for (int p = 0; p < predictions.length; p++) {
      predictions[p] += intercept;
    }
    return new ShapleyValues(patients.patients(), groups.names(), baseline, predictions, values);
  }

  private static double[] values(PatientData data, String modality, String feature) {
    LabelledMatrix matrix = data.modalities().get(modality).values();
    int row = matrix.featureIndex(feature);
    if (row < 0) {
      throw DataException.of("a coefficient of " + feature, "a feature of " + modality);
    }
    double[] values = new double[data.patients().size()];
    for (int i = 0; i < values.length; i++) {
      int column = matrix.sampleIndex(data.patients().get(i));
      values[i] = column < 0 ? Double.NaN : matrix.at(row, column);
      if (Double.isNaN(values[i])) {
        throw DataException.of(
            feature + " of patient " + data.patients().get(i) + " missing",
            "a value of every feature with a coefficient");
      }
    }
    return values;
  }
}
