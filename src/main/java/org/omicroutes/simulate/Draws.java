package org.omicroutes.simulate;

import java.util.Random;

/**
 * Random draws that are the same on every machine: {@link Random}'s sequence is specified, and
 * {@link StrictMath} gives the same last bit everywhere.
 */
final class Draws {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final Random random;

  /** A stream of its own for each purpose, so that more draws of one do not change another. */
  Draws(long seed, int stream) {
    this.random = new Random(seed * 1_000_003L + GOLDEN * (stream + 1));
  }

  double uniform() {
    return random.nextDouble();
  }

  double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  double normal() {
    return random.nextGaussian();
  }

  double normal(double mean, double sd) {
    return mean + sd * random.nextGaussian();
  }

  /** A sign, each as likely. */
  int sign() {
    return random.nextBoolean() ? 1 : -1;
  }

  /** An index drawn by its weight. */
  int weighted(double... weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double rest = random.nextDouble() * total;
    for (int i = 0; i < weights.length - 1; i++) {
      rest -= weights[i];
      if (rest < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** The numbers 0 to n-1 in random order. */
  int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Negative binomial with variance {@code mean + dispersion mean²}: a Gamma mix of Poissons. */
  int negativeBinomial(double mean, double dispersion) {
    double shape = 1 / dispersion;
    return poisson(gamma(shape) * mean / shape);
  }

  /** Gamma of scale 1 (Marsaglia and Tsang 2000). */
  private double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * StrictMath.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = 1 + c * x;
      if (v > 0) {
        v = v * v * v;
        double u = random.nextDouble();
        if (StrictMath.log(u) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
          return d * v;
        }
      }
    }
  }

  /** Poisson: by counting arrivals; above a mean of 60 the rounded normal, close enough here. */
  int poisson(double mean) {
    if (mean > 60) {
      return (int) Math.max(0, Math.rint(normal(mean, Math.sqrt(mean))));
    }
    double limit = StrictMath.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
