package org.omicroutes.survival;

import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;

/**
 * What a Cox model is fitted to: features and outcomes of the samples, who is compared with whom
 * (strata) and how much each sample counts (case weights).
 *
 * <p>A weight of 2 counts a sample as if it were there twice (exactly so with Breslow's ties; with
 * Efron's the tied deaths of one row share one part, as in R's {@code coxph}). A weight of 0 leaves
 * the sample out.
 *
 * @param features column names of {@code x}
 * @param x samples × features, every value finite, rows as in {@code survival}
 * @param survival times in days and events; ties are equal times
 * @param strata 0, 1 …, one a sample: a sample is at risk in its own stratum only
 * @param weights one a sample, finite and not negative
 * @param ties what to do with events at the same time
 */
public record CoxData(
    List<String> features,
    double[][] x,
    SurvivalData survival,
    int[] strata,
    double[] weights,
    CoxModel.Ties ties) {

  /**
   * @throws DataException where no sample with an event has a weight, or a value is missing
   */
  public CoxData {
    features = List.copyOf(features);
    int n = survival.size();
    if (x.length != n || strata.length != n || weights.length != n) {
      throw new IllegalArgumentException(
          n + " outcomes, " + x.length + " rows, " + strata.length + ", " + weights.length);
    }
    boolean seen = false;
    for (int i = 0; i < n; i++) {
      String sample = survival.sampleIds().get(i);
      requireFinite(x[i], features, sample);
      if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
        throw DataException.of("weight " + weights[i] + " of sample " + sample, "a number >= 0");
      }
      if (strata[i] < 0) {
        throw new IllegalArgumentException("stratum " + strata[i] + " of sample " + sample);
      }
      seen |= survival.event(i) && weights[i] > 0;
    }
    if (!seen) {
      throw DataException.of("no event among " + n + " samples (all censored)", "at least one");
    }
  }

  private static void requireFinite(double[] row, List<String> features, String sample) {
    for (int j = 0; j < features.size(); j++) {
      if (!Double.isFinite(row[j])) {
        throw DataException.of(
            "no value of " + features.get(j) + " for sample " + sample,
            "every value present (impute the features first)");
      }
    }
  }

  /** One stratum, every weight 1. */
  public static CoxData of(
      List<String> features, double[][] x, SurvivalData survival, CoxModel.Ties ties) {
    double[] weights = new double[survival.size()];
    Arrays.fill(weights, 1);
    return new CoxData(features, x, survival, new int[survival.size()], weights, ties);
  }

  /** The same samples in these strata. */
  public CoxData withStrata(int[] strata) {
    return new CoxData(features, x, survival, strata, weights, ties);
  }

  /** The same samples with these weights. */
  public CoxData withWeights(double[] weights) {
    return new CoxData(features, x, survival, strata, weights, ties);
  }

  /** The number of strata, whether or not events were seen in them. */
  public int strataCount() {
    return Arrays.stream(strata).max().orElse(-1) + 1;
  }

  /**
   * Columns with (weighted) mean 0 and standard deviation 1.
   *
   * @param z samples × features; a constant column is 0
   * @param means of the columns
   * @param scales standard deviations, 0 of a constant column
   */
  record Standardised(double[][] z, double[] means, double[] scales) {}

  Standardised standardised() {
    int n = x.length;
    int p = features.size();
    double total = Arrays.stream(weights).sum();
    Standardised result = new Standardised(new double[n][p], new double[p], new double[p]);
    for (int j = 0; j < p; j++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += weights[i] * x[i][j];
      }
      double mean = sum / total;
      double squares = 0;
      double largest = 0;
      for (int i = 0; i < n; i++) {
        if (weights[i] > 0) {
          squares += weights[i] * (x[i][j] - mean) * (x[i][j] - mean);
          largest = Math.max(largest, Math.abs(x[i][j]));
        }
      }
      double sd = Math.sqrt(squares / total);
      result.means[j] = mean;
      result.scales[j] = sd > 1e-12 * largest ? sd : 0;
      for (int i = 0; i < n && result.scales[j] > 0; i++) {
        result.z[i][j] = (x[i][j] - mean) / sd;
      }
    }
    return result;
  }
}
