package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.omicroutes.cohort.DataException;

/**
 * What a group of features matters over a cohort: the mean of its absolute Shapley values (Lundberg
 * and Lee, 2017), in the unit of the score.
 *
 * <p>The interval is that of the percentile bootstrap over patients (Efron, 1979), the same
 * patients being drawn for every group; quantiles are straight lines between order statistics (R's
 * type 7). It tells how the mean varies with the patients, not how the model varies with its
 * training. Of sampled values, the sampling error makes the mean somewhat larger than it is.
 */
public final class GlobalImportance {
  private GlobalImportance() {}

  /**
   * One group.
   *
   * @param meanAbsolute mean over patients of |value|
   * @param standardError standard deviation over the resamples
   */
  public record Importance(
      String group, double meanAbsolute, double standardError, double lower, double upper) {}

  /**
   * @param level coverage of the interval, such as 0.95
   * @param resamples at least 2
   * @return one a group, in their order
   * @throws DataException where there are no patients
   */
  public static List<Importance> of(ShapleyValues values, double level, int resamples, long seed) {
    int patients = values.patients().size();
    if (patients == 0) {
      throw DataException.of("Shapley values of no patients", "at least one patient");
    }
    if (!(level > 0 && level < 1) || resamples < 2) {
      throw new IllegalArgumentException("level " + level + ", resamples " + resamples);
    }
    int groups = values.groups().size();
    double[] all = new double[groups];
    for (int p = 0; p < patients; p++) {
      add(values.values()[p], 1.0 / patients, all);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[][] means = new double[resamples][groups];
    for (double[] mean : means) {
      for (int i = 0; i < patients; i++) {
        add(values.values()[random.nextInt(patients)], 1.0 / patients, mean);
      }
    }
    List<Importance> importance = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      int column = g;
      double[] sorted = Arrays.stream(means).mapToDouble(row -> row[column]).sorted().toArray();
      importance.add(
          new Importance(
              values.groups().get(g),
              all[g],
              deviation(sorted),
              quantile(sorted, (1 - level) / 2),
              quantile(sorted, (1 + level) / 2)));
    }
    return importance;
  }

  private static void add(double[] values, double weight, double[] sums) {
    for (int g = 0; g < sums.length; g++) {
      sums[g] += weight * Math.abs(values[g]);
    }
  }

  /** Sample standard deviation. */
  static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  private static double quantile(double[] sorted, double p) {
    double at = p * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
