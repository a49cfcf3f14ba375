package org.omicroutes.classify;

import java.util.ArrayList;
import java.util.List;

/** How the predicted probabilities of both outcome groups are spread. */
public final class ProbabilityHistogram {
  private ProbabilityHistogram() {}

  /**
   * Probabilities from {@code lower} on and below {@code upper}; the last bin has 1, too.
   *
   * @param died patients of class 1
   * @param alive patients of class 0
   * @param diedShare their weight over that of all of class 1; NaN without class 1
   * @param aliveShare their weight over that of all of class 0; NaN without class 0
   */
  public record Bin(
      double lower, double upper, int died, int alive, double diedShare, double aliveShare) {}

  /**
   * @param bins of equal width from 0 to 1, at least 1
   * @throws org.omicroutes.cohort.DataException where there is nobody or a score is no probability
   */
  public static List<Bin> of(ScoredLabels data, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException(bins + " bins, expected at least 1");
    }
    data.requireProbabilities();
    int[][] counts = new int[2][bins];
    double[][] weights = new double[2][bins];
    for (int i = 0; i < data.size(); i++) {
      int group = data.died(i) ? 1 : 0;
      int bin = bin(data.score(i), bins);
      counts[group][bin]++;
      weights[group][bin] += data.weight(i);
    }
    double died = data.total(true);
    double alive = data.total(false);
    List<Bin> all = new ArrayList<>();
    for (int b = 0; b < bins; b++) {
      double from = (double) b / bins;
      double to = (b + 1.0) / bins;
      all.add(
          new Bin(
              from, to, counts[1][b], counts[0][b], weights[1][b] / died, weights[0][b] / alive));
    }
    return List.copyOf(all);
  }

  /** By the edges themselves: a product like .29 × 100 may fall short of the whole number. */
  private static int bin(double probability, int bins) {
    int bin = Math.min(bins - 1, (int) (probability * bins));
    if (bin + 1 < bins && probability >= (bin + 1.0) / bins) {
      return bin + 1;
    }
    return probability < (double) bin / bins ? bin - 1 : bin;
  }
}
