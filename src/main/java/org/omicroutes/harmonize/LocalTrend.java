package org.omicroutes.harmonize;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A dispersion trend by local regression of log dispersion on log mean, weighted by the mean
 * (DESeq2's {@code fitType = "local"}), and the transform that it gives: the integral of {@code 1 /
 * sqrt(variance)} over the normalized count, on a grid, scaled so that it is log2 of the mean at
 * the .95 and .999 quantiles of the genes' means.
 *
 * @param logDispersion over the log mean normalized count
 * @param inverseSizeFactor mean over the fit samples of 1 / size factor
 * @param largest normalized count of the fit samples, where the grid ends
 * @param high .95 quantile of the genes' means
 * @param higher .999 quantile of the genes' means
 */
public record LocalTrend(
    LocalRegression logDispersion,
    double inverseSizeFactor,
    double largest,
    double high,
    double higher) {
  private static final int GRID = 1000;

  /**
   * @param means mean normalized counts of the genes that the trend is fitted on
   * @param dispersions of these genes; those up to 1e-6 are not used
   * @param rows counts of all genes, genes × fit samples; NaN is left out
   * @return empty where there are too few genes for a local fit
   */
  static Optional<LocalTrend> fit(
      double[] means, double[] dispersions, double[][] rows, double[] sizeFactors) {
    double[][] used = new double[3][means.length];
    int n = 0;
    for (int g = 0; g < means.length; g++) {
      if (dispersions[g] > DispersionTrend.NOTEWORTHY) {
        used[0][n] = Math.log(means[g]);
        used[1][n] = Math.log(dispersions[g]);
        used[2][n++] = means[g];
      }
    }
    var curve =
        LocalRegression.fit(
            Arrays.copyOf(used[0], n), Arrays.copyOf(used[1], n), Arrays.copyOf(used[2], n));
    if (curve.isEmpty()) {
      return Optional.empty();
    }
    double[] all =
        Arrays.stream(rows)
            .mapToDouble(row -> GeneDispersions.baseMean(row, sizeFactors))
            .filter(mean -> !Double.isNaN(mean))
            .sorted()
            .toArray();
    double largest = 0;
    for (double[] row : rows) {
      for (int s = 0; s < row.length; s++) {
        double normalized = row[s] / sizeFactors[s];
        largest = normalized > largest ? normalized : largest;
      }
    }
    double inverse = Arrays.stream(sizeFactors).map(f -> 1 / f).average().orElseThrow();
    double high = quantile(all, 0.95);
    double higher = quantile(all, 0.999);
    return higher > high
        ? Optional.of(new LocalTrend(curve.get(), inverse, largest, high, higher))
        : Optional.empty();
  }

  /** Interpolated between order statistics, as R's default. */
  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  /**
   * The transform of a normalized count, log2 scale. Beyond the largest fitted count it goes on
   * straight in asinh of the count.
   */
  DoubleUnaryOperator stabilizer() {
    CubicSpline integral = integral();
    double top = asinh(largest);
    DoubleUnaryOperator raw =
        count -> {
          double at = asinh(count);
          return at <= top
              ? integral.value(at)
              : integral.value(top) + (at - top) * integral.derivative(top);
        };
    double low = raw.applyAsDouble(high);
    double eta = (log2(higher) - log2(high)) / (raw.applyAsDouble(higher) - low);
    double xi = log2(high) - eta * low;
    return count -> Double.isNaN(count) ? Double.NaN : eta * raw.applyAsDouble(count) + xi;
  }

  /** Trapezes between grid points that are even in asinh, summed up at the middle of each. */
  private CubicSpline integral() {
    double step = asinh(largest) / (GRID - 1);
    double[] at = new double[GRID - 2];
    double[] sums = new double[GRID - 2];
    double before = Math.sinh(step);
    double beforeHeight = 1 / Math.sqrt(variance(before));
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      double next = Math.sinh((i + 2) * step);
      double height = 1 / Math.sqrt(variance(next));
      sum += (next - before) * (height + beforeHeight) / 2;
      at[i] = asinh((next + before) / 2);
      sums[i] = sum;
      before = next;
      beforeHeight = height;
    }
    return new CubicSpline(at, sums);
  }

  private double variance(double mean) {
    return Math.exp(logDispersion.predict(Math.log(mean))) * mean * mean + inverseSizeFactor * mean;
  }

  private static double asinh(double x) {
    return Math.log(x + Math.sqrt(x * x + 1));
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
