package org.omicroutes.survival;

import java.util.Arrays;

/**
 * Harrell's C, as {@link Concordance} defines it, of one tree's leaves over the same samples again
 * and again: in O(n log n), as importance takes it for every tree and feature.
 */
final class ForestConcordance {
  private final ForestData data;
  private final int[] samples;
  private final int[] riskRank;
  private final int ranks;
  private final int[] counts;

  /**
   * @param samples in order of time, positions in {@code data}
   * @param risk of each node
   */
  ForestConcordance(ForestData data, int[] samples, double[] risk) {
    this.data = data;
    this.samples = samples;
    double[] distinct = Arrays.stream(risk).sorted().distinct().toArray();
    riskRank = Arrays.stream(risk).mapToInt(r -> Arrays.binarySearch(distinct, r) + 1).toArray();
    ranks = distinct.length;
    counts = new int[ranks + 1];
  }

  /**
   * @param leaves of the samples
   * @return NaN where no pair is comparable
   */
  double of(int[] leaves) {
    Arrays.fill(counts, 0);
    long pairs = 0;
    long twiceConcordant = 0;
    int outlived = 0;
    for (int end = samples.length; end > 0; ) {
      int start = end;
      double time = data.time(samples[end - 1]);
      while (start > 0 && data.time(samples[start - 1]) == time) {
        start--;
        // A censored sample outlives the events at its time; events come first in the order.
        if (!data.event(samples[start])) {
          add(riskRank[leaves[start]]);
          outlived++;
        }
      }
      int died = start;
      for (; died < end && data.event(samples[died]); died++) {
        int rank = riskRank[leaves[died]];
        pairs += outlived;
        twiceConcordant += upTo(rank - 1) + upTo(rank);
      }
      for (int k = start; k < died; k++) {
        add(riskRank[leaves[k]]);
      }
      outlived += died - start;
      end = start;
    }
    return pairs == 0 ? Double.NaN : twiceConcordant / 2.0 / pairs;
  }

  private void add(int rank) {
    for (int k = rank; k <= ranks; k += k & -k) {
      counts[k]++;
    }
  }

  private int upTo(int rank) {
    int sum = 0;
    for (int k = rank; k > 0; k -= k & -k) {
      sum += counts[k];
    }
    return sum;
  }
}
