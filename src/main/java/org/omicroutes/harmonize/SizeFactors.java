package org.omicroutes.harmonize;

import java.util.Arrays;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Size factors by the median of ratios (Anders and Huber, Genome Biology 2010,
 * doi:10.1186/gb-2010-11-10-r106): a sample's median over genes of count / reference, the reference
 * being the gene's geometric mean over the fitted samples. With the references kept, the factor of
 * one more sample needs no other sample.
 */
final class SizeFactors {
  private SizeFactors() {}

  /** log geometric means; NaN for genes with a zero or a missing count, which are not used. */
  static double[] logGeometricMeans(double[][] counts) {
    double[] means = new double[counts.length];
    for (int g = 0; g < means.length; g++) {
      double sum = 0;
      for (double count : counts[g]) {
        sum += count > 0 ? Math.log(count) : Double.NaN;
      }
      means[g] = sum / counts[g].length;
    }
    return means;
  }

  /**
   * DESeq2's {@code poscounts} references for data in which every gene has a zero: the n-th root of
   * the product of the counts above 0, scaled so that the fitted samples' factors have geometric
   * mean 1. NaN for genes without any count.
   */
  static double[] logPositiveMeans(LabelledMatrix matrix, double[][] counts) {
    double[] means = new double[counts.length];
    for (int g = 0; g < means.length; g++) {
      double sum = 0;
      int observed = 0;
      int positive = 0;
      for (double count : counts[g]) {
        observed += Double.isNaN(count) ? 0 : 1;
        if (count > 0) {
          sum += Math.log(count);
          positive++;
        }
      }
      means[g] = positive == 0 ? Double.NaN : sum / observed;
    }
    double[] factors = of(matrix, counts, means);
    double scale = Arrays.stream(factors).map(Math::log).average().orElseThrow();
    for (int g = 0; g < means.length; g++) {
      means[g] += scale;
    }
    return means;
  }

  /**
   * One factor per sample.
   *
   * @param matrix names the samples in errors
   * @param counts genes × samples, rows as in {@code logMeans}
   * @throws DataException naming a sample without any count above 0 among the reference genes
   */
  static double[] of(LabelledMatrix matrix, double[][] counts, double[] logMeans) {
    int samples = matrix.sampleCount();
    double[] factors = new double[samples];
    double[] ratios = new double[counts.length];
    for (int s = 0; s < samples; s++) {
      int used = 0;
      for (int g = 0; g < counts.length; g++) {
        if (counts[g][s] > 0 && !Double.isNaN(logMeans[g])) {
          ratios[used++] = Math.log(counts[g][s]) - logMeans[g];
        }
      }
      if (used == 0) {
        throw DataException.in((String) null)
            .column(matrix.sampleIds().get(s))
            .error("no count above 0 among the genes that give size factors", "at least one");
      }
      Arrays.sort(ratios, 0, used);
      factors[s] = Math.exp((ratios[(used - 1) / 2] + ratios[used / 2]) / 2);
    }
    return factors;
  }
}
