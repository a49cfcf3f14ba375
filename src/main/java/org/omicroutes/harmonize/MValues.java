package org.omicroutes.harmonize;

import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * M-values of methylation: {@code log2((beta + offset) / (1 - beta + offset))}, which, unlike beta
 * values, have about the same variance over their whole range (Du et al., BMC Bioinformatics 2010,
 * doi:10.1186/1471-2105-11-587). The offset keeps 0 and 1 finite. Increasing in beta and odd around
 * a beta of 0.5, which gives 0. A missing beta stays missing.
 */
public final class MValues {
  private MValues() {}

  /**
   * @param betas CpGs or genes × samples, each in [0, 1] or NaN
   * @param offset &gt; 0
   * @throws DataException naming the feature and the sample of a value outside [0, 1]
   */
  public static LabelledMatrix fromBetas(LabelledMatrix betas, double offset) {
    double[][] values = betas.toArray();
    for (int f = 0; f < values.length; f++) {
      for (int s = 0; s < values[f].length; s++) {
        double beta = values[f][s];
        if (beta < 0 || beta > 1) {
          throw DataException.in((String) null)
              .column(betas.sampleIds().get(s))
              .error("beta " + beta + " of " + betas.featureIds().get(f), "a value from 0 to 1");
        }
        values[f][s] = Math.log((beta + offset) / (1 - beta + offset)) / Math.log(2);
      }
    }
    return betas.withValues(values);
  }
}
