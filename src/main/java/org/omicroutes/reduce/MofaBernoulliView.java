package org.omicroutes.reduce;

import java.util.Arrays;
import org.omicroutes.cohort.StopSignal;

/**
 * A view of zeros and ones: {@code P(y = 1) = 1 / (1 + exp(-h))}, {@code h = w z + intercept}. The
 * likelihood is bounded from below by a normal one with its own precision for every value (Jaakkola
 * and Jordan, Statistics and Computing 2000, doi:10.1023/A:1008932416310, equation 8): {@code log
 * P(y) >= log σ(ζ) - ζ/2 + (y - 1/2) h - λ(ζ) (h² - ζ²)}, {@code λ(ζ) = tanh(ζ/2) / (4 ζ)}, tight
 * at {@code ζ² = E[h²]}.
 */
final class MofaBernoulliView extends MofaView {
  /** y - 1/2; NaN where missing. */
  private final double[][] half;

  /** 2 λ(ζ): the precision of each value's normal bound; 0 where missing. */
  private final double[][] precision;

  /**
   * @param values features × samples, 0, 1 or NaN
   * @param intercepts whether features have intercepts; if not their prior holds them at 0
   */
  MofaBernoulliView(double[][] values, int factors, boolean intercepts) {
    super(
        values.length,
        values[0].length,
        factors,
        intercepts ? MofaPrior.INTERCEPT : MofaPrior.NO_INTERCEPT);
    half = new double[features][samples];
    precision = new double[features][samples];
    for (int d = 0; d < features; d++) {
      for (int n = 0; n < samples; n++) {
        half[d][n] = values[d][n] - 0.5;
      }
    }
  }

  /** 2 λ(ζ). */
  static double boundPrecision(double zeta) {
    if (zeta < 1e-6) {
      return 0.25;
    }
    double e = Math.exp(-zeta);
    return (1 - e) / (1 + e) / (2 * zeta);
  }

  @Override
  double update(MofaFactors z) {
    int size = z.factors() + 1;
    double[] c = new double[Packed.length(size)];
    double[] b = new double[size];
    double logDeterminants = 0;
    double evidence = 0;
    for (int d = 0; d < features; d++) {
      StopSignal.check();
      evidence += gather(d, z, c, b);
      logDeterminants += solve(d, c, 1, b);
      evidence -= 0.5 * Packed.dot(c, Packed.doubled(moment[d], size));
      for (int k = 0; k < size; k++) {
        evidence += weight[d][k] * b[k];
      }
    }
    return evidence + updateRelevance(logDeterminants);
  }

  /** Tightens the bounds of one feature and sums up its quadratic form; gives the constant part. */
  private double gather(int d, MofaFactors z, double[] c, double[] b) {
    Arrays.fill(c, 0);
    Arrays.fill(b, 0);
    double[] moments = Packed.doubled(moment[d], b.length);
    double constant = 0;
    for (int n = 0; n < samples; n++) {
      double y = half[d][n];
      if (!Double.isNaN(y)) {
        double square = Math.max(0, Packed.dot(z.moment[n], moments));
        double zeta = Math.sqrt(square);
        double lambda2 = boundPrecision(zeta);
        precision[d][n] = lambda2;
        constant += 0.5 * lambda2 * square - 0.5 * zeta - Math.log1p(Math.exp(-zeta));
        Packed.add(c, lambda2, z.moment[n]);
        double[] mean = z.mean[n];
        for (int k = 0; k < b.length; k++) {
          b[k] += y * mean[k];
        }
      }
    }
    return constant;
  }

  @Override
  void addEvidence(double[][] precisions, double[][] linear) {
    for (int d = 0; d < features; d++) {
      StopSignal.check();
      for (int n = 0; n < samples; n++) {
        double y = half[d][n];
        if (!Double.isNaN(y)) {
          Packed.add(precisions[n], precision[d][n], moment[d]);
          for (int k = 0; k < linear.length; k++) {
            linear[k][n] += y * weight[d][k];
          }
        }
      }
    }
  }

  @Override
  double[] target(int d) {
    double[] values = new double[samples];
    double intercept = weight[d][weight[d].length - 1];
    for (int n = 0; n < samples; n++) {
      values[n] = half[d][n] / precision[d][n] - intercept;
    }
    return values;
  }
}
