package org.omicroutes.survival;

import java.util.Arrays;
import org.omicroutes.cohort.StopSignal;

/**
 * Ridge-penalised Cox regression in its dual form: linear predictors {@code K a} with the samples'
 * kernel K maximise {@code l(K a) - lambda/2 a'K a}. Newton's method; each step is solved by
 * conjugate gradients in the inner product of K, so nothing larger than K is ever made and its
 * inverse is never needed.
 */
final class KernelCox {
  private static final int MAX_NEWTON = 30;

  /** When Newton's steps and the search for each of them end. */
  enum Accuracy {
    FULL(1e-16, 1e-11),
    /** Enough to choose a penalty by: log likelihoods are right to about 1e-4. */
    CHOICE(1e-8, 1e-8);

    /** Relative residual of a step, squared. */
    private final double squaredResidual;

    /** Relative gain of the objective. */
    private final double gain;

    Accuracy(double squaredResidual, double gain) {
      this.squaredResidual = squaredResidual;
      this.gain = gain;
    }
  }

  private final double[][] kernel;
  private final PartialLikelihood likelihood;
  private final int n;

  /**
   * @param kernel n × n, positive semidefinite
   */
  KernelCox(double[][] kernel, double[] times, boolean[] events) {
    this(kernel, times, events, new int[times.length]);
  }

  /**
   * @param kernel n × n, positive semidefinite
   * @param strata of each sample
   */
  KernelCox(double[][] kernel, double[] times, boolean[] events, int[] strata) {
    this.kernel = kernel;
    this.likelihood = new PartialLikelihood(times, events, strata);
    this.n = times.length;
  }

  /**
   * The dual coefficients; they sum to 0 up to rounding.
   *
   * @param start where to begin, for example the solution of a larger penalty; not changed
   */
  double[] fit(double lambda, double[] start) {
    return fit(lambda, start, Accuracy.FULL);
  }

  double[] fit(double lambda, double[] start, Accuracy accuracy) {
    double[] a = start.clone();
    double[] eta = times(kernel, a);
    double objective = objective(lambda, a, eta);
    double[] gradient = new double[n];
    for (int iteration = 0; iteration < MAX_NEWTON; iteration++) {
      StopSignal.check();
      likelihood.at(eta);
      likelihood.gradient(gradient);
      for (int i = 0; i < n; i++) {
        gradient[i] -= lambda * a[i];
      }
      double[] step = newtonStep(lambda, gradient, accuracy.squaredResidual);
      double[] etaStep = times(kernel, step);
      double before = objective;
      double length = 1;
      for (int halving = 0; halving < 30; halving++, length /= 2) {
        double[] nextA = plus(a, length, step);
        double[] nextEta = plus(eta, length, etaStep);
        double next = objective(lambda, nextA, nextEta);
        if (next >= before) {
          a = nextA;
          eta = nextEta;
          objective = next;
          break;
        }
      }
      if (objective - before <= accuracy.gain * (1 + Math.abs(objective))) {
        break;
      }
    }
    return a;
  }

  private double objective(double lambda, double[] a, double[] eta) {
    return likelihood.at(eta) - lambda / 2 * DotProduct.of(a, eta);
  }

  /** Solves {@code (W K + lambda I) step = gradient}, W the negative Hessian by eta. */
  private double[] newtonStep(double lambda, double[] gradient, double accuracy) {
    double[] step = new double[n];
    double[] residual = gradient.clone();
    double[] direction = residual.clone();
    double[] kResidual = times(kernel, residual);
    double[] kDirection = kResidual.clone();
    double[] image = new double[n];
    double squared = DotProduct.of(residual, kResidual);
    double target = squared * accuracy;
    for (int iteration = 0; iteration < 2 * n + 20 && squared > target; iteration++) {
      StopSignal.check();
      likelihood.hessianTimes(kDirection, image);
      for (int i = 0; i < n; i++) {
        image[i] += lambda * direction[i];
      }
      double length = squared / DotProduct.of(kDirection, image);
      for (int i = 0; i < n; i++) {
        step[i] += length * direction[i];
        residual[i] -= length * image[i];
      }
      kResidual = times(kernel, residual);
      double next = DotProduct.of(residual, kResidual);
      double turn = next / squared;
      for (int i = 0; i < n; i++) {
        direction[i] = residual[i] + turn * direction[i];
        kDirection[i] = kResidual[i] + turn * kDirection[i];
      }
      squared = next;
    }
    return step;
  }

  private static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, i -> a[i] + factor * b[i]);
    return sum;
  }

  static double[] times(double[][] matrix, double[] v) {
    double[] product = new double[matrix.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = DotProduct.of(matrix[i], v);
    }
    return product;
  }
}
