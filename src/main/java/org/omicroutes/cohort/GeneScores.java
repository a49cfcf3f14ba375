package org.omicroutes.cohort;

import java.util.List;

/**
 * One or more scores per gene, in file order. A missing score is NaN, never 0. Immutable by
 * agreement: the arrays are taken over and not copied.
 *
 * @param geneIds distinct genes
 * @param names the names of the score columns
 * @param columns one array per name, each as long as {@code geneIds}
 */
public record GeneScores(List<String> geneIds, List<String> names, double[][] columns) {
  public GeneScores {
    geneIds = new Labels(geneIds, "gene").names();
    names = List.copyOf(names);
    if (columns.length != names.size() || columns.length == 0) {
      throw new IllegalArgumentException(columns.length + " columns for " + names.size());
    }
    for (double[] column : columns) {
      if (column.length != geneIds.size()) {
        throw new IllegalArgumentException(column.length + " scores, " + geneIds.size() + " genes");
      }
    }
  }

  /** A single score column named {@code score}. */
  public static GeneScores of(List<String> geneIds, double[] scores) {
    return new GeneScores(geneIds, List.of("score"), new double[][] {scores});
  }

  public int size() {
    return geneIds.size();
  }

  /** The first column's score of the gene at a position. */
  public double score(int gene) {
    return columns[0][gene];
  }
}
