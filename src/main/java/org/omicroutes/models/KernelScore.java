package org.omicroutes.models;

import java.util.List;
import java.util.Map;
import org.omicroutes.survival.DotProduct;

/**
 * The score of a kernel Cox model: where the kernel is linear, a coefficient for each feature;
 * where it is radial, the training patients it compares with.
 *
 * @param linear by modality, a coefficient for each feature of its {@link ModalityScale}
 * @param radial none where the kernel is linear
 */
public record KernelScore(Map<String, double[]> linear, List<Radial> radial) {

  /**
   * The radial part: {@code sum_i dual_i exp(-|x - x_i|²/(2 width²))}.
   *
   * @param modality whose features are compared
   * @param rows standardised training patients × features
   * @param width of the kernel
   * @param dual one a training patient, times the kernel's weight
   */
  public record Radial(String modality, double[][] rows, double width, double[] dual) {
    double of(double[] row) {
      double sum = 0;
      for (int i = 0; i < rows.length; i++) {
        sum += dual[i] * Kernels.radial(rows[i], row, width);
      }
      return sum;
    }
  }

  /**
   * @param rows by modality, standardised patients × features
   */
  double[] of(Map<String, double[][]> rows, int patients) {
    double[] scores = new double[patients];
    linear.forEach(
        (modality, coefficients) -> {
          for (int i = 0; i < patients; i++) {
            scores[i] += DotProduct.of(coefficients, rows.get(modality)[i]);
          }
        });
    for (Radial part : radial) {
      for (int i = 0; i < patients; i++) {
        scores[i] += part.of(rows.get(part.modality())[i]);
      }
    }
    return scores;
  }
}
