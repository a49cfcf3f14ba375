package org.omicroutes.survival;

/**
 * How a {@link SurvivalForest} is grown.
 *
 * @param trees how many, at least 1
 * @param mtry features drawn at each node; 0: the square root of their number, rounded up
 * @param minNodeSize fewest samples of a node, counted as often as they were drawn, at least 1
 * @param replace true: each tree draws its samples with replacement (bootstrap); false: without
 * @param sampleFraction of the samples that a tree draws, rounded, above 0 and at most 1
 * @param splits split points tried for each feature, drawn at random; 0: all
 * @param seed of all that is drawn; tree k draws from a generator of its own
 */
public record ForestSettings(
    int trees,
    int mtry,
    int minNodeSize,
    boolean replace,
    double sampleFraction,
    int splits,
    long seed) {

  public ForestSettings {
    require(trees >= 1, "trees", trees, ">= 1");
    require(mtry >= 0, "mtry", mtry, ">= 0");
    require(minNodeSize >= 1, "min-node-size", minNodeSize, ">= 1");
    require(
        sampleFraction > 0 && sampleFraction <= 1, "sample-fraction", sampleFraction, "> 0 to 1");
    require(splits >= 0, "splits", splits, ">= 0");
  }

  private static void require(boolean holds, String name, Object found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": found " + found + ", expected " + expected);
    }
  }

  /** 500 trees on bootstrap samples, nodes of at least 3, as in ranger. */
  public static ForestSettings defaults(long seed) {
    return new ForestSettings(500, 0, 3, true, 1, 0, seed);
  }

  /** Features drawn at each node where there are {@code features} of them. */
  int drawnFeatures(int features) {
    int wanted = mtry == 0 ? (int) Math.ceil(Math.sqrt(features)) : mtry;
    return Math.min(wanted, features);
  }

  /** Samples that a tree draws out of {@code samples}. */
  int drawnSamples(int samples) {
    return (int) Math.max(1, Math.round(sampleFraction * samples));
  }
}
