package org.omicroutes.network;

import java.util.List;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * One number per patient: how a module of genes stands in one layer. It is the mean over the
 * module's genes of weight × standardised value, divided by the sum of the weights' sizes, then
 * itself standardised. Weights carry the sign of the gene's own association, so that a higher
 * number means a higher risk. A gene's missing value counts as the training mean; a patient without
 * any value of the module's genes in the layer gets NaN.
 *
 * @param id module and layer, {@code M1|rna}
 * @param module {@code M1}
 * @param layer the layer's name
 * @param genes the module's genes in the layer
 * @param mean of the raw number over the training patients
 * @param sd its standard deviation there, &gt; 0
 */
public record ModuleFeature(
    String id, String module, String layer, List<GeneTerm> genes, double mean, double sd) {

  /**
   * One gene's part.
   *
   * @param mean of its values over the training patients
   * @param sd their standard deviation, &gt; 0
   */
  public record GeneTerm(String gene, double weight, double mean, double sd) {}

  /** The feature for each of {@code samples}; NaN for those the layer does not have. */
  double[] apply(LabelledMatrix layerMatrix, List<String> samples) {
    double[] values = raw(genes, layerMatrix, samples);
    for (int s = 0; s < values.length; s++) {
      values[s] = (values[s] - mean) / sd;
    }
    return values;
  }

  static double[] raw(List<GeneTerm> genes, LabelledMatrix matrix, List<String> samples) {
    double[] sums = new double[samples.size()];
    boolean[] seen = new boolean[sums.length];
    int[] columns = samples.stream().mapToInt(matrix::sampleIndex).toArray();
    double sizes = 0;
    for (GeneTerm term : genes) {
      sizes += Math.abs(term.weight());
      int row = matrix.featureIndex(term.gene());
      for (int s = 0; row >= 0 && s < sums.length; s++) {
        double value = columns[s] < 0 ? Double.NaN : matrix.at(row, columns[s]);
        if (!Double.isNaN(value)) {
          sums[s] += term.weight() * (value - term.mean()) / term.sd();
          seen[s] = true;
        }
      }
    }
    for (int s = 0; s < sums.length; s++) {
      sums[s] = seen[s] ? sums[s] / sizes : Double.NaN;
    }
    return sums;
  }
}
