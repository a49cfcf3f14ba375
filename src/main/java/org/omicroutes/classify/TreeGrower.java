package org.omicroutes.classify;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.omicroutes.cohort.StopSignal;

/** Grows one tree, the first branch of a node before its second. */
final class TreeGrower {
  private final ClassData data;
  private final int[] counts;
  private final SplitSearch search;
  private final int smallestSplit;

  private int size;
  private int[] feature = new int[32];
  private double[] threshold = new double[32];
  private int[] second = new int[32];
  private double[] share = new double[32];

  /**
   * @param counts how often each row was drawn
   */
  TreeGrower(ClassData data, int[] counts, SplitSearch search, int smallestSplit) {
    this.data = data;
    this.counts = counts;
    this.search = search;
    this.smallestSplit = smallestSplit;
  }

  ClassTree grow() {
    branch(IntStream.range(0, data.size()).filter(i -> counts[i] > 0).toArray());
    return new ClassTree(
        Arrays.copyOf(feature, size),
        Arrays.copyOf(threshold, size),
        Arrays.copyOf(second, size),
        Arrays.copyOf(share, size));
  }

  private void branch(int[] rows) {
    StopSignal.check();
    int drawn = 0;
    int positive = 0;
    for (int i : rows) {
      drawn += counts[i];
      positive += data.labels()[i] == 1 ? counts[i] : 0;
    }
    int node = leaf((double) positive / drawn);
    if (positive == 0 || positive == drawn || drawn < smallestSplit) {
      return;
    }
    SplitSearch.Split split = search.best(rows);
    if (split == null) {
      return;
    }
    int[] above = side(rows, split, true);
    if (above.length == 0 || above.length == rows.length) {
      // Two neighbouring doubles have no middle that tells them apart.
      return;
    }
    feature[node] = split.feature();
    threshold[node] = split.threshold();
    branch(side(rows, split, false));
    second[node] = size;
    branch(above);
  }

  private int[] side(int[] rows, SplitSearch.Split split, boolean isAbove) {
    return Arrays.stream(rows)
        .filter(i -> data.rows()[i][split.feature()] > split.threshold() == isAbove)
        .toArray();
  }

  private int leaf(double positive) {
    if (size == feature.length) {
      feature = Arrays.copyOf(feature, 2 * size);
      threshold = Arrays.copyOf(threshold, 2 * size);
      second = Arrays.copyOf(second, 2 * size);
      share = Arrays.copyOf(share, 2 * size);
    }
    feature[size] = -1;
    second[size] = -1;
    share[size] = positive;
    return size++;
  }
}
