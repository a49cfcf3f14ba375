package org.omicroutes.reduce;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.omicroutes.cohort.StopSignal;

/**
 * Leading directions of samples × samples matrices {@code Σ Y'Y} that are never formed: subspace
 * iteration from a seeded random start (Halko et al., SIAM Review 2011, doi:10.1137/090771806).
 */
final class PrincipalSubspace {
  private static final int EXTRA = 6;

  private PrincipalSubspace() {}

  /**
   * @param vectors orthonormal, components × samples, by falling eigenvalue
   * @param values the eigenvalues
   * @param residual largest length of {@code A v - λ v} among them, which bounds the error of a
   *     vector by its ratio to the gap to the next eigenvalue
   */
  record Result(double[][] vectors, double[] values, double residual) {}

  /**
   * @param rows features over samples, centred, 0 where missing
   * @param count how many directions
   * @param iterations at most; ended earlier when the residual falls below 1e-13 of the first
   *     eigenvalue (eigenvalues stand still long before their vectors do)
   */
  static Result of(List<double[]> rows, int samples, int count, int iterations, long seed) {
    int width = Math.min(samples, count + EXTRA);
    Random random = new Random(seed);
    double[][] q = new double[width][samples];
    for (double[] direction : q) {
      for (int n = 0; n < samples; n++) {
        direction[n] = random.nextGaussian();
      }
    }
    orthonormalise(q);
    Result result = null;
    for (int i = 0; i < iterations; i++) {
      double[][] image = multiply(rows, q);
      result = rotate(q, image, count);
      if (result.residual <= 1e-13 * Math.abs(result.values[0])) {
        break;
      }
      q = image;
      orthonormalise(q);
    }
    return result;
  }

  /** {@code Σ y y' q} for every direction. */
  private static double[][] multiply(List<double[]> rows, double[][] q) {
    double[][] image = new double[q.length][q[0].length];
    for (double[] y : rows) {
      StopSignal.check();
      for (int k = 0; k < q.length; k++) {
        double product = dot(y, q[k]);
        double[] target = image[k];
        for (int n = 0; n < y.length; n++) {
          target[n] += product * y[n];
        }
      }
    }
    return image;
  }

  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int n = 0;
    for (; n + 4 <= a.length; n += 4) {
      s0 += a[n] * b[n];
      s1 += a[n + 1] * b[n + 1];
      s2 += a[n + 2] * b[n + 2];
      s3 += a[n + 3] * b[n + 3];
    }
    for (; n < a.length; n++) {
      s0 += a[n] * b[n];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** Modified Gram-Schmidt, twice for safety; a direction that vanishes becomes 0. */
  private static void orthonormalise(double[][] q) {
    for (int pass = 0; pass < 2; pass++) {
      for (int k = 0; k < q.length; k++) {
        double size = Math.sqrt(dot(q[k], q[k]));
        for (int j = 0; j < k; j++) {
          double overlap = dot(q[k], q[j]);
          for (int n = 0; n < q[k].length; n++) {
            q[k][n] -= overlap * q[j][n];
          }
        }
        double norm = Math.sqrt(dot(q[k], q[k]));
        double scale = norm > 1e-13 * size && norm > 0 ? 1 / norm : 0;
        for (int n = 0; n < q[k].length; n++) {
          q[k][n] *= scale;
        }
      }
    }
  }

  /** Best directions inside the subspace (Rayleigh and Ritz). */
  private static Result rotate(double[][] q, double[][] image, int count) {
    int width = q.length;
    DMatrixRMaj small = new DMatrixRMaj(width, width);
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        double value = (dot(q[i], image[j]) + dot(q[j], image[i])) / 2;
        small.set(i, j, value);
        small.set(j, i, value);
      }
    }
    var eigen = DecompositionFactory_DDRM.eig(width, true, true);
    if (!eigen.decompose(small)) {
      throw new ArithmeticException("the eigenvalues of a small symmetric matrix did not converge");
    }
    int[] order =
        IntStream.range(0, width)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
            .limit(count)
            .mapToInt(Integer::intValue)
            .toArray();
    double[][] vectors = new double[order.length][q[0].length];
    double[] values = new double[order.length];
    double residual = 0;
    for (int k = 0; k < order.length; k++) {
      DMatrixRMaj direction = eigen.getEigenVector(order[k]);
      values[k] = eigen.getEigenvalue(order[k]).getReal();
      double[] rest = new double[vectors[k].length];
      for (int i = 0; i < width; i++) {
        double weight = direction.get(i);
        for (int n = 0; n < rest.length; n++) {
          vectors[k][n] += weight * q[i][n];
          rest[n] += weight * (image[i][n] - values[k] * q[i][n]);
        }
      }
      residual = Math.max(residual, Math.sqrt(dot(rest, rest)));
    }
    return new Result(vectors, Arrays.copyOf(values, count), residual);
  }
}
