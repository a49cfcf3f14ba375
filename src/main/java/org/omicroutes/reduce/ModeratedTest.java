package org.omicroutes.reduce;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.FDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.special.Gamma;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Differences of means between groups with moderated statistics: one linear model a gene, its
 * residual variance drawn towards a prior learned from all genes (Smyth, Statistical Applications
 * in Genetics and Molecular Biology 2004, doi:10.2202/1544-6115.1027; Phipson et al., Annals of
 * Applied Statistics 2016 for the prior's moments). The conventions are those of limma's {@code
 * lmFit} and {@code eBayes}: coefficients against the first group, missing values left out gene by
 * gene, total degrees of freedom at most those of all genes together, variances of 0 offset to 1e-5
 * of the median when the prior is fitted, and the F statistic made of the t statistics with the
 * correlation of the design without missing values.
 */
public final class ModeratedTest {
  private ModeratedTest() {}

  /**
   * The tests of all genes, arrays in gene order; NaN where a gene cannot be tested (a group
   * without values, no residual degrees of freedom anywhere).
   *
   * @param levels the groups, sorted; the first is the reference
   * @param logFoldChange genes × (groups - 1): mean of the group minus mean of the first group
   * @param average mean of all values of the gene
   * @param statistic moderated t for two groups, moderated F for more
   * @param p two-sided p-value
   * @param adjusted Benjamini-Hochberg
   * @param priorDf degrees of freedom of the prior; may be infinite
   * @param priorVariance the prior's variance
   * @param zeroVariances how many genes have a residual variance of exactly 0
   */
  public record Result(
      List<String> levels,
      double[][] logFoldChange,
      double[] average,
      double[] statistic,
      double[] p,
      double[] adjusted,
      double priorDf,
      double priorVariance,
      int zeroVariances) {}

  /** One gene's linear model. */
  private record Fit(double[] means, int[] counts, double average, double variance, int df) {}

  /**
   * Tests every gene.
   *
   * @param matrix genes × samples on a scale where differences make sense (log, M-values)
   * @param groups one label a sample, in sample order, none missing
   * @throws DataException where there are fewer than two groups or nothing is left to estimate the
   *     variance from
   */
  public static Result test(LabelledMatrix matrix, List<String> groups) {
    List<String> levels = groups.stream().distinct().sorted().toList();
    if (levels.size() < 2) {
      throw DataException.of("one group only: " + levels, "samples of two or more groups");
    }
    if (groups.size() <= levels.size()) {
      throw DataException.of(
          groups.size() + " samples in " + levels.size() + " groups", "more samples than groups");
    }
    int[] group = groups.stream().mapToInt(levels::indexOf).toArray();
    Fit[] fits = new Fit[matrix.featureCount()];
    for (int f = 0; f < fits.length; f++) {
      fits[f] = fit(matrix.row(f), group, levels.size());
    }
    double[] prior = prior(fits);
    double pooledDf = Arrays.stream(fits).mapToDouble(Fit::df).sum();
    int[] designCounts = new int[levels.size()];
    for (int g : group) {
      designCounts[g]++;
    }
    double[][] change = new double[fits.length][];
    double[] statistic = new double[fits.length];
    double[] p = new double[fits.length];
    for (int f = 0; f < fits.length; f++) {
      Fit fit = fits[f];
      change[f] = changes(fit);
      double[] t = moderated(fit, change[f], posterior(fit, prior));
      if (t.length == 1) {
        statistic[f] = t[0];
        p[f] = studentP(t[0], Math.min(fit.df + prior[1], pooledDf));
      } else {
        statistic[f] = joint(t, designCounts);
        p[f] = fisherP(statistic[f], t.length, fit.df + prior[1]);
      }
    }
    int zeros = (int) Arrays.stream(fits).filter(x -> x.df > 0 && x.variance == 0).count();
    double[] average = Arrays.stream(fits).mapToDouble(Fit::average).toArray();
    return new Result(
        levels,
        change,
        average,
        statistic,
        p,
        PValues.benjaminiHochberg(p),
        prior[1],
        prior[0],
        zeros);
  }

  private static Fit fit(double[] row, int[] group, int groups) {
    double[] means = new double[groups];
    int[] counts = new int[groups];
    int n = 0;
    double total = 0;
    for (int s = 0; s < row.length; s++) {
      if (!Double.isNaN(row[s])) {
        means[group[s]] += row[s];
        counts[group[s]]++;
        total += row[s];
        n++;
      }
    }
    int rank = 0;
    for (int g = 0; g < groups; g++) {
      means[g] = counts[g] == 0 ? Double.NaN : means[g] / counts[g];
      rank += counts[g] == 0 ? 0 : 1;
    }
    double squares = 0;
    for (int s = 0; s < row.length; s++) {
      if (!Double.isNaN(row[s])) {
        double residual = row[s] - means[group[s]];
        squares += residual * residual;
      }
    }
    int df = n - rank;
    double average = n == 0 ? Double.NaN : total / n;
    return new Fit(means, counts, average, df > 0 ? squares / df : Double.NaN, df);
  }

  private static double[] changes(Fit fit) {
    return IntStream.range(1, fit.means.length)
        .mapToDouble(g -> fit.means[g] - fit.means[0])
        .toArray();
  }

  private static double[] moderated(Fit fit, double[] change, double variance) {
    double[] t = new double[change.length];
    for (int g = 0; g < t.length; g++) {
      double unscaled = 1.0 / fit.counts[0] + 1.0 / fit.counts[g + 1];
      t[g] = change[g] / Math.sqrt(unscaled * variance);
    }
    return t;
  }

  /** Residual variance drawn towards the prior's. */
  private static double posterior(Fit fit, double[] prior) {
    if (Double.isInfinite(prior[1])) {
      return prior[0];
    }
    double own = fit.df > 0 ? fit.df * fit.variance : 0;
    return (own + prior[1] * prior[0]) / (fit.df + prior[1]);
  }

  /**
   * The scaled F prior of the variances by the moments of their logarithms: {variance, degrees of
   * freedom}.
   */
  private static double[] prior(Fit[] fits) {
    Fit[] used = Arrays.stream(fits).filter(f -> f.df > 0).toArray(Fit[]::new);
    if (used.length == 0) {
      throw DataException.of(
          "no gene with residual degrees of freedom", "more than one value in some group");
    }
    if (used.length == 1) {
      return new double[] {used[0].variance, 0};
    }
    double[] variances = Arrays.stream(used).mapToDouble(Fit::variance).toArray();
    double median = median(variances);
    double least = 1e-5 * (median == 0 ? 1 : median);
    double[] e = new double[used.length];
    double mean = 0;
    double trigamma = 0;
    double plain = 0;
    for (int i = 0; i < used.length; i++) {
      double half = used[i].df / 2.0;
      double variance = Math.max(variances[i], least);
      e[i] = Math.log(variance) - Polygamma.digamma(half) + Math.log(half);
      mean += e[i] / used.length;
      trigamma += Polygamma.trigamma(half) / used.length;
      plain += variance / used.length;
    }
    double spread = 0;
    for (double value : e) {
      spread += (value - mean) * (value - mean) / (used.length - 1);
    }
    spread -= trigamma;
    if (!(spread > 0)) {
      return new double[] {plain, Double.POSITIVE_INFINITY};
    }
    double half = Polygamma.trigammaInverse(spread);
    return new double[] {Math.exp(mean + Polygamma.digamma(half) - Math.log(half)), 2 * half};
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * F of the differences from the first group together. Their covariance in the design is {@code
   * diag(1/n_g) + 1/n_1}, whose inverse is {@code diag(n_g) - n_g n_h / N}.
   */
  private static double joint(double[] t, int[] counts) {
    double total = counts[0];
    double squares = 0;
    double sum = 0;
    for (int g = 0; g < t.length; g++) {
      double n = counts[g + 1];
      double u = t[g] * Math.sqrt(1.0 / counts[0] + 1 / n);
      squares += n * u * u;
      sum += n * u;
      total += n;
    }
    return (squares - sum * sum / total) / t.length;
  }

  private static double studentP(double t, double df) {
    if (Double.isNaN(t) || Double.isInfinite(df)) {
      return PValues.ofNormal(t);
    }
    return 2 * new TDistribution(df).cumulativeProbability(-Math.abs(t));
  }

  /** Upper tail of F through the distribution of 1 / F, which keeps small p-values exact. */
  private static double fisherP(double f, int df1, double df2) {
    if (Double.isNaN(f)) {
      return Double.NaN;
    }
    if (Double.isInfinite(df2)) {
      return Gamma.regularizedGammaQ(df1 / 2.0, df1 * f / 2);
    }
    return f <= 0 ? 1 : new FDistribution(df2, df1).cumulativeProbability(1 / f);
  }
}
