package org.omicroutes.survival;

import java.util.Arrays;
import org.omicroutes.cohort.DataException;

/**
 * What {@link CoxElasticNet} is fitted on. Arrays are not copied.
 *
 * @param features features × columns, no missing values
 * @param columns the column of {@code features} of each sample
 * @param times days, one a sample
 * @param events true where the event was seen at that time
 * @param weights observation weights, at least 0; only their ratios matter for the coefficients
 * @param offset a known part of each sample's log hazard
 * @param strata any number per sample; each stratum has a baseline hazard of its own
 */
public record CoxElasticNetData(
    double[][] features,
    int[] columns,
    double[] times,
    boolean[] events,
    double[] weights,
    double[] offset,
    int[] strata) {

  public CoxElasticNetData {
    int n = columns.length;
    if (times.length != n
        || events.length != n
        || weights.length != n
        || offset.length != n
        || strata.length != n) {
      throw new IllegalArgumentException("arrays of different lengths for " + n + " samples");
    }
    double total = 0;
    for (double weight : weights) {
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw DataException.of("an observation weight of " + weight, "a number >= 0");
      }
      total += weight;
    }
    if (!(total > 0)) {
      throw DataException.of("observation weights that are all 0", "one weight > 0 at least");
    }
  }

  /** Weights 1, no offset, one stratum; column i of {@code features} is sample i. */
  public static CoxElasticNetData of(double[][] features, double[] times, boolean[] events) {
    int n = times.length;
    int[] columns = new int[n];
    Arrays.setAll(columns, i -> i);
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return new CoxElasticNetData(features, columns, times, events, ones, new double[n], new int[n]);
  }

  public CoxElasticNetData withWeights(double[] values) {
    return new CoxElasticNetData(features, columns, times, events, values, offset, strata);
  }

  public CoxElasticNetData withOffset(double[] values) {
    return new CoxElasticNetData(features, columns, times, events, weights, values, strata);
  }

  public CoxElasticNetData withStrata(int[] values) {
    return new CoxElasticNetData(features, columns, times, events, weights, offset, values);
  }

  public int size() {
    return columns.length;
  }

  /** The samples at these positions, in this order. */
  CoxElasticNetData select(int[] samples) {
    int n = samples.length;
    int[] column = new int[n];
    double[] time = new double[n];
    boolean[] event = new boolean[n];
    double[] weight = new double[n];
    double[] shift = new double[n];
    int[] stratum = new int[n];
    for (int k = 0; k < n; k++) {
      int i = samples[k];
      column[k] = columns[i];
      time[k] = times[i];
      event[k] = events[i];
      weight[k] = weights[i];
      shift[k] = offset[i];
      stratum[k] = strata[i];
    }
    return new CoxElasticNetData(features, column, time, event, weight, shift, stratum);
  }

  CoxElasticNetLikelihood likelihood() {
    return new CoxElasticNetLikelihood(times, events, weights, strata);
  }

  /** Whether an event has a weight above 0. */
  boolean hasEvent() {
    for (int i = 0; i < events.length; i++) {
      if (events[i] && weights[i] > 0) {
        return true;
      }
    }
    return false;
  }
}
