package org.omicroutes.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * A view made ready to train on: the samples to train on, features that vary among them, real
 * values centred and scaled.
 *
 * @param features ids of the features that vary
 * @param values features × samples; NaN where missing
 * @param has samples with at least one value
 */
record MofaData(
    String name,
    boolean bernoulli,
    List<String> features,
    double[] centre,
    double scale,
    double[][] values,
    boolean[] has) {

  static MofaData of(
      String name,
      LabelledMatrix matrix,
      boolean bernoulli,
      List<String> samples,
      boolean scaleView) {
    List<String> features = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    int[] column = samples.stream().mapToInt(matrix::sampleIndex).toArray();
    for (int f = 0; f < matrix.featureCount(); f++) {
      double[] row = new double[column.length];
      for (int n = 0; n < row.length; n++) {
        row[n] = column[n] < 0 ? Double.NaN : matrix.at(f, column[n]);
        if (bernoulli && !Double.isNaN(row[n]) && row[n] != 0 && row[n] != 1) {
          throw DataException.in("view " + name)
              .column(samples.get(n))
              .error(row[n] + " of " + matrix.featureIds().get(f), "0 or 1");
        }
      }
      if (varies(row)) {
        features.add(matrix.featureIds().get(f));
        rows.add(row);
      }
    }
    double[][] values = rows.toArray(double[][]::new);
    double[] centre = new double[values.length];
    double scale = 1;
    if (!bernoulli) {
      double spread = centre(values, centre);
      scale = scaleView && values.length > 0 ? spread : 1;
      for (double[] row : values) {
        for (int n = 0; n < row.length; n++) {
          row[n] /= scale;
        }
      }
    }
    boolean[] has = new boolean[samples.size()];
    for (double[] row : values) {
      for (int n = 0; n < row.length; n++) {
        has[n] |= !Double.isNaN(row[n]);
      }
    }
    return new MofaData(name, bernoulli, features, centre, scale, values, has);
  }

  private static boolean varies(double[] row) {
    double first = Double.NaN;
    for (double value : row) {
      if (!Double.isNaN(value)) {
        if (!Double.isNaN(first) && value != first) {
          return true;
        }
        first = value;
      }
    }
    return false;
  }

  /** Subtracts means; gives the standard deviation of all values together. */
  private static double centre(double[][] values, double[] centre) {
    double squares = 0;
    long count = 0;
    for (int d = 0; d < values.length; d++) {
      centre[d] = mean(values[d]);
      for (int n = 0; n < values[d].length; n++) {
        values[d][n] -= centre[d];
        if (!Double.isNaN(values[d][n])) {
          squares += values[d][n] * values[d][n];
          count++;
        }
      }
    }
    return Math.sqrt(squares / count);
  }

  private static double mean(double[] row) {
    return Arrays.stream(row).filter(v -> !Double.isNaN(v)).average().orElse(0);
  }

  /** Centred rows, 0 where missing, together of length 1: what principal components start from. */
  List<double[]> startRows() {
    double squares = 0;
    List<double[]> rows = new ArrayList<>();
    for (double[] row : values) {
      double mean = mean(row);
      double[] centred = new double[row.length];
      for (int n = 0; n < row.length; n++) {
        centred[n] = Double.isNaN(row[n]) ? 0 : row[n] - mean;
        squares += centred[n] * centred[n];
      }
      rows.add(centred);
    }
    for (double[] row : rows) {
      for (int n = 0; n < row.length; n++) {
        row[n] /= Math.sqrt(squares);
      }
    }
    return rows;
  }

  /** The view of a model. */
  MofaModel.View trained(MofaView view, double[] sign, double[] explained) {
    double[][] weight = new double[view.features][sign.length];
    float[][] covariance = new float[view.features][Packed.length(sign.length)];
    for (int d = 0; d < view.features; d++) {
      int p = 0;
      for (int i = 0; i < sign.length; i++) {
        weight[d][i] = sign[i] * view.weight[d][i];
        for (int j = 0; j <= i; j++) {
          double product = view.weight[d][i] * view.weight[d][j];
          covariance[d][p] = (float) (sign[i] * sign[j] * (view.moment[d][p] - product));
          p++;
        }
      }
    }
    double[] precision =
        view instanceof MofaGaussianView gaussian ? gaussian.precision : new double[0];
    return new MofaModel.View(
        name, bernoulli, features, centre, scale, precision, weight, covariance, explained);
  }
}
