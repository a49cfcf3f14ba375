package org.omicroutes.reduce;

import org.hipparchus.special.Gamma;

/** Gamma distributions of MOFA's precisions, and constants of its priors. */
final class MofaPrior {
  /** Shape and rate of the priors of precisions: next to no information. */
  static final double SHAPE = 1e-3;

  static final double RATE = 1e-3;

  /** Precision of the normal prior of a feature's intercept. */
  static final double INTERCEPT = 1e-2;

  /** The same where there is to be no intercept. */
  static final double NO_INTERCEPT = 1e9;

  private MofaPrior() {}

  /** Expected logarithm under Gamma(shape, rate). */
  static double expectedLog(double shape, double rate) {
    return Polygamma.digamma(shape) - Math.log(rate);
  }

  /** Minus the Kullback-Leibler divergence of Gamma(shape, rate) from the prior. */
  static double evidence(double shape, double rate) {
    double log = expectedLog(shape, rate);
    double mean = shape / rate;
    double prior = SHAPE * Math.log(RATE) - Gamma.logGamma(SHAPE) + (SHAPE - 1) * log - RATE * mean;
    double entropy =
        shape - Math.log(rate) + Gamma.logGamma(shape) + (1 - shape) * Polygamma.digamma(shape);
    return prior + entropy;
  }
}
