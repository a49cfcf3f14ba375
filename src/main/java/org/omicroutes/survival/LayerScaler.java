package org.omicroutes.survival;

import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * A layer's features standardised by their training samples. A missing value, and every value of a
 * sample that lacks the layer, is 0: the training mean. A feature that is constant in training is 0
 * for everybody.
 *
 * @param layer the layer's name
 * @param features feature names
 * @param means over the training samples that have a value
 * @param scales standard deviations; 0 for a constant feature
 */
record LayerScaler(String layer, List<String> features, double[] means, double[] scales) {

  static LayerScaler fit(String layer, LabelledMatrix matrix, List<String> training) {
    int[] columns = matrix.knownSamples(training).stream().mapToInt(matrix::sampleIndex).toArray();
    double[] means = new double[matrix.featureCount()];
    double[] scales = new double[matrix.featureCount()];
    for (int f = 0; f < means.length; f++) {
      double[] row = matrix.row(f);
      double sum = 0;
      int known = 0;
      for (int column : columns) {
        if (!Double.isNaN(row[column])) {
          sum += row[column];
          known++;
        }
      }
      means[f] = known == 0 ? 0 : sum / known;
      double squares = 0;
      for (int column : columns) {
        double d = Double.isNaN(row[column]) ? 0 : row[column] - means[f];
        squares += d * d;
      }
      double sd = known < 2 ? 0 : Math.sqrt(squares / (known - 1));
      scales[f] = sd > 1e-10 * (Math.abs(means[f]) + 1e-300) ? sd : 0;
    }
    return new LayerScaler(layer, matrix.featureIds(), means, scales);
  }

  /** How many features are not constant. */
  int usable() {
    return (int) Arrays.stream(scales).filter(s -> s > 0).count();
  }

  /** One feature's standardised values for these samples. */
  double[] row(int feature, LabelledMatrix matrix, int[] columns) {
    double[] z = new double[columns.length];
    int from = matrix.featureIndex(features.get(feature));
    if (from < 0 || scales[feature] == 0) {
      return z;
    }
    double[] row = matrix.row(from);
    for (int i = 0; i < z.length; i++) {
      double value = columns[i] < 0 ? Double.NaN : row[columns[i]];
      z[i] = Double.isNaN(value) ? 0 : (value - means[feature]) / scales[feature];
    }
    return z;
  }

  /** Adds {@code XX'/p} of these samples to a kernel, p the number of features that vary. */
  void addKernel(LabelledMatrix matrix, List<String> samples, double[][] kernel) {
    int[] columns = samples.stream().mapToInt(matrix::sampleIndex).toArray();
    double weight = 1 / Math.sqrt(Math.max(1, usable()));
    int n = columns.length;
    double[][] block = new double[4][n];
    int filled = 0;
    for (int f = 0; f < features.size(); f++) {
      if (scales[f] > 0) {
        double[] z = row(f, matrix, columns);
        for (int i = 0; i < n; i++) {
          z[i] *= weight;
        }
        block[filled++] = z;
      }
      if (filled == block.length || f + 1 == features.size()) {
        for (; filled < block.length; filled++) {
          block[filled] = new double[n];
        }
        addOuter(block, kernel);
        filled = 0;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        kernel[j][i] = kernel[i][j];
      }
    }
  }

  /** The lower triangle of four outer products at once, so that the kernel is passed over less. */
  private static void addOuter(double[][] block, double[][] kernel) {
    double[] b0 = block[0];
    double[] b1 = block[1];
    double[] b2 = block[2];
    double[] b3 = block[3];
    for (int i = 0; i < kernel.length; i++) {
      double[] target = kernel[i];
      double x0 = b0[i];
      double x1 = b1[i];
      double x2 = b2[i];
      double x3 = b3[i];
      for (int j = 0; j <= i; j++) {
        target[j] += x0 * b0[j] + x1 * b1[j] + (x2 * b2[j] + x3 * b3[j]);
      }
    }
  }

  /** Coefficients per standardised unit: {@code X'a / p}. */
  double[] coefficients(LabelledMatrix matrix, List<String> samples, double[] dual) {
    int[] columns = samples.stream().mapToInt(matrix::sampleIndex).toArray();
    double[] coefficients = new double[features.size()];
    int usable = usable();
    for (int f = 0; f < coefficients.length; f++) {
      if (scales[f] > 0) {
        double[] z = row(f, matrix, columns);
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
          sum += z[i] * dual[i];
        }
        coefficients[f] = sum / usable;
      }
    }
    return coefficients;
  }

  /** Adds the layer's part to the scores of these samples. */
  void addScores(
      LabelledMatrix matrix, List<String> samples, double[] coefficients, double[] scores) {
    int[] columns = samples.stream().mapToInt(matrix::sampleIndex).toArray();
    for (int f = 0; f < coefficients.length; f++) {
      if (coefficients[f] != 0) {
        double[] z = row(f, matrix, columns);
        for (int i = 0; i < z.length; i++) {
          scores[i] += coefficients[f] * z[i];
        }
      }
    }
  }
}
