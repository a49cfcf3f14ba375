package org.omicroutes.classify;

import java.util.Arrays;
import java.util.List;

/**
 * How {@link SupportVectors} are fitted.
 *
 * @param costs the values of C to choose from, &gt; 0, ascending
 * @param gamma of the kernel {@code exp(-gamma |a - b|²)}, &gt; 0; NaN for 1 / (features × variance
 *     of all values)
 * @param folds of the cross-validation that chooses C and calibrates probabilities, at least 2
 * @param weightSteps weights are rounded to this part of their mean, at least 1; see {@link
 *     SupportVectorTrainer}
 * @param seed of the folds
 */
public record SupportOptions(
    List<Double> costs, double gamma, int folds, int weightSteps, long seed) {
  public SupportOptions {
    costs = List.copyOf(costs);
    double[] sorted = costs.stream().mapToDouble(c -> c).distinct().sorted().toArray();
    boolean ascending = Arrays.equals(sorted, costs.stream().mapToDouble(c -> c).toArray());
    if (costs.isEmpty() || !ascending || !(sorted[0] > 0)) {
      throw new IllegalArgumentException(
          "costs: found " + costs + ", expected ascending numbers > 0");
    }
    if (!Double.isNaN(gamma) && !(gamma > 0 && gamma < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("gamma: found " + gamma + ", expected > 0");
    }
    if (folds < 2) {
      throw new IllegalArgumentException("folds: found " + folds + ", expected >= 2");
    }
    if (weightSteps < 1) {
      throw new IllegalArgumentException("weight steps: found " + weightSteps + ", expected >= 1");
    }
  }

  /** C of 0.1, 1 and 10, the usual gamma, five folds, weights to a fifth. */
  public static SupportOptions seeded(long seed) {
    return new SupportOptions(List.of(.1, 1.0, 10.0), Double.NaN, 5, 5, seed);
  }
}
