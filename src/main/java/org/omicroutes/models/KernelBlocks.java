package org.omicroutes.models;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.survival.RidgeCox;

/** Standardised training patients by modality, and kernel Cox models of weighted modalities. */
final class KernelBlocks {
  private final SurvivalData survival;
  private final Map<String, ModalityScale> scales = new LinkedHashMap<>();
  private final Map<String, double[][]> rows = new LinkedHashMap<>();
  private final Map<String, double[][]> kernels = new LinkedHashMap<>();

  KernelBlocks(PatientData training, SurvivalData survival, Collection<String> modalities) {
    this.survival = survival;
    for (String name : modalities) {
      ModalityScale scale =
          ModalityScale.fit(name, training.modalities().get(name), training.patients());
      scales.put(name, scale);
      rows.put(name, scale.rows(training));
      kernels.put(name, Kernels.linear(rows.get(name)));
    }
  }

  List<ModalityScale> scales() {
    return List.copyOf(scales.values());
  }

  Map<String, double[][]> rows() {
    return rows;
  }

  /**
   * A fitted kernel Cox model.
   *
   * @param cox penalty and out-of-fold scores
   * @param score of any patient
   */
  record Fit(RidgeCox cox, KernelScore score) {
    /** Cross-validated log partial likelihood at the chosen penalty. */
    double validated() {
      return Arrays.stream(cox.crossValidated()).max().orElseThrow();
    }
  }

  /**
   * @param linear weights of linear kernels, by modality
   * @param radial weights of radial kernels, by modality
   * @param lambdas descending
   */
  Fit fit(
      Map<String, Double> linear,
      Map<String, Double> radial,
      double[] lambdas,
      FitContext context) {
    int n = survival.size();
    double[][] kernel = new double[n][n];
    linear.forEach((name, weight) -> Kernels.add(weight, kernels.get(name), kernel));
    Map<String, Double> widths = new LinkedHashMap<>();
    radial.forEach(
        (name, weight) -> {
          double width = Kernels.medianDistance(rows.get(name));
          if (width > 0) {
            widths.put(name, width);
            Kernels.add(weight, Kernels.radial(rows.get(name), width), kernel);
          }
        });
    RidgeCox cox = RidgeCox.fit(kernel, survival, lambdas, context.innerFolds(), context.seed());
    Map<String, double[]> coefficients = new LinkedHashMap<>();
    linear.forEach(
        (name, weight) -> coefficients.put(name, coefficients(name, weight, cox.dual())));
    List<KernelScore.Radial> parts =
        widths.entrySet().stream()
            .map(
                e ->
                    new KernelScore.Radial(
                        e.getKey(),
                        rows.get(e.getKey()),
                        e.getValue(),
                        Arrays.stream(cox.dual()).map(a -> radial.get(e.getKey()) * a).toArray()))
            .toList();
    return new Fit(cox, new KernelScore(coefficients, parts));
  }

  /** {@code weight X'a / p}. */
  private double[] coefficients(String name, double weight, double[] dual) {
    double[][] x = rows.get(name);
    double[] coefficients = new double[scales.get(name).features().size()];
    double factor = weight / Math.max(1, coefficients.length);
    for (int i = 0; i < x.length; i++) {
      for (int f = 0; f < coefficients.length; f++) {
        coefficients[f] += factor * dual[i] * x[i][f];
      }
    }
    return coefficients;
  }
}
