package org.omicroutes.classify;

/**
 * How a {@link ClassForest} is grown.
 *
 * @param trees at least 1
 * @param tried features drawn for each split; 0 for the square root of their number, rounded up
 * @param smallestSplit a node of fewer drawn patients is not split, at least 2
 * @param seed of draws of patients and features
 */
public record ForestOptions(int trees, int tried, int smallestSplit, long seed) {
  public ForestOptions {
    if (trees < 1) {
      throw new IllegalArgumentException("trees: found " + trees + ", expected >= 1");
    }
    if (tried < 0) {
      throw new IllegalArgumentException("tried: found " + tried + ", expected >= 0");
    }
    if (smallestSplit < 2) {
      throw new IllegalArgumentException(
          "smallest split: found " + smallestSplit + ", expected >= 2");
    }
  }

  /** 500 trees, nodes of 10 patients or more split: what is usual where probabilities are asked. */
  public static ForestOptions seeded(long seed) {
    return new ForestOptions(500, 0, 10, seed);
  }

  int triedOf(int features) {
    int wanted = tried == 0 ? (int) Math.ceil(Math.sqrt(features)) : tried;
    return Math.min(wanted, features);
  }
}
