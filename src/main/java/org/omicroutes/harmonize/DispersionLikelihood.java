package org.omicroutes.harmonize;

/**
 * The Cox-Reid adjusted profile log-likelihood of one gene's negative binomial dispersion α, for an
 * intercept-only design and given means (McCarthy, Chen and Smyth 2012, doi:10.1093/nar/gks042;
 * Love, Huber and Anders 2014, doi:10.1186/s13059-014-0550-8, eq. 6):
 *
 * <p>{@code Σ log NB(y; mu, α) - ½ log Σ 1/(1/mu + α)}, without the terms that do not hold α.
 */
final class DispersionLikelihood {
  /** From here on Stirling's series holds for both gamma functions, so that they can be paired. */
  private static final double LARGE_SIZE = 10;

  private final int samples;
  private final double[] counts;
  private final double[] means;

  DispersionLikelihood(int samples) {
    this.samples = samples;
    this.counts = new double[samples];
    this.means = new double[samples];
  }

  /** Takes the gene's counts, and as means {@code baseMean · sizeFactor}, at least minMean. */
  void gene(double[] geneCounts, double baseMean, double[] sizeFactors, double minMean) {
    System.arraycopy(geneCounts, 0, counts, 0, samples);
    for (int s = 0; s < samples; s++) {
      means[s] = Math.max(minMean, baseMean * sizeFactors[s]);
    }
  }

  /** The adjusted profile log-likelihood at log α. */
  double value(double logAlpha) {
    double alpha = Math.exp(logAlpha);
    double size = 1 / alpha;
    double sum = size >= LARGE_SIZE ? largeSize(alpha, size) : smallSize(alpha, size);
    double weights = 0;
    for (int s = 0; s < samples; s++) {
      weights += means[s] / (1 + means[s] * alpha);
    }
    return sum - 0.5 * Math.log(weights);
  }

  /** Gamma functions of huge, nearly equal arguments cancel here on paper and not in digits. */
  private double largeSize(double alpha, double size) {
    double atSize = LogGamma.correction(size);
    double sum = 0;
    for (int s = 0; s < samples; s++) {
      double y = counts[s];
      sum -= (y + size) * log1p(means[s] * alpha);
      if (y > 0) {
        sum += (y + size - 0.5) * log1p(y * alpha) - y + LogGamma.correction(y + size) - atSize;
      }
    }
    return sum;
  }

  private double smallSize(double alpha, double size) {
    double atSize = LogGamma.value(size);
    double sum = 0;
    for (int s = 0; s < samples; s++) {
      double y = counts[s];
      double mu = means[s];
      sum -= size * log1p(mu * alpha);
      if (y > 0) {
        sum += LogGamma.value(y + size) - atSize - y * Math.log(mu + size);
      }
    }
    return sum;
  }

  /** The derivative of {@link #value} by log α. */
  double derivative(double logAlpha) {
    double alpha = Math.exp(logAlpha);
    double size = 1 / alpha;
    boolean large = size >= LARGE_SIZE;
    double atSize = large ? LogGamma.digammaCorrection(size) : LogGamma.digamma(size);
    double sum = 0;
    double weights = 0;
    double squares = 0;
    for (int s = 0; s < samples; s++) {
      double y = counts[s];
      double mu = means[s];
      double w = mu / (1 + mu * alpha);
      weights += w;
      squares += w * w;
      sum += log1p(mu * alpha) - w * alpha + y * w * alpha / mu;
      if (y > 0) {
        sum -=
            large
                ? log1p(y * alpha) - LogGamma.digammaCorrection(y + size) + atSize
                : LogGamma.digamma(y + size) - atSize;
      }
    }
    return size * sum + 0.5 * alpha * squares / weights;
  }

  /** log(1 + x), by the fast logarithm where that loses no digits that matter. */
  private static double log1p(double x) {
    return x > 0.03 ? Math.log(1 + x) : Math.log1p(x);
  }
}
