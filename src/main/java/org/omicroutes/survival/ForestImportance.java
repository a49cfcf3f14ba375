package org.omicroutes.survival;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Permutation importance of features (Breiman, 2001; Ishwaran et al., 2008): how much Harrell's C
 * of a tree's out-of-bag samples falls when the feature's values (missing ones too) are permuted
 * among them; the mean over trees. About 0 for a feature that does not matter.
 *
 * @param importance one a feature; NaN where no tree could be judged
 * @param standardError of that mean over the trees, with those that do not use the feature
 */
public record ForestImportance(double[] importance, double[] standardError) {
  private static final long STREAM = 0x6A09E667F3BCC909L;

  /** What one tree says of the features it uses. */
  private record Falls(int[] features, double[] values) {}

  /** Importance that was not asked for: all NaN. */
  static ForestImportance none(int features) {
    double[] unknown = new double[features];
    Arrays.fill(unknown, Double.NaN);
    return new ForestImportance(unknown, unknown);
  }

  static ForestImportance of(
      SurvivalForest forest, ForestData data, ForestOutOfBag bags, long seed, int threads) {
    Falls[] falls = new Falls[forest.size()];
    ForestWorkers.each(
        falls.length, threads, b -> falls[b] = falls(forest, data, bags.samples(b), seed, b));
    double[] sum = new double[data.features()];
    double[] squares = new double[data.features()];
    int judged = 0;
    for (Falls tree : falls) {
      if (tree == null) {
        continue;
      }
      judged++;
      for (int k = 0; k < tree.features().length; k++) {
        sum[tree.features()[k]] += tree.values()[k];
        squares[tree.features()[k]] += tree.values()[k] * tree.values()[k];
      }
    }
    double[] mean = new double[sum.length];
    double[] error = new double[sum.length];
    for (int f = 0; f < sum.length; f++) {
      mean[f] = judged == 0 ? Double.NaN : sum[f] / judged;
      double variance = (squares[f] - sum[f] * mean[f]) / (judged - 1.0);
      error[f] = judged < 2 ? Double.NaN : Math.sqrt(Math.max(0, variance) / judged);
    }
    return new ForestImportance(mean, error);
  }

  /** Null where the tree's samples have no pair to compare. */
  private static Falls falls(
      SurvivalForest forest, ForestData data, int[] samples, long seed, int b) {
    ForestTree tree = forest.tree(b);
    ForestConcordance concordance = new ForestConcordance(data, samples, forest.leafMortality(b));
    int[] leaves = new int[samples.length];
    for (int k = 0; k < leaves.length; k++) {
      int i = samples[k];
      leaves[k] = tree.leaf(f -> data.value(f, i));
    }
    double whole = concordance.of(leaves);
    if (Double.isNaN(whole)) {
      return null;
    }
    SplittableRandom random = ForestGrower.random(seed ^ STREAM, b);
    int[] used = Arrays.stream(tree.feature()).filter(f -> f >= 0).sorted().distinct().toArray();
    double[] values = new double[used.length];
    for (int u = 0; u < used.length; u++) {
      int permuted = used[u];
      int[] from = shuffled(samples, random);
      for (int k = 0; k < leaves.length; k++) {
        int i = samples[k];
        int other = from[k];
        leaves[k] = tree.leaf(f -> data.value(f, f == permuted ? other : i));
      }
      values[u] = whole - concordance.of(leaves);
    }
    return new Falls(used, values);
  }

  private static int[] shuffled(int[] samples, SplittableRandom random) {
    int[] copy = samples.clone();
    for (int k = copy.length - 1; k > 0; k--) {
      int other = random.nextInt(k + 1);
      int kept = copy[k];
      copy[k] = copy[other];
      copy[other] = kept;
    }
    return copy;
  }
}
