package org.omicroutes.neural;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;

/**
 * A seeded order of patients in which events are spread evenly: any block of it holds events in
 * proportion.
 */
final class StratifiedBlocks {
  private final int[] order;

  StratifiedBlocks(boolean[] events, long seed) {
    int n = events.length;
    Integer[] shuffled = new Integer[n];
    Arrays.setAll(shuffled, i -> i);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Integer swapped = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swapped;
    }
    int total = 0;
    for (boolean event : events) {
      total += event ? 1 : 0;
    }
    double[] place = new double[n];
    int seenEvents = 0;
    int seenOthers = 0;
    for (int i : shuffled) {
      place[i] = events[i] ? (seenEvents++ + 0.5) / total : (seenOthers++ + 0.5) / (n - total);
    }
    Arrays.sort(shuffled, Comparator.comparingDouble((Integer i) -> place[i]));
    this.order = Arrays.stream(shuffled).mapToInt(Integer::intValue).toArray();
  }

  /** The fold of each patient, from 0. */
  int[] folds(int count) {
    int[] fold = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      fold[order[i]] = (int) ((long) i * count / order.length);
    }
    return fold;
  }

  /**
   * The {@code index}-th block of a share of the patients, starting over at the end: with a share
   * of 1/k, blocks 0 to k-1 hold each patient about once.
   */
  boolean[] block(int index, double share) {
    int n = order.length;
    long from = Math.round(index * share * n);
    long to = Math.max(from + 1, Math.round((index + 1) * share * n));
    boolean[] inside = new boolean[n];
    for (long i = from; i < to; i++) {
      inside[order[(int) (i % n)]] = true;
    }
    return inside;
  }
}
