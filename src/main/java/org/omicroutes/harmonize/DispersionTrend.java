package org.omicroutes.harmonize;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * The dispersion as a function of the mean over all genes: {@code α(q) = asymptotic + extraPoisson
 * / q}, a local regression or one constant, fitted as DESeq2 does (Anders and Huber 2010; Love,
 * Huber and Anders 2014).
 *
 * @param fitType {@code parametric}, {@code local} or {@code mean}
 * @param asymptotic dispersion of genes with a large mean; of all genes for {@code mean}; 0 for
 *     {@code local}
 * @param extraPoisson the part that falls with the mean; 0 but for {@code parametric}
 * @param local the local regression; null but for {@code local}
 */
public record DispersionTrend(
    String fitType, double asymptotic, double extraPoisson, LocalTrend local) {
  /** What a trend may look like. */
  public enum Shape {
    /** {@code a + b / mean}; local where that fails. */
    PARAMETRIC,
    /** Local regression; one constant where that fails. */
    LOCAL,
    /** One constant. */
    MEAN
  }

  /** The name of the constant trend. */
  public static final String MEAN = "mean";

  /** The name of the hyperbolic trend. */
  public static final String PARAMETRIC = "parametric";

  /** The name of the local regression. */
  public static final String LOCAL = "local";

  /**
   * Dispersions up to this one are no more than the search's lower bound: no trend rests on them.
   */
  static final double NOTEWORTHY = 100 * GeneDispersions.MIN;

  private static final double TRIM = 0.001;
  private static final int MAX_ROUNDS = 10;
  private static final int MAX_IRLS = 25;
  private static final double IRLS_TOLERANCE = 1e-8;

  /**
   * The mean of the dispersions above 1e-7 without the highest and lowest 0.1 %.
   *
   * @param dispersions gene-wise dispersions, at least one above 1e-7
   */
  static DispersionTrend mean(double[] dispersions) {
    double[] used =
        Arrays.stream(dispersions).filter(d -> d > 10 * GeneDispersions.MIN).sorted().toArray();
    int trimmed = (int) Math.floor(used.length * TRIM);
    double mean = Arrays.stream(used, trimmed, used.length - trimmed).average().orElseThrow();
    return new DispersionTrend(MEAN, mean, 0, null);
  }

  /**
   * A gamma GLM with identity link of the dispersions on {@code 1/mean}, refitted without genes
   * whose ratio to the fit is below 1e-4 or above 15 until the coefficients stay.
   *
   * @param baseMeans mean normalized counts
   * @param dispersions gene-wise dispersions; those up to 1e-6 are not used
   * @return empty where the fit fails: a coefficient not above 0, or no convergence
   */
  static Optional<DispersionTrend> parametric(double[] baseMeans, double[] dispersions) {
    double[] coefficients = {0.1, 1};
    for (int round = 0; round <= MAX_ROUNDS; round++) {
      double[] before = coefficients;
      int[] good = withinReach(baseMeans, dispersions, before);
      if (good.length < 2) {
        return Optional.empty();
      }
      coefficients = before.clone();
      boolean converged = gammaFit(baseMeans, dispersions, good, coefficients);
      if (!(coefficients[0] > 0 && coefficients[1] > 0)) {
        return Optional.empty();
      }
      double change = 0;
      for (int c = 0; c < 2; c++) {
        change += Math.pow(Math.log(coefficients[c] / before[c]), 2);
      }
      if (converged && change < 1e-6) {
        return Optional.of(new DispersionTrend(PARAMETRIC, coefficients[0], coefficients[1], null));
      }
    }
    return Optional.empty();
  }

  private static int[] withinReach(double[] means, double[] dispersions, double[] c) {
    int[] good = new int[means.length];
    int count = 0;
    for (int g = 0; g < means.length; g++) {
      double ratio = dispersions[g] / (c[0] + c[1] / means[g]);
      if (dispersions[g] > NOTEWORTHY && ratio > 1e-4 && ratio < 15) {
        good[count++] = g;
      }
    }
    return Arrays.copyOf(good, count);
  }

  /** Iteratively reweighted least squares, in place; whether the deviance settled. */
  private static boolean gammaFit(double[] means, double[] y, int[] use, double[] c) {
    double deviance = deviance(means, y, use, c);
    for (int iteration = 0; iteration < MAX_IRLS; iteration++) {
      double[] next = weightedLeastSquares(means, y, use, c);
      double nextDeviance = deviance(means, y, use, next);
      for (int half = 0; !Double.isFinite(nextDeviance); half++) {
        if (half == MAX_IRLS) {
          return false;
        }
        next[0] = (next[0] + c[0]) / 2;
        next[1] = (next[1] + c[1]) / 2;
        nextDeviance = deviance(means, y, use, next);
      }
      c[0] = next[0];
      c[1] = next[1];
      double change = Math.abs(nextDeviance - deviance) / (Math.abs(nextDeviance) + 0.1);
      deviance = nextDeviance;
      if (change < IRLS_TOLERANCE) {
        return true;
      }
    }
    return false;
  }

  private static double[] weightedLeastSquares(double[] means, double[] y, int[] use, double[] c) {
    double sw = 0;
    double swx = 0;
    double swxx = 0;
    double swy = 0;
    double swxy = 0;
    for (int g : use) {
      double x = 1 / means[g];
      double fitted = c[0] + c[1] * x;
      double w = 1 / (fitted * fitted);
      sw += w;
      swx += w * x;
      swxx += w * x * x;
      swy += w * y[g];
      swxy += w * x * y[g];
    }
    double determinant = sw * swxx - swx * swx;
    return new double[] {
      (swxx * swy - swx * swxy) / determinant, (sw * swxy - swx * swy) / determinant
    };
  }

  /** Infinite where a fitted dispersion is not above 0. */
  private static double deviance(double[] means, double[] y, int[] use, double[] c) {
    double sum = 0;
    for (int g : use) {
      double fitted = c[0] + c[1] / means[g];
      if (!(fitted > 0)) {
        return Double.POSITIVE_INFINITY;
      }
      sum += (y[g] - fitted) / fitted - Math.log(y[g] / fitted);
    }
    return 2 * sum;
  }

  /**
   * The transform that makes the variance about constant under this trend, on the log2 scale for
   * large counts (the closed forms of DESeq2's vignette, "Variance stabilizing transformation", or
   * {@link LocalTrend#stabilizer()}). It takes a count divided by its sample's size factor; NaN
   * stays NaN.
   */
  DoubleUnaryOperator stabilizer() {
    return switch (fitType) {
      case LOCAL -> local.stabilizer();
      case MEAN -> this::stabilizeByMean;
      default -> this::stabilizeByHyperbola;
    };
  }

  private double stabilizeByMean(double normalized) {
    double root = Math.sqrt(asymptotic * normalized);
    double asinh = Math.log(root + Math.sqrt(root * root + 1));
    return (2 * asinh - Math.log(4 * asymptotic)) / Math.log(2);
  }

  private double stabilizeByHyperbola(double normalized) {
    double aq = asymptotic * normalized;
    double b = 1 + extraPoisson;
    return Math.log((b + 2 * aq + 2 * Math.sqrt(aq * (b + aq))) / (4 * asymptotic)) / Math.log(2);
  }
}
