package org.omicroutes.cohort;

import java.util.List;

/**
 * Undirected weighted interactions between genes: each pair at most once, no gene with itself.
 * Immutable. A gene may have no interaction at all.
 */
public final class Interactions {
  private final Labels genes;
  private final int[] first;
  private final int[] second;
  private final double[] weights;

  /**
   * Takes over the arrays.
   *
   * @param first one gene of each pair, a position in {@code geneIds}
   * @param second the other one
   * @param weights each finite and &gt; 0
   * @throws DataException where a gene is named twice
   */
  public Interactions(List<String> geneIds, int[] first, int[] second, double[] weights) {
    if (first.length != second.length || first.length != weights.length) {
      throw new IllegalArgumentException(
          first.length + " first genes, " + second.length + " second, " + weights.length);
    }
    for (int e = 0; e < first.length; e++) {
      if (first[e] == second[e] || !(weights[e] > 0) || Double.isInfinite(weights[e])) {
        throw new IllegalArgumentException(
            "interaction " + first[e] + " - " + second[e] + " of weight " + weights[e]);
      }
    }
    this.genes = new Labels(geneIds, "gene");
    this.first = first;
    this.second = second;
    this.weights = weights;
  }

  public List<String> geneIds() {
    return genes.names();
  }

  /** The position of a gene, or -1. */
  public int indexOf(String gene) {
    return genes.find(gene);
  }

  /** How many interactions there are. */
  public int size() {
    return first.length;
  }

  public int first(int interaction) {
    return first[interaction];
  }

  public int second(int interaction) {
    return second[interaction];
  }

  public double weight(int interaction) {
    return weights[interaction];
  }
}
