package org.omicroutes.classify;

/**
 * One tree of a {@link ClassForest}. Node 0 is the root; the first branch of node k is node k + 1.
 *
 * @param feature by node, the index of the feature it splits by; -1 in a leaf
 * @param threshold by node, rows with a value above it take the second branch
 * @param second by node, the root of the second branch; -1 in a leaf
 * @param share by node, that of class 1 among the rows that it was grown on
 */
public record ClassTree(int[] feature, double[] threshold, int[] second, double[] share) {

  /** The share of class 1 in this row's leaf; a missing value takes the first branch. */
  double probability(double[] row) {
    int node = 0;
    while (feature[node] >= 0) {
      node = row[feature[node]] > threshold[node] ? second[node] : node + 1;
    }
    return share[node];
  }
}
