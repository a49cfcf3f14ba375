package org.omicroutes.classify;

/**
 * A fitted support vector machine with radial basis functions: the decision value of a row x is
 * {@code sum_k coefficients_k exp(-gamma |vectors_k - x|²) + intercept}, above 0 for class 1.
 *
 * @param vectors support vectors × features
 * @param cost the chosen C
 * @param scaling of decision values to probabilities
 */
public record SupportVectors(
    double[][] vectors,
    double[] coefficients,
    double intercept,
    double gamma,
    double cost,
    PlattScaling scaling)
    implements Classifier {

  /**
   * @param rows patients × features
   */
  public double[] decision(double[][] rows) {
    double[] result = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double sum = intercept;
      for (int k = 0; k < vectors.length; k++) {
        sum += coefficients[k] * kernel(gamma, vectors[k], rows[i]);
      }
      result[i] = sum;
    }
    return result;
  }

  static double kernel(double gamma, double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(b.length + " features, expected " + a.length);
    }
    double even = 0;
    double odd = 0;
    int j = 0;
    for (; j + 1 < a.length; j += 2) {
      double first = a[j] - b[j];
      double second = a[j + 1] - b[j + 1];
      even += first * first;
      odd += second * second;
    }
    double last = j < a.length ? a[j] - b[j] : 0;
    return Math.exp(-gamma * (even + odd + last * last));
  }

  @Override
  public double[] probability(double[][] rows) {
    double[] result = decision(rows);
    for (int i = 0; i < result.length; i++) {
      result[i] = scaling.probability(result[i]);
    }
    return result;
  }
}
