package org.omicroutes.survival;

/**
 * A tree of a {@link SurvivalForest}. A node either asks whether a feature is at most a threshold
 * (its children lie side by side) or is a leaf with the events and numbers at risk of its training
 * samples at their event times, from which its cumulative hazard follows (Nelson-Aalen).
 *
 * @param feature of each node, -1 for a leaf
 * @param threshold a value up to this goes left; -infinity: only missing values go left
 * @param missingLeft where a missing value goes
 * @param child the left child, the right one follows; of a leaf its first step
 * @param stepTime position of each step among the forest's event times, ascending within a leaf
 * @param deaths events at each step
 * @param atRisk samples at risk at each step
 */
record ForestTree(
    int[] feature,
    double[] threshold,
    boolean[] missingLeft,
    int[] child,
    int[] stepTime,
    int[] deaths,
    int[] atRisk) {

  /** A sample's values by feature. */
  interface Values {
    double of(int feature);
  }

  /** The leaf in which a sample ends. */
  int leaf(Values values) {
    int node = 0;
    while (feature[node] >= 0) {
      double value = values.of(feature[node]);
      boolean left = Double.isNaN(value) ? missingLeft[node] : value <= threshold[node];
      node = left ? child[node] : child[node] + 1;
    }
    return node;
  }

  /** The end of a leaf's steps; leaves keep theirs in the order of the nodes. */
  int stepEnd(int leaf) {
    for (int node = leaf + 1; node < feature.length; node++) {
      if (feature[node] < 0) {
        return child[node];
      }
    }
    return stepTime.length;
  }

  double increment(int step) {
    return (double) deaths[step] / atRisk[step];
  }

  /** The sum of a leaf's cumulative hazard over all event times of the forest. */
  double mortality(int leaf, int eventTimes) {
    double sum = 0;
    int end = stepEnd(leaf);
    for (int step = child[leaf]; step < end; step++) {
      sum += increment(step) * (eventTimes - stepTime[step]);
    }
    return sum;
  }

  /** The mortality of every leaf; 0 for the other nodes. */
  double[] mortalities(int eventTimes) {
    double[] mortality = new double[feature.length];
    for (int node = 0; node < feature.length; node++) {
      mortality[node] = feature[node] < 0 ? mortality(node, eventTimes) : 0;
    }
    return mortality;
  }

  /**
   * Adds a leaf's cumulative hazard at the given times.
   *
   * @param until how many of the forest's event times are at or before each of them, ascending
   */
  void addHazard(int leaf, int[] until, double[] hazard) {
    double sum = 0;
    int end = stepEnd(leaf);
    int step = child[leaf];
    for (int t = 0; t < until.length; t++) {
      for (; step < end && stepTime[step] < until[t]; step++) {
        sum += increment(step);
      }
      hazard[t] += sum;
    }
  }
}
