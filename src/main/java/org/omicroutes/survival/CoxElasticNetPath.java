package org.omicroutes.survival;

import java.util.List;

/**
 * Elastic-net Cox models along a sequence of penalties.
 *
 * @param lambdas descending
 * @param coefficients by lambda, on the scale of the features as they were given
 * @param devianceRatios by lambda, the part of the null deviance that the model explains: {@code (l
 *     - l0) / (saturated - l0)}
 * @param nullDeviance {@code 2 (saturated - l0)}, l0 the log partial likelihood with all
 *     coefficients 0 (and the offset)
 * @param converged by lambda, whether the optimality conditions hold to the tolerance
 */
public record CoxElasticNetPath(
    double[] lambdas,
    List<Coefficients> coefficients,
    double[] devianceRatios,
    double nullDeviance,
    boolean[] converged) {

  /**
   * The coefficients that are not 0.
   *
   * @param features indices, ascending
   */
  public record Coefficients(int[] features, double[] values) {

    static Coefficients of(double[] dense) {
      int size = 0;
      for (double value : dense) {
        size += value != 0 ? 1 : 0;
      }
      int[] features = new int[size];
      double[] values = new double[size];
      int k = 0;
      for (int j = 0; j < dense.length; j++) {
        if (dense[j] != 0) {
          features[k] = j;
          values[k++] = dense[j];
        }
      }
      return new Coefficients(features, values);
    }

    public double[] dense(int featureCount) {
      double[] dense = new double[featureCount];
      for (int k = 0; k < features.length; k++) {
        dense[features[k]] = values[k];
      }
      return dense;
    }

    /** The linear predictors, without offset, of these columns of a features × columns matrix. */
    double[] predict(double[][] matrix, int[] columns) {
      double[] eta = new double[columns.length];
      for (int k = 0; k < features.length; k++) {
        double[] row = matrix[features[k]];
        for (int i = 0; i < eta.length; i++) {
          eta[i] += values[k] * row[columns[i]];
        }
      }
      return eta;
    }
  }

  public int size() {
    return lambdas.length;
  }

  /** The number of coefficients that are not 0. */
  public int degreesOfFreedom(int k) {
    return coefficients.get(k).features().length;
  }
}
