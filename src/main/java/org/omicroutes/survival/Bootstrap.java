package org.omicroutes.survival;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The ordinary bootstrap (Efron, 1979): samples drawn with replacement, as many as there are. The
 * same seed gives the same draws on any number of threads.
 */
final class Bootstrap {
  private Bootstrap() {}

  /**
   * @param samples how many there are to draw from
   * @param statistic from how often each sample was drawn to its values; called by several threads
   * @return replicates × values
   */
  static double[][] replicates(
      int samples, int count, long seed, Function<int[], double[]> statistic) {
    SplittableRandom root = new SplittableRandom(seed);
    SplittableRandom[] sources = new SplittableRandom[count];
    Arrays.setAll(sources, r -> root.split());
    double[][] values = new double[count][];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            r -> {
              int[] drawn = new int[samples];
              for (int i = 0; i < samples; i++) {
                drawn[sources[r].nextInt(samples)]++;
              }
              values[r] = statistic.apply(drawn);
            });
    return values;
  }

  /** Standard error and 95 % limits, all NaN where they cannot be had. */
  record Spread(double standardError, double lower, double upper) {
    static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * Percentile limits of the replicates, moved by their bias (mean of the replicates minus
   * estimate) so that they lie around the estimate: an error that cannot be below 0, such as ECE,
   * is larger in every resample, and its plain percentiles may not cover the estimate at all.
   *
   * @param replicates NaN where a resample does not allow the value
   * @return {@link Spread#NONE} without an estimate or where more than half of the replicates fail
   */
  static Spread spread(double estimate, double[] replicates) {
    double[] known = Arrays.stream(replicates).filter(Double::isFinite).sorted().toArray();
    if (Double.isNaN(estimate) || known.length < 2 || 2 * known.length < replicates.length) {
      return Spread.NONE;
    }
    double mean = Arrays.stream(known).average().orElseThrow();
    double squares = 0;
    for (double value : known) {
      squares += (value - mean) * (value - mean);
    }
    return new Spread(
        Math.sqrt(squares / (known.length - 1)),
        quantile(known, 0.025) - mean + estimate,
        quantile(known, 0.975) - mean + estimate);
  }

  /** Straight lines between order statistics (R's type 7). */
  private static double quantile(double[] sorted, double p) {
    double at = p * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
