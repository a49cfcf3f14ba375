package org.omicroutes.harmonize;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.omicroutes.cohort.StopSignal;

/**
 * The k features nearest to a feature: root mean square difference over the samples where both have
 * a value (at least half of the feature's own). Where comparing all would take too long, only the
 * features closest in mean are compared: one further off in mean is hardly ever near.
 */
final class FeatureNeighbours {
  /** Differences of two values that a whole fit may take: some seconds. */
  private static final double BUDGET = 4e9;

  private static final int FEWEST_CANDIDATES = 200;

  /** How often a running distance is held against the k-th best. */
  private static final int BLOCK = 32;

  private final double[][] rows;
  private final int[] byMean;
  private final int[] rank;
  private final int k;
  private final int candidates;

  private int found;
  private final int[] nearest;
  private final double[] distances;

  /**
   * @param rows features × samples, NaN where missing; not changed
   * @param means of the features
   * @param k how many neighbours
   * @param searches for how many features neighbours will be asked
   */
  FeatureNeighbours(double[][] rows, double[] means, int k, int searches) {
    this.rows = rows;
    this.k = k;
    double affordable = BUDGET / ((double) Math.max(1, searches) * rows[0].length);
    this.candidates = (int) Math.min(rows.length, Math.max(FEWEST_CANDIDATES, affordable));
    this.byMean =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparingDouble(f -> means[f]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.rank = new int[rows.length];
    for (int r = 0; r < byMean.length; r++) {
      rank[byMean[r]] = r;
    }
    this.nearest = new int[k];
    this.distances = new double[k];
  }

  /** Finds the neighbours of a feature, to be had from the two methods below. */
  void of(int feature) {
    StopSignal.check();
    found = 0;
    int from = Math.max(0, Math.min(rank[feature] - candidates / 2, byMean.length - candidates));
    int to = Math.min(byMean.length, from + candidates);
    int enough = 0;
    for (double value : rows[feature]) {
      enough += Double.isNaN(value) ? 0 : 1;
    }
    // Outwards from the feature's own place: near ones first lets later ones be given up early.
    for (int step = 1; step < byMean.length; step++) {
      int above = rank[feature] + step;
      int below = rank[feature] - step;
      if (above < to) {
        consider(feature, byMean[above], (enough + 1) / 2);
      }
      if (below >= from) {
        consider(feature, byMean[below], (enough + 1) / 2);
      }
      if (above >= to && below < from) {
        break;
      }
    }
  }

  private void consider(int feature, int candidate, int enough) {
    double worst = found < k ? Double.POSITIVE_INFINITY : distances[k - 1];
    double[] a = rows[feature];
    double[] b = rows[candidate];
    double limit = worst * a.length;
    double sum = 0;
    int common = 0;
    for (int s = 0; s < a.length; ) {
      for (int end = Math.min(a.length, s + BLOCK); s < end; s++) {
        double off = a[s] - b[s];
        if (off == off) {
          sum += off * off;
          common++;
        }
      }
      if (sum > limit) {
        return;
      }
    }
    double distance = sum / common;
    if (common >= enough && distance < worst) {
      insert(candidate, distance);
    }
  }

  private void insert(int candidate, double distance) {
    int place = found < k ? found++ : k - 1;
    while (place > 0 && distances[place - 1] > distance) {
      distances[place] = distances[place - 1];
      nearest[place] = nearest[place - 1];
      place--;
    }
    distances[place] = distance;
    nearest[place] = candidate;
  }

  /** Positions of the neighbours, nearest first. */
  int[] positions() {
    return Arrays.copyOf(nearest, found);
  }

  /** 1 / root mean square difference of each; equal features weigh very much, not infinitely. */
  double[] weights() {
    double[] weights = new double[found];
    for (int n = 0; n < found; n++) {
      weights[n] = 1 / Math.max(1e-6, Math.sqrt(distances[n]));
    }
    return weights;
  }
}
