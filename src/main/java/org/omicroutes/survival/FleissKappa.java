package org.omicroutes.survival;

/**
 * Agreement beyond chance of any number of ratings of the same samples (Fleiss, Psychological
 * Bulletin 76:378, 1971): {@code (P - Pe) / (1 - Pe)}, P the mean share of agreeing pairs of
 * ratings of a sample, Pe the sum of squared shares of the levels over all ratings. 1: all agree,
 * 0: as by chance.
 */
public final class FleissKappa {
  private final int[][] counts;
  private final int raters;

  /**
   * @param ratings raters × samples, levels 0 to {@code levels - 1}
   * @throws IllegalArgumentException with fewer than two ratings of a sample, or a level out of
   *     range
   */
  public FleissKappa(int[][] ratings, int levels) {
    if (ratings.length < 2) {
      throw new IllegalArgumentException(ratings.length + " ratings, expected at least 2");
    }
    raters = ratings.length;
    counts = new int[ratings[0].length][levels];
    for (int[] rater : ratings) {
      for (int i = 0; i < counts.length; i++) {
        if (rater[i] < 0 || rater[i] >= levels) {
          throw new IllegalArgumentException(
              "level " + rater[i] + ", expected 0 to " + (levels - 1));
        }
        counts[i][rater[i]]++;
      }
    }
  }

  /**
   * @param drawn how often each sample is there
   * @return NaN where all ratings are on one level
   */
  public double value(int[] drawn) {
    double[] shares = new double[counts[0].length];
    double samples = 0;
    double agreeing = 0;
    for (int i = 0; i < counts.length; i++) {
      double pairs = 0;
      for (int level = 0; level < shares.length; level++) {
        shares[level] += (double) drawn[i] * counts[i][level];
        pairs += counts[i][level] * (counts[i][level] - 1.0);
      }
      agreeing += drawn[i] * pairs / (raters * (raters - 1.0));
      samples += drawn[i];
    }
    double chance = 0;
    for (double share : shares) {
      chance += Math.pow(share / (samples * raters), 2);
    }
    return chance < 1 ? (agreeing / samples - chance) / (1 - chance) : Double.NaN;
  }
}
