package org.omicroutes.classify;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.omicroutes.survival.ForestWorkers;

/**
 * Grows a {@link ClassForest} (Breiman, Machine Learning 2001). Each tree draws as many patients as
 * there are, with replacement and with probabilities proportional to their weights; each node draws
 * its features and asks {@link SplitSearch} for the best split by them.
 */
public final class ClassForestTrainer {
  private ClassForestTrainer() {}

  /**
   * @param threads 0: as many as there are processors; the forest does not depend on it
   */
  public static ClassForest fit(ClassData data, ForestOptions options, int threads) {
    SplittableRandom seeds = new SplittableRandom(options.seed());
    SplittableRandom[] random = new SplittableRandom[options.trees()];
    Arrays.setAll(random, t -> seeds.split());
    double[] cumulative = data.weights().clone();
    Arrays.parallelPrefix(cumulative, Double::sum);
    int tried = options.triedOf(data.features());
    ClassTree[] trees = new ClassTree[options.trees()];
    ForestWorkers.each(
        trees.length,
        threads,
        t -> {
          int[] counts = draw(cumulative, random[t]);
          SplitSearch search = new SplitSearch(data, counts, tried, random[t]);
          trees[t] = new TreeGrower(data, counts, search, options.smallestSplit()).grow();
        });
    return new ClassForest(data.features(), List.of(trees));
  }

  /** How often each row is drawn, in as many draws as there are rows. */
  private static int[] draw(double[] cumulative, SplittableRandom random) {
    int n = cumulative.length;
    int[] counts = new int[n];
    for (int k = 0; k < n; k++) {
      int at = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[n - 1]);
      counts[Math.min(n - 1, at >= 0 ? at + 1 : -at - 1)]++;
    }
    return counts;
  }
}
