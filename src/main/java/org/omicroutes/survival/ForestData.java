package org.omicroutes.survival;

import java.util.Arrays;
import java.util.Comparator;
import org.omicroutes.cohort.SurvivalData;

/**
 * The training samples of a forest, in ascending order of time (then events first, then by id, so
 * that a forest does not depend on the order of the samples), with each feature's values as ranks:
 * trees compare ranks only, and a node's samples are sorted by them without looking at a value.
 */
final class ForestData {
  private static final int MISSING = -1;

  private final int[] order;
  private final double[] times;
  private final boolean[] events;
  private final int[] eventIndex;
  private final double[] eventTimes;
  private final double[][] distinct;
  private final int[][] rank;

  /**
   * @param x features × samples, NaN where missing, columns as in {@code survival}
   */
  ForestData(double[][] x, SurvivalData survival) {
    int n = survival.size();
    order = timeOrder(survival);
    events = new boolean[n];
    eventIndex = new int[n];
    times = new double[n];
    double[] distinctTimes = new double[n];
    int found = 0;
    for (int i = 0; i < n; i++) {
      events[i] = survival.event(order[i]);
      times[i] = survival.time(order[i]);
      if (events[i] && (found == 0 || distinctTimes[found - 1] < times[i])) {
        distinctTimes[found++] = times[i];
      }
      eventIndex[i] = found;
    }
    eventTimes = Arrays.copyOf(distinctTimes, found);
    distinct = new double[x.length][];
    rank = new int[x.length][];
    for (int f = 0; f < x.length; f++) {
      // Adding 0 makes -0 a 0.
      double[] known =
          Arrays.stream(x[f]).filter(v -> !Double.isNaN(v)).map(v -> v + 0.0).toArray();
      distinct[f] = Arrays.stream(known).sorted().distinct().toArray();
      rank[f] = new int[n];
      for (int i = 0; i < n; i++) {
        double value = x[f][order[i]];
        rank[f][i] = Double.isNaN(value) ? MISSING : Arrays.binarySearch(distinct[f], value + 0.0);
      }
    }
  }

  private static int[] timeOrder(SurvivalData survival) {
    Integer[] sorted = new Integer[survival.size()];
    Arrays.setAll(sorted, i -> i);
    Arrays.sort(
        sorted,
        Comparator.<Integer>comparingDouble(survival::time)
            .thenComparing(i -> !survival.event(i))
            .thenComparing(i -> survival.sampleIds().get(i)));
    return Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
  }

  int samples() {
    return order.length;
  }

  int features() {
    return rank.length;
  }

  /** The place in the training data of the sample that is {@code i}-th here. */
  int original(int i) {
    return order[i];
  }

  double time(int i) {
    return times[i];
  }

  boolean event(int i) {
    return events[i];
  }

  /** How many of the {@link #eventTimes} are at or before the sample's time. */
  int eventIndex(int i) {
    return eventIndex[i];
  }

  /** Distinct event times of all training samples, ascending. */
  double[] eventTimes() {
    return eventTimes;
  }

  /** Positions of the samples' values among the feature's distinct values; -1 where missing. */
  int[] ranks(int feature) {
    return rank[feature];
  }

  /** NaN where missing. */
  double value(int feature, int i) {
    int position = rank[feature][i];
    return position < 0 ? Double.NaN : distinct[feature][position];
  }

  /** The middle of two values given by rank; the lower one where doubles leave no room between. */
  double middle(int feature, int below, int above) {
    double low = distinct[feature][below];
    double high = distinct[feature][above];
    double middle = low + (high - low) / 2;
    return middle < high ? middle : low;
  }
}
