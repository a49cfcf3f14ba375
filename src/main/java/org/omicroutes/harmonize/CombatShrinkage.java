package org.omicroutes.harmonize;

import java.util.Arrays;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.StopSignal;

/**
 * Empirical Bayes of one batch: the standardised features' shifts and spreads, drawn towards what
 * the batch does to all features (Johnson, Li and Rabinovic 2007, equations 3.1 and supplement).
 */
final class CombatShrinkage {
  private static final double CONVERGED = 1e-4;
  private static final int MAX_ITERATIONS = 10_000;

  /** exp of less than this adds nothing to a sum that holds 1. */
  private static final double NEGLIGIBLE = -45;

  private final boolean meanOnly;
  private final int[] counts;
  private final double[] means;
  private final double[] squares;
  private final double[] shift;
  private final double[] spread;

  CombatShrinkage(int features, boolean meanOnly) {
    this.meanOnly = meanOnly;
    this.counts = new int[features];
    this.means = new double[features];
    this.squares = new double[features];
    this.shift = new double[features];
    this.spread = new double[features];
    Arrays.fill(spread, 1);
  }

  /** Takes a feature's standardised values of one batch; false where they are too few. */
  boolean observe(int feature, double[] standard, int[] batchOf, int batch) {
    double sum = 0;
    int n = 0;
    for (int s = 0; s < standard.length; s++) {
      if (batchOf[s] == batch && !Double.isNaN(standard[s])) {
        sum += standard[s];
        n++;
      }
    }
    double mean = sum / n;
    double square = 0;
    for (int s = 0; s < standard.length; s++) {
      if (batchOf[s] == batch && !Double.isNaN(standard[s])) {
        square += (standard[s] - mean) * (standard[s] - mean);
      }
    }
    counts[feature] = n;
    means[feature] = mean;
    squares[feature] = square;
    return n >= (meanOnly ? 1 : 2);
  }

  /** Shrinks the observed features of {@code use}; the others keep shift 0 and spread 1. */
  void shrink(boolean[] use, boolean parametric) {
    int[] features = new int[use.length];
    int n = 0;
    for (int f = 0; f < use.length; f++) {
      if (use[f]) {
        features[n++] = f;
      }
    }
    if (n < 2) {
      throw DataException.of(
          n + " features that vary within every batch", "at least 2, to learn batch effects from");
    }
    features = Arrays.copyOf(features, n);
    double[] variances = new double[n];
    for (int i = 0; i < n; i++) {
      int f = features[i];
      variances[i] = meanOnly ? 1 : squares[f] / (counts[f] - 1);
    }
    if (!parametric) {
      shrinkByLikelihood(features, variances);
    } else if (meanOnly) {
      Moments shifts = shifts(features);
      for (int f : features) {
        shift[f] = posteriorShift(f, shifts, 1, 1);
      }
    } else {
      iterate(features, variances);
    }
  }

  /** Mean and sample variance over features. */
  private record Moments(double mean, double variance) {
    static Moments of(double[] values) {
      double mean = Arrays.stream(values).sum() / values.length;
      double sum = 0;
      for (double value : values) {
        sum += (value - mean) * (value - mean);
      }
      return new Moments(mean, sum / (values.length - 1));
    }
  }

  private Moments shifts(int[] features) {
    return Moments.of(Arrays.stream(features).mapToDouble(f -> means[f]).toArray());
  }

  private double posteriorShift(int f, Moments prior, double n, double variance) {
    double weight = prior.variance() * n;
    double total = weight + variance;
    return total == 0 ? means[f] : (weight * means[f] + variance * prior.mean()) / total;
  }

  /** Alternates the posterior means of shift and spread until no feature moves. */
  private void iterate(int[] features, double[] variances) {
    Moments shifts = shifts(features);
    Moments spreads = Moments.of(variances);
    boolean alike = spreads.variance() <= 0;
    double ratio = alike ? 0 : spreads.mean() * spreads.mean() / spreads.variance();
    double shape = ratio + 2;
    double rate = spreads.mean() * (ratio + 1);
    double[] g = Arrays.stream(features).mapToDouble(f -> means[f]).toArray();
    double[] d = variances.clone();
    double change = Double.POSITIVE_INFINITY;
    for (int round = 0; change > CONVERGED && round < MAX_ITERATIONS; round++) {
      change = 0;
      for (int i = 0; i < g.length; i++) {
        int f = features[i];
        int n = counts[f];
        double nextShift = posteriorShift(f, shifts, n, d[i]);
        double off = means[f] - nextShift;
        double sum = squares[f] + n * off * off;
        double nextSpread = alike ? spreads.mean() : (0.5 * sum + rate) / (n / 2.0 + shape - 1);
        change = Math.max(change, relative(nextShift, g[i]));
        change = Math.max(change, relative(nextSpread, d[i]));
        g[i] = nextShift;
        d[i] = nextSpread;
      }
    }
    for (int i = 0; i < g.length; i++) {
      shift[features[i]] = g[i];
      spread[features[i]] = d[i];
    }
  }

  /** Signed by the old value, as sva's criterion is: a negative shift never holds the loop up. */
  private static double relative(double next, double old) {
    return next == old ? 0 : Math.abs(next - old) / old;
  }

  /**
   * The priors are the other features' estimates: a feature's shift and spread are their means,
   * weighted by how likely the feature's values are under them.
   */
  private void shrinkByLikelihood(int[] features, double[] variances) {
    int n = features.length;
    double[] half = new double[n];
    double[] logs = new double[n];
    for (int j = 0; j < n; j++) {
      half[j] = 0.5 / variances[j];
      logs[j] = 0.5 * Math.log(2 * Math.PI * variances[j]);
    }
    double[] likelihoods = new double[n];
    for (int i = 0; i < n; i++) {
      StopSignal.check();
      int f = features[i];
      int count = counts[f];
      double highest = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < n; j++) {
        double off = means[f] - means[features[j]];
        double sum = squares[f] + count * off * off;
        double log = variances[j] > 0 && j != i ? -count * logs[j] - sum * half[j] : Double.NaN;
        likelihoods[j] = log;
        highest = log > highest ? log : highest;
      }
      double total = 0;
      double shifts = 0;
      double spreads = 0;
      for (int j = 0; j < n; j++) {
        double log = likelihoods[j] - highest;
        if (log > NEGLIGIBLE) {
          double weight = Math.exp(log);
          total += weight;
          shifts += weight * means[features[j]];
          spreads += weight * variances[j];
        }
      }
      shift[f] = total > 0 ? shifts / total : means[f];
      spread[f] = total > 0 ? spreads / total : 1;
    }
  }

  /** Per feature: the shrunken additive effect. */
  double[] shift() {
    return shift;
  }

  /** Per feature: the shrunken variance ratio. */
  double[] spread() {
    return spread;
  }
}
