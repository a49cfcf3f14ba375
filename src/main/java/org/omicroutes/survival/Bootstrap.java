package org.omicroutes.survival;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.omicroutes.cohort.StopSignal;

/**
 * The ordinary bootstrap (Efron, 1979): samples drawn with replacement, as many as there are. The
 * same seed gives the same draws on any number of threads.
 */
public final class Bootstrap {
  private Bootstrap() {}

  /**
   * @param samples how many there are to draw from
   * @param statistic from how often each sample was drawn to its values; called by several threads
   * @return replicates × values
   */
  public static double[][] replicates(
      int samples, int count, long seed, Function<int[], double[]> statistic) {
    SplittableRandom root = new SplittableRandom(seed);
    SplittableRandom[] sources = new SplittableRandom[count];
    Arrays.setAll(sources, r -> root.split());
    double[][] values = new double[count][];
    StopSignal stop = StopSignal.current();
    IntStream.range(0, count)
        .parallel()
        .forEach(
            r -> {
              int[] drawn = new int[samples];
              for (int i = 0; i < samples; i++) {
                drawn[sources[r].nextInt(samples)]++;
              }
              values[r] = stop.get(() -> statistic.apply(drawn));
            });
    return values;
  }

  /** Standard error and limits, all NaN where they cannot be had. */
  public record Spread(double standardError, double lower, double upper) {
    public static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN);
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
    return spread(estimate, replicates, 0.95);
  }

  /**
   * As {@link #spread(double, double[])} with limits of another level.
   *
   * @param level coverage in (0, 1)
   */
  public static Spread spread(double estimate, double[] replicates, double level) {
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
        quantile(known, (1 - level) / 2) - mean + estimate,
        quantile(known, (1 + level) / 2) - mean + estimate);
  }

  /** Straight lines between order statistics (R's type 7). */
  private static double quantile(double[] sorted, double p) {
    double at = p * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
