package org.omicroutes.neural;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Adam with decoupled weight decay. Loshchilov, Hutter, <i>Decoupled weight decay
 * regularization</i>, arXiv:1711.05101. Steps are the same for the same gradients.
 */
final class AdamW {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double learningRate;
  private final double weightDecay;
  private final Set<String> decayed;
  private final Map<String, double[]> first = new LinkedHashMap<>();
  private final Map<String, double[]> second = new LinkedHashMap<>();
  private int steps;

  /**
   * @param decayed the parameters that shrink by {@code learningRate * weightDecay} a step
   */
  AdamW(double learningRate, double weightDecay, Set<String> decayed) {
    this.learningRate = learningRate;
    this.weightDecay = weightDecay;
    this.decayed = decayed;
  }

  /** Moves {@code parameters} in place, against {@code gradients}. */
  void step(Map<String, double[]> parameters, Map<String, double[]> gradients) {
    steps++;
    double rate =
        learningRate * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
    parameters.forEach(
        (name, values) -> {
          double[] g = gradients.get(name);
          double[] m = first.computeIfAbsent(name, n -> new double[values.length]);
          double[] v = second.computeIfAbsent(name, n -> new double[values.length]);
          double keep = decayed.contains(name) ? 1 - learningRate * weightDecay : 1;
          for (int i = 0; i < values.length; i++) {
            m[i] = BETA1 * m[i] + (1 - BETA1) * g[i];
            v[i] = BETA2 * v[i] + (1 - BETA2) * g[i] * g[i];
            values[i] = values[i] * keep - rate * m[i] / (Math.sqrt(v[i]) + EPSILON);
          }
        });
  }
}
