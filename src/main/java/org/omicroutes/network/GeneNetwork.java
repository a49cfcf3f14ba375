package org.omicroutes.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.Interactions;

/**
 * An undirected weighted graph of genes as a symmetric sparse matrix in compressed rows: each
 * interaction is stored once for each of its ends. Immutable.
 */
public final class GeneNetwork {
  private final List<String> genes;
  private final Map<String, Integer> positions = new HashMap<>();
  private final int[] starts;
  private final int[] neighbours;
  private final double[] weights;

  private GeneNetwork(List<String> genes, int[] starts, int[] neighbours, double[] weights) {
    this.genes = List.copyOf(genes);
    this.starts = starts;
    this.neighbours = neighbours;
    this.weights = weights;
    for (int g = 0; g < this.genes.size(); g++) {
      positions.put(this.genes.get(g), g);
    }
  }

  /** The graph of all genes and interactions. */
  public static GeneNetwork of(Interactions interactions) {
    int n = interactions.geneIds().size();
    int[] starts = new int[n + 1];
    for (int e = 0; e < interactions.size(); e++) {
      starts[interactions.first(e) + 1]++;
      starts[interactions.second(e) + 1]++;
    }
    for (int g = 0; g < n; g++) {
      starts[g + 1] += starts[g];
    }
    int[] next = starts.clone();
    int[] neighbours = new int[starts[n]];
    double[] weights = new double[starts[n]];
    for (int e = 0; e < interactions.size(); e++) {
      int a = interactions.first(e);
      int b = interactions.second(e);
      neighbours[next[a]] = b;
      weights[next[a]++] = interactions.weight(e);
      neighbours[next[b]] = a;
      weights[next[b]++] = interactions.weight(e);
    }
    return new GeneNetwork(interactions.geneIds(), starts, neighbours, weights);
  }

  /** The graph of the named genes and the interactions among them; an unknown gene is an error. */
  public GeneNetwork induced(List<String> wanted) {
    int[] newPosition = new int[size()];
    Arrays.fill(newPosition, -1);
    int[] from = new int[wanted.size()];
    for (int i = 0; i < from.length; i++) {
      from[i] = indexOf(wanted.get(i));
      if (from[i] < 0) {
        throw new IllegalArgumentException("no such gene: " + wanted.get(i));
      }
      newPosition[from[i]] = i;
    }
    List<Integer> first = new ArrayList<>();
    List<Integer> second = new ArrayList<>();
    List<Double> kept = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      for (int e = starts[from[i]]; e < starts[from[i] + 1]; e++) {
        int j = newPosition[neighbours[e]];
        if (j > i) {
          first.add(i);
          second.add(j);
          kept.add(weights[e]);
        }
      }
    }
    return of(
        new Interactions(
            wanted,
            first.stream().mapToInt(Integer::intValue).toArray(),
            second.stream().mapToInt(Integer::intValue).toArray(),
            kept.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  public List<String> genes() {
    return genes;
  }

  public int size() {
    return genes.size();
  }

  /** The position of a gene, or -1. */
  public int indexOf(String gene) {
    return positions.getOrDefault(gene, -1);
  }

  /** How many genes a gene interacts with. */
  public int neighbourCount(int gene) {
    return starts[gene + 1] - starts[gene];
  }

  /** The k-th gene that a gene interacts with. */
  public int neighbour(int gene, int k) {
    return neighbours[starts[gene] + k];
  }

  /** The weight of a gene's k-th interaction. */
  public double weight(int gene, int k) {
    return weights[starts[gene] + k];
  }

  /** The weighted degree: the sum of the weights of a gene's interactions. */
  public double degree(int gene) {
    double sum = 0;
    for (int e = starts[gene]; e < starts[gene + 1]; e++) {
      sum += weights[e];
    }
    return sum;
  }

  /**
   * The symmetrically normalised weights {@code w_ij / sqrt(d_i d_j)} with the weighted degrees d,
   * in the order of the compressed rows.
   */
  double[] normalisedWeights() {
    double[] root = new double[size()];
    for (int g = 0; g < root.length; g++) {
      root[g] = Math.sqrt(degree(g));
    }
    double[] normalised = new double[weights.length];
    for (int g = 0; g < root.length; g++) {
      for (int e = starts[g]; e < starts[g + 1]; e++) {
        normalised[e] = weights[e] / (root[g] * root[neighbours[e]]);
      }
    }
    return normalised;
  }

  /** Where a gene's row begins in the compressed rows; package use, not to be changed. */
  int[] starts() {
    return starts;
  }

  /** The genes of the compressed rows; package use, not to be changed. */
  int[] neighbours() {
    return neighbours;
  }
}
