package org.omicroutes.network;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.omicroutes.cohort.GeneScores;

/**
 * Spreads gene scores over a network and ranks all its genes. Genes of the network without a score
 * start at 0; scored genes outside the network take no part.
 */
public final class GenePropagation {

  /** What is done about hubs, which collect score from many sides whatever the seeds are. */
  public enum DegreeCorrection {
    /** Nothing: the score is F itself. */
    NONE,
    /** F divided by what the gene would get if every gene had the mean seed. */
    UNIFORM
  }

  /**
   * All genes of the network by descending score of the first column, ties by name.
   *
   * @param genes the genes
   * @param names the score columns
   * @param scores columns × genes: propagated, corrected where asked for
   * @param seeds columns × genes: the scores as given; NaN where a gene had none
   * @param degrees per gene the number of genes it interacts with
   */
  public record Result(
      List<String> genes, List<String> names, double[][] scores, double[][] seeds, int[] degrees) {}

  private final Propagation propagation;
  private final boolean absolute;
  private final DegreeCorrection correction;

  /**
   * @param absolute start from |score|, so that genes with effects of either sign support each
   *     other
   */
  public GenePropagation(Propagation propagation, boolean absolute, DegreeCorrection correction) {
    this.propagation = propagation;
    this.absolute = absolute;
    this.correction = correction;
  }

  public Result run(GeneNetwork network, GeneScores scores) {
    int columns = scores.names().size();
    int n = network.size();
    double[][] seeds = new double[columns][n];
    double[][] start = new double[columns][n];
    for (int c = 0; c < columns; c++) {
      Arrays.fill(seeds[c], Double.NaN);
      for (int g = 0; g < scores.size(); g++) {
        int node = network.indexOf(scores.geneIds().get(g));
        double score = scores.columns()[c][g];
        if (node >= 0 && !Double.isNaN(score)) {
          seeds[c][node] = score;
          start[c][node] = absolute ? Math.abs(score) : score;
        }
      }
    }
    double[][] propagated = propagation.run(network, start);
    if (correction == DegreeCorrection.UNIFORM) {
      correct(network, start, propagated);
    }
    return sorted(network, scores.names(), propagated, seeds);
  }

  /** Divides by the propagation of a constant: a mean of seeds, weighted by closeness, remains. */
  private void correct(GeneNetwork network, double[][] start, double[][] propagated) {
    double[][] ones = new double[1][network.size()];
    Arrays.fill(ones[0], 1);
    double[] expected = propagation.run(network, ones)[0];
    for (int c = 0; c < start.length; c++) {
      for (int g = 0; g < expected.length; g++) {
        propagated[c][g] /= expected[g];
      }
    }
  }

  private static Result sorted(
      GeneNetwork network, List<String> names, double[][] scores, double[][] seeds) {
    int[] order =
        IntStream.range(0, network.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(g -> -scores[0][g])
                    .thenComparing(g -> network.genes().get(g)))
            .mapToInt(Integer::intValue)
            .toArray();
    return new Result(
        Arrays.stream(order).mapToObj(network.genes()::get).toList(),
        names,
        reordered(scores, order),
        reordered(seeds, order),
        Arrays.stream(order).map(network::neighbourCount).toArray());
  }

  private static double[][] reordered(double[][] columns, int[] order) {
    double[][] sorted = new double[columns.length][];
    for (int c = 0; c < sorted.length; c++) {
      double[] column = columns[c];
      sorted[c] = Arrays.stream(order).mapToDouble(g -> column[g]).toArray();
    }
    return sorted;
  }
}
