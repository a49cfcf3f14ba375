package org.omicroutes.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.special.Gamma;
import org.omicroutes.cohort.GeneScores;

/**
 * One score per gene out of several layers' z. Under the null hypothesis the sum of squares of k
 * independent z follows the chi-square distribution with k degrees of freedom, so a gene seen in
 * three layers would get a larger sum than one seen in a single layer by chance alone. The sum is
 * therefore turned into the |z| of one layer that is just as unlikely: {@code P(|Z| > s) = P(χ²_k >
 * Σ z²)}. A gene with a single layer keeps its |z|. The sign is that of the layer with the largest
 * |z| (the first of them where two are equal). A missing z is a layer that does not have the gene.
 */
public final class EvidenceCombination {
  private static final int BISECTIONS = 100;

  private EvidenceCombination() {}

  /**
   * Combines layers.
   *
   * @param layers signed z per gene, by layer
   * @return genes of any layer with at least one z, by descending |score|, ties by name
   */
  public static GeneScores combine(Map<String, GeneScores> layers) {
    Map<String, Evidence> genes = new LinkedHashMap<>();
    for (GeneScores layer : layers.values()) {
      for (int g = 0; g < layer.size(); g++) {
        if (!Double.isNaN(layer.score(g))) {
          genes.computeIfAbsent(layer.geneIds().get(g), gene -> new Evidence()).add(layer.score(g));
        }
      }
    }
    Map<String, Double> scores = new LinkedHashMap<>();
    genes.forEach((gene, evidence) -> scores.put(gene, evidence.score()));
    List<String> order = new ArrayList<>(scores.keySet());
    order.sort(
        Comparator.<String>comparingDouble(gene -> -Math.abs(scores.get(gene)))
            .thenComparing(Comparator.naturalOrder()));
    return GeneScores.of(order, order.stream().mapToDouble(scores::get).toArray());
  }

  /** The |z| that is as unlikely as a chi-square of at least {@code sum} with {@code df} > 0. */
  static double equivalentZ(double sum, int df) {
    if (df == 1 || sum == 0) {
      return Math.sqrt(sum);
    }
    double target = logUpperTail(df, sum);
    double low = 0;
    double high = Math.sqrt(sum);
    for (int i = 0; i < BISECTIONS && Math.nextUp(low) < high; i++) {
      double middle = (low + high) / 2;
      if (logUpperTail(1, middle * middle) > target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /**
   * The logarithm of the chi-square upper tail, which stays exact where the probability itself is
   * too small for a double: far out by Legendre's continued fraction (Lentz's method), near by the
   * regularised incomplete gamma function.
   */
  private static double logUpperTail(int df, double sum) {
    double a = df / 2.0;
    double x = sum / 2;
    if (x < a + 1) {
      return Math.log1p(-Gamma.regularizedGammaP(a, x));
    }
    double b = x + 1 - a;
    double c = 1e300;
    double d = 1 / b;
    double fraction = d;
    for (int i = 1; i < 1000; i++) {
      double numerator = -i * (i - a);
      b += 2;
      d = 1 / (numerator * d + b);
      c = b + numerator / c;
      fraction *= d * c;
      if (Math.abs(d * c - 1) < 1e-15) {
        break;
      }
    }
    return -x + a * Math.log(x) - Gamma.logGamma(a) + Math.log(fraction);
  }

  private static final class Evidence {
    private double sum;
    private int count;
    private double strongest;

    void add(double z) {
      sum += z * z;
      count++;
      if (Math.abs(z) > Math.abs(strongest)) {
        strongest = z;
      }
    }

    double score() {
      return Math.copySign(equivalentZ(sum, count), strongest);
    }
  }
}
