package org.omicroutes.network;

import org.omicroutes.cohort.StopSignal;

/**
 * Network propagation (random walk with restart): scores spread along interactions until they no
 * longer change,
 *
 * <pre>F(t+1) = α A F(t) + (1 - α) F(0),   A = D^-1/2 W D^-1/2</pre>
 *
 * with the weights W and the diagonal D of weighted degrees (Zhou et al., NIPS 2003; Vanunu et al.,
 * PLoS Comput Biol 2010, doi:10.1371/journal.pcbi.1000641). No eigenvalue of A exceeds 1 in size,
 * so for α &lt; 1 it converges from any start to {@code (1-α) (I - αA)^-1 F(0)}; multiplying all
 * weights by a number changes nothing. A gene without interactions keeps {@code (1-α) F(0)}.
 */
public final class Propagation {
  /** So many score columns are carried through the graph together: one pass over it serves all. */
  private static final int BLOCK = 8;

  private final double alpha;
  private final double tolerance;
  private final int maxIterations;

  /**
   * @param alpha share that comes from neighbours, 0 to below 1
   * @param tolerance largest absolute change in one iteration at which it stops, &gt; 0
   * @param maxIterations give up after so many
   */
  public Propagation(double alpha, double tolerance, int maxIterations) {
    if (!(alpha >= 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha: found " + alpha + ", expected 0 to below 1");
    }
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException("tolerance: found " + tolerance + ", expected > 0");
    }
    if (maxIterations < 1) {
      throw new IllegalArgumentException(
          "max-iterations: found " + maxIterations + ", expected >= 1");
    }
    this.alpha = alpha;
    this.tolerance = tolerance;
    this.maxIterations = maxIterations;
  }

  /**
   * Propagates each column of scores.
   *
   * @param seeds columns × genes in the order of the network's genes, no NaN
   * @return columns × genes
   * @throws IllegalArgumentException where it has not converged after the most iterations allowed
   */
  public double[][] run(GeneNetwork network, double[][] seeds) {
    double[] normalised = network.normalisedWeights();
    double[][] result = new double[seeds.length][];
    for (int from = 0; from < seeds.length; from += BLOCK) {
      int width = Math.min(BLOCK, seeds.length - from);
      double[] start = interleave(seeds, from, width, network.size());
      double[] end = iterate(network, normalised, start, width);
      for (int c = 0; c < width; c++) {
        result[from + c] = column(end, c, width);
      }
    }
    return result;
  }

  private double[] iterate(GeneNetwork network, double[] normalised, double[] start, int width) {
    double[] now = start.clone();
    double[] next = new double[start.length];
    double change = Double.POSITIVE_INFINITY;
    for (int t = 0; t < maxIterations; t++) {
      StopSignal.check();
      change = advance(network, normalised, start, now, next, width);
      double[] swap = now;
      now = next;
      next = swap;
      if (change <= tolerance) {
        return now;
      }
    }
    throw new IllegalArgumentException(
        "max-iterations: found "
            + maxIterations
            + ", expected enough to converge (the last changed a score by "
            + change
            + ", tolerance "
            + tolerance
            + ")");
  }

  /** One iteration; returns the largest absolute change. */
  private double advance(
      GeneNetwork network,
      double[] normalised,
      double[] start,
      double[] now,
      double[] next,
      int width) {
    int[] rows = network.starts();
    int[] neighbours = network.neighbours();
    double[] sums = new double[width];
    double change = 0;
    for (int g = 0; g + 1 < rows.length; g++) {
      java.util.Arrays.fill(sums, 0);
      for (int e = rows[g]; e < rows[g + 1]; e++) {
        double weight = normalised[e];
        int base = neighbours[e] * width;
        for (int c = 0; c < width; c++) {
          sums[c] += weight * now[base + c];
        }
      }
      int base = g * width;
      for (int c = 0; c < width; c++) {
        double value = alpha * sums[c] + (1 - alpha) * start[base + c];
        change = Math.max(change, Math.abs(value - now[base + c]));
        next[base + c] = value;
      }
    }
    return change;
  }

  private static double[] interleave(double[][] columns, int from, int width, int genes) {
    double[] values = new double[genes * width];
    for (int c = 0; c < width; c++) {
      if (columns[from + c].length != genes) {
        throw new IllegalArgumentException(
            columns[from + c].length + " scores for " + genes + " genes");
      }
      for (int g = 0; g < genes; g++) {
        values[g * width + c] = columns[from + c][g];
      }
    }
    return values;
  }

  private static double[] column(double[] values, int c, int width) {
    double[] column = new double[values.length / width];
    for (int g = 0; g < column.length; g++) {
      column[g] = values[g * width + c];
    }
    return column;
  }
}
