package org.omicroutes.explain;

import java.util.Arrays;

/**
 * What a variable matters to a model of a horizon, by one method.
 *
 * @param method {@code attention}, {@code permutation} or {@code shapley}
 * @param importance in the unit of the method, higher is more
 * @param standardError of the importance; NaN where one patient tells no spread
 */
record ClassImportance(String method, Variable variable, double importance, double standardError) {

  /** The mean of one value a patient, and how it varies with the patients. */
  static ClassImportance mean(String method, Variable variable, double[] values) {
    double error =
        values.length < 2
            ? Double.NaN
            : GlobalImportance.deviation(values) / Math.sqrt(values.length);
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    return new ClassImportance(method, variable, mean, error);
  }
}
