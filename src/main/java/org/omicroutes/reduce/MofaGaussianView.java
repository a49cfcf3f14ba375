package org.omicroutes.reduce;

import java.util.Arrays;
import org.omicroutes.cohort.StopSignal;

/** A view of real values: {@code y = w z + noise}, with a noise precision of each feature. */
final class MofaGaussianView extends MofaView {
  /** Values less the feature's mean over the view's scale; 0 where missing. */
  private final double[][] y;

  /** Samples that have the view. */
  private final boolean[] has;

  /** For each feature the samples that have the view but not this value. */
  private final int[][] gaps;

  private final double[] squares;
  private final int[] counts;

  /** Posterior mean of each feature's noise precision. */
  final double[] precision;

  /**
   * @param values features × samples, NaN where missing; taken over
   * @param has samples with at least one value
   */
  MofaGaussianView(double[][] values, boolean[] has, int factors) {
    super(values.length, has.length, factors, MofaPrior.INTERCEPT);
    this.y = values;
    this.has = has;
    gaps = new int[features][];
    squares = new double[features];
    counts = new int[features];
    precision = new double[features];
    int[] found = new int[samples];
    for (int d = 0; d < features; d++) {
      int gapCount = 0;
      for (int n = 0; n < samples; n++) {
        if (!Double.isNaN(y[d][n])) {
          squares[d] += y[d][n] * y[d][n];
          counts[d]++;
        } else {
          y[d][n] = 0;
          if (has[n]) {
            found[gapCount++] = n;
          }
        }
      }
      gaps[d] = Arrays.copyOf(found, gapCount);
      precision[d] = counts[d] / squares[d];
    }
  }

  @Override
  double update(MofaFactors z) {
    int size = z.factors() + 1;
    double[] all = new double[Packed.length(size)];
    for (int n = 0; n < samples; n++) {
      if (has[n]) {
        Packed.add(all, 1, z.moment[n]);
      }
    }
    double[][] columns = columns(z);
    double[] c = new double[all.length];
    double[] b = new double[size];
    double logDeterminants = 0;
    double evidence = 0;
    for (int d = 0; d < features; d++) {
      StopSignal.check();
      System.arraycopy(all, 0, c, 0, c.length);
      for (int n : gaps[d]) {
        Packed.add(c, -1, z.moment[n]);
      }
      products(y[d], columns, b);
      logDeterminants += solve(d, c, precision[d], b);
      evidence += updateNoise(d, c, b);
    }
    return evidence + updateRelevance(logDeterminants);
  }

  private static double[][] columns(MofaFactors z) {
    double[][] columns = new double[z.factors() + 1][z.samples()];
    for (int n = 0; n < z.samples(); n++) {
      for (int k = 0; k < columns.length; k++) {
        columns[k][n] = z.mean[n][k];
      }
    }
    return columns;
  }

  /** {@code b = columns y}, four columns at a time so that the additions do not wait in line. */
  private static void products(double[] y, double[][] columns, double[] b) {
    int k = 0;
    for (; k + 4 <= columns.length; k += 4) {
      double[] c0 = columns[k];
      double[] c1 = columns[k + 1];
      double[] c2 = columns[k + 2];
      double[] c3 = columns[k + 3];
      double b0 = 0;
      double b1 = 0;
      double b2 = 0;
      double b3 = 0;
      for (int n = 0; n < y.length; n++) {
        double value = y[n];
        b0 += value * c0[n];
        b1 += value * c1[n];
        b2 += value * c2[n];
        b3 += value * c3[n];
      }
      b[k] = b0;
      b[k + 1] = b1;
      b[k + 2] = b2;
      b[k + 3] = b3;
    }
    for (; k < columns.length; k++) {
      double sum = 0;
      for (int n = 0; n < y.length; n++) {
        sum += y[n] * columns[k][n];
      }
      b[k] = sum;
    }
  }

  /** Noise precision of one feature, and the evidence of its values and precision. */
  private double updateNoise(int d, double[] c, double[] b) {
    double error = squares[d] + Packed.dot(c, Packed.doubled(moment[d], b.length));
    for (int k = 0; k < b.length; k++) {
      error -= 2 * weight[d][k] * b[k];
    }
    double shape = MofaPrior.SHAPE + counts[d] / 2.0;
    double rate = MofaPrior.RATE + 0.5 * error;
    precision[d] = shape / rate;
    double log = MofaPrior.expectedLog(shape, rate) - Math.log(2 * Math.PI);
    return 0.5 * counts[d] * log - 0.5 * precision[d] * error + MofaPrior.evidence(shape, rate);
  }

  @Override
  void addEvidence(double[][] precisions, double[][] linear) {
    double[] all = new double[precisions[0].length];
    for (int d = 0; d < features; d++) {
      StopSignal.check();
      Packed.add(all, precision[d], moment[d]);
      for (int n : gaps[d]) {
        Packed.add(precisions[n], -precision[d], moment[d]);
      }
      for (int k = 0; k < linear.length; k++) {
        addScaled(linear[k], precision[d] * weight[d][k], y[d]);
      }
    }
    for (int n = 0; n < samples; n++) {
      if (has[n]) {
        Packed.add(precisions[n], 1, all);
      }
    }
  }

  private static void addScaled(double[] target, double factor, double[] values) {
    for (int n = 0; n < values.length; n++) {
      target[n] += factor * values[n];
    }
  }

  @Override
  double[] target(int d) {
    double[] values = y[d].clone();
    double intercept = weight[d][weight[d].length - 1];
    for (int n = 0; n < samples; n++) {
      values[n] = has[n] ? values[n] - intercept : Double.NaN;
    }
    for (int n : gaps[d]) {
      values[n] = Double.NaN;
    }
    return values;
  }
}
