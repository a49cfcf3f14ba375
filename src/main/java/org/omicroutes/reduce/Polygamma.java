package org.omicroutes.reduce;

/**
 * Digamma, trigamma and tetragamma for arguments &gt; 0 to about 15 digits: upward recurrence, then
 * the asymptotic series with Bernoulli numbers (Abramowitz and Stegun 6.3.18, 6.4.11). Hipparchus'
 * digamma stops at 8 digits, which is too few for the empirical Bayes prior.
 */
final class Polygamma {
  private static final double LARGE = 16;
  private static final double[] BERNOULLI = {
    1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510
  };

  private Polygamma() {}

  /** Derivative of log gamma. */
  static double digamma(double x) {
    double shift = 0;
    double at = x;
    while (at < LARGE) {
      shift -= 1 / at;
      at++;
    }
    double inverse = 1 / (at * at);
    double power = inverse;
    double sum = Math.log(at) - 0.5 / at;
    for (int j = 0; j < BERNOULLI.length; j++) {
      sum -= BERNOULLI[j] / (2 * (j + 1)) * power;
      power *= inverse;
    }
    return sum + shift;
  }

  /** Second derivative of log gamma. */
  static double trigamma(double x) {
    double shift = 0;
    double at = x;
    while (at < LARGE) {
      shift += 1 / (at * at);
      at++;
    }
    double inverse = 1 / (at * at);
    double power = inverse / at;
    double sum = 1 / at + 0.5 * inverse;
    for (double b : BERNOULLI) {
      sum += b * power;
      power *= inverse;
    }
    return sum + shift;
  }

  /** Third derivative of log gamma; negative. */
  static double tetragamma(double x) {
    double shift = 0;
    double at = x;
    while (at < LARGE) {
      shift -= 2 / (at * at * at);
      at++;
    }
    double inverse = 1 / (at * at);
    double power = inverse * inverse;
    double sum = -inverse - inverse / at;
    for (int j = 0; j < BERNOULLI.length; j++) {
      sum -= (2 * j + 3) * BERNOULLI[j] * power;
      power *= inverse;
    }
    return sum + shift;
  }

  /** The x with {@code trigamma(x) = y}, y &gt; 0, by Newton's method on 1 / trigamma. */
  static double trigammaInverse(double y) {
    double x = 0.5 + 1 / y;
    for (int i = 0; i < 100; i++) {
      double value = trigamma(x);
      double step = value * (1 - value / y) / tetragamma(x);
      x += step;
      if (Math.abs(step) <= 1e-15 * x) {
        break;
      }
    }
    return x;
  }
}
