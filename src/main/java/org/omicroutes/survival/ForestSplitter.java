package org.omicroutes.survival;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Finds the split of a node with the largest log-rank statistic {@code U²/V} (Segal, 1988) over all
 * values of a feature, in O(m log m) for m samples.
 *
 * <p>With d events and Y at risk at each event time of the node, {@code U = sum over the left
 * samples of (event - Nelson-Aalen at their time)}, and {@code V = sum of w y (Y - y)}, y the left
 * samples at risk and {@code w = d (Y - d) / (Y² (Y - 1))}. A sample that joins the left side adds
 * one to y up to its time: the sums over earlier times that this takes come from two Fenwick trees.
 *
 * <p>A missing value is information too (Twala, Jones and Hand, 2008): every split is tried with
 * the missing values on either side, and missing against known.
 */
final class ForestSplitter {
  /** Below this V is rounding; of a real split it is at least about 1/Y. */
  private static final double NO_VARIANCE = 1e-9;

  private final ForestData data;
  private final int minNodeSize;
  private final int randomSplits;

  // The node in hand: per member, in order of time.
  private final int[] members;
  private final int[] weight;
  private final int[] localIndex;
  private int size;
  private int total;
  private int eventTimes;
  // Per event time of the node, from 1: cumulative hazard, sums of w Y and of w.
  private final double[] hazard;
  private final double[] sumWy;
  private final double[] sumW;

  // The sweep in hand.
  private final double[] weightedTree;
  private final double[] countTree;
  private final long[] keys;
  private final int[] candidates;
  private double leftCount;
  private double leftAtRisk;
  private double numerator;
  private double variance;

  // The best split so far.
  private double bestStatistic;
  private int bestFeature;
  private double bestThreshold;
  private boolean bestMissingLeft;

  ForestSplitter(ForestData data, int minNodeSize, int randomSplits) {
    this.data = data;
    this.minNodeSize = minNodeSize;
    this.randomSplits = randomSplits;
    int n = data.samples();
    int k = Math.min(n, data.eventTimes().length) + 1;
    members = new int[n];
    weight = new int[n];
    localIndex = new int[n];
    hazard = new double[k];
    sumWy = new double[k];
    sumW = new double[k];
    weightedTree = new double[k];
    countTree = new double[k];
    keys = new long[n];
    candidates = new int[n];
  }

  /**
   * Takes a node in hand.
   *
   * @param samples the node's samples from {@code start} to {@code end}, in order of time
   * @param drawn how often the tree drew each sample
   */
  void node(int[] samples, int start, int end, int[] drawn) {
    size = end - start;
    total = 0;
    for (int m = 0; m < size; m++) {
      members[m] = samples[start + m];
      weight[m] = drawn[members[m]];
      total += weight[m];
    }
    eventTimes = 0;
    double atRisk = total;
    for (int m = 0; m < size; ) {
      int deaths = 0;
      int leaving = 0;
      int index = data.eventIndex(members[m]);
      int next = m;
      // Those censored after this event time and before the next one share its index.
      for (; next < size && data.eventIndex(members[next]) == index; next++) {
        deaths += data.event(members[next]) ? weight[next] : 0;
        leaving += weight[next];
      }
      if (deaths > 0) {
        addEventTime(deaths, atRisk);
      }
      for (; m < next; m++) {
        localIndex[m] = eventTimes;
      }
      atRisk -= leaving;
    }
    bestStatistic = 0;
    bestFeature = -1;
  }

  private void addEventTime(double deaths, double atRisk) {
    double w = atRisk > 1 ? deaths * (atRisk - deaths) / (atRisk * atRisk * (atRisk - 1)) : 0;
    int k = ++eventTimes;
    hazard[k] = hazard[k - 1] + deaths / atRisk;
    sumWy[k] = sumWy[k - 1] + w * atRisk;
    sumW[k] = sumW[k - 1] + w;
  }

  /** Whether a split can be looked for at all. */
  boolean divisible() {
    return total >= 2 * minNodeSize && eventTimes > 0;
  }

  /** Tries a feature; of equal statistics the first one found stays. */
  void tryFeature(int feature, SplittableRandom random) {
    int known = sortKnown(feature);
    if (known == 0) {
      return;
    }
    sweep(feature, known, false, random);
    if (known < size) {
      sweep(feature, known, true, random);
    }
  }

  /** Fills {@link #keys} with rank and member of the known values, ascending, then the missing. */
  private int sortKnown(int feature) {
    int[] ranks = data.ranks(feature);
    int known = 0;
    int missing = size;
    for (int m = 0; m < size; m++) {
      int rank = ranks[members[m]];
      if (rank < 0) {
        keys[--missing] = m;
      } else {
        keys[known++] = (long) rank << 32 | m;
      }
    }
    Arrays.sort(keys, 0, known);
    return known;
  }

  private void sweep(int feature, int known, boolean missingLeft, SplittableRandom random) {
    clear();
    if (missingLeft) {
      for (int k = known; k < size; k++) {
        join((int) keys[k]);
      }
      consider(feature, Double.NEGATIVE_INFINITY, true);
    }
    int boundaries = chooseBoundaries(known, random);
    int next = 0;
    for (int k = 0; k < known && next < boundaries; k++) {
      join((int) keys[k]);
      if (candidates[next] == k) {
        next++;
        int below = (int) (keys[k] >> 32);
        int above = (int) (keys[k + 1] >> 32);
        considerBetween(feature, below, above, missingLeft, known < size);
      }
    }
  }

  /** Places after which the value changes: all, or as many as wanted drawn at random. */
  private int chooseBoundaries(int known, SplittableRandom random) {
    int count = 0;
    for (int k = 0; k + 1 < known; k++) {
      if (keys[k] >> 32 != keys[k + 1] >> 32) {
        candidates[count++] = k;
      }
    }
    if (randomSplits == 0 || count <= randomSplits) {
      return count;
    }
    for (int c = 0; c < randomSplits; c++) {
      int other = c + random.nextInt(count - c);
      int kept = candidates[other];
      candidates[other] = candidates[c];
      candidates[c] = kept;
    }
    Arrays.sort(candidates, 0, randomSplits);
    return randomSplits;
  }

  private void clear() {
    Arrays.fill(weightedTree, 0, eventTimes + 1, 0);
    Arrays.fill(countTree, 0, eventTimes + 1, 0);
    leftCount = 0;
    leftAtRisk = 0;
    numerator = 0;
    variance = 0;
  }

  private void join(int member) {
    double c = weight[member];
    int e = localIndex[member];
    leftCount += c;
    numerator += c * ((data.event(members[member]) ? 1 : 0) - hazard[e]);
    if (e == 0) {
      return;
    }
    // Sum of w y up to e: a left sample that leaves at j adds W(min(e, j)).
    double weighted = 0;
    double upTo = 0;
    for (int k = e; k > 0; k -= k & -k) {
      weighted += weightedTree[k];
      upTo += countTree[k];
    }
    double before = weighted + sumW[e] * (leftAtRisk - upTo);
    variance += c * (sumWy[e] - 2 * before - c * sumW[e]);
    leftAtRisk += c;
    double cw = c * sumW[e];
    for (int k = e; k <= eventTimes; k += k & -k) {
      weightedTree[k] += cw;
      countTree[k] += c;
    }
  }

  private void considerBetween(
      int feature, int below, int above, boolean missingLeft, boolean anyMissing) {
    if (consider(feature, 0, missingLeft)) {
      bestThreshold = data.middle(feature, below, above);
      // A value that is missing later only goes where most samples went.
      bestMissingLeft = anyMissing ? missingLeft : 2 * leftCount >= total;
    }
  }

  private boolean consider(int feature, double threshold, boolean missingLeft) {
    if (leftCount < minNodeSize || total - leftCount < minNodeSize) {
      return false;
    }
    double statistic = statistic();
    if (!(statistic > bestStatistic)) {
      return false;
    }
    bestStatistic = statistic;
    bestFeature = feature;
    bestThreshold = threshold;
    bestMissingLeft = missingLeft;
    return true;
  }

  /** The log-rank chi-squared of the samples that joined the left side against the others. */
  private double statistic() {
    return variance > NO_VARIANCE ? numerator * numerator / variance : 0;
  }

  /** The feature of the best split found, -1 where there is none. */
  int bestFeature() {
    return bestFeature;
  }

  double bestThreshold() {
    return bestThreshold;
  }

  boolean bestMissingLeft() {
    return bestMissingLeft;
  }

  double bestStatistic() {
    return bestStatistic;
  }
}
