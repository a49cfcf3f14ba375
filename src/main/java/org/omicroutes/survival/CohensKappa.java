package org.omicroutes.survival;

import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Agreement beyond chance of two ratings of the same samples on k levels: Cohen's kappa (1960) and
 * weighted kappa (1968), {@code (po - pe) / (1 - pe)} with {@code po = sum w_ij p_ij}, {@code pe =
 * sum w_ij p_i. p_.j}. Made for the risk groups that two models put the same patients in. The
 * standard error is the large-sample one of Fleiss, Cohen and Everitt (Psychological Bulletin
 * 72:323, 1969, eq. 8 and 13), for limits, not for a test of kappa = 0. R's {@code
 * psych::cohen.kappa} gives the same kappa, and the same standard error without weights.
 *
 * @param value 1: all ratings agree, 0: as by chance; NaN where chance alone agrees perfectly (all
 *     ratings on one level)
 * @param standardError of {@link #value}; 0 where all ratings agree
 * @param samples rated
 */
public record CohensKappa(double value, double standardError, int samples) {

  /** What two ratings i and j of k levels agree by. */
  public enum Weights {
    /** 1 where i = j, else 0. */
    NONE,
    /** {@code 1 - |i - j| / (k - 1)} (Cicchetti and Allison, 1971). */
    LINEAR,
    /** {@code 1 - (i - j)² / (k - 1)²} (Fleiss and Cohen, 1973). */
    QUADRATIC;

    private double of(int i, int j, int levels) {
      double apart = (double) Math.abs(i - j) / (levels - 1);
      return switch (this) {
        case NONE -> i == j ? 1 : 0;
        case LINEAR -> 1 - apart;
        case QUADRATIC -> 1 - apart * apart;
      };
    }
  }

  /**
   * @param first levels 0 to {@code levels - 1}, one a sample; their order matters to weights only
   * @param second of the same samples
   * @param levels k, at least 2; a level that nobody has counts in the weights
   * @throws IllegalArgumentException where the ratings differ in number, there are none, or a level
   *     is out of range
   */
  public static CohensKappa of(int[] first, int[] second, int levels, Weights weights) {
    double[][] p = shares(first, second, levels);
    double[] rows = new double[levels];
    double[] columns = new double[levels];
    for (int i = 0; i < levels; i++) {
      for (int j = 0; j < levels; j++) {
        rows[i] += p[i][j];
        columns[j] += p[i][j];
      }
    }
    double observed = 0;
    double chance = 0;
    // Mean weight of a level against the other rating's levels
    double[] rowWeights = new double[levels];
    double[] columnWeights = new double[levels];
    for (int i = 0; i < levels; i++) {
      for (int j = 0; j < levels; j++) {
        double w = weights.of(i, j, levels);
        observed += w * p[i][j];
        chance += w * rows[i] * columns[j];
        rowWeights[i] += w * columns[j];
        columnWeights[j] += w * rows[i];
      }
    }
    double squares = 0;
    for (int i = 0; i < levels; i++) {
      for (int j = 0; j < levels; j++) {
        double part =
            weights.of(i, j, levels) * (1 - chance)
                - (rowWeights[i] + columnWeights[j]) * (1 - observed);
        squares += p[i][j] * part * part;
      }
    }
    double centre = observed * chance - 2 * chance + observed;
    double room = 1 - chance;
    int n = first.length;
    double variance = (squares - centre * centre) / (n * room * room * room * room);
    return room > 0
        ? new CohensKappa((observed - chance) / room, Math.sqrt(Math.max(0, variance)), n)
        : new CohensKappa(Double.NaN, Double.NaN, n);
  }

  private static double[][] shares(int[] first, int[] second, int levels) {
    if (first.length != second.length || first.length == 0 || levels < 2) {
      throw new IllegalArgumentException(
          first.length + " and " + second.length + " ratings on " + levels + " levels");
    }
    double[][] p = new double[levels][levels];
    for (int s = 0; s < first.length; s++) {
      if (Math.min(first[s], second[s]) < 0 || Math.max(first[s], second[s]) >= levels) {
        throw new IllegalArgumentException(
            "levels "
                + first[s]
                + " and "
                + second[s]
                + " of sample "
                + s
                + ", expected 0 to "
                + (levels - 1));
      }
      p[first[s]][second[s]] += 1.0 / first.length;
    }
    return p;
  }

  /**
   * Normal limits {@code value ± z standardError}, cut at -1 and 1.
   *
   * @param level coverage in (0, 1), such as 0.95
   */
  public double[] interval(double level) {
    double half =
        standardError * new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
    return new double[] {Math.max(-1, value - half), Math.min(1, value + half)};
  }
}
