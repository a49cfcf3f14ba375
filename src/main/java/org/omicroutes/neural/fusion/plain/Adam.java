package org.omicroutes.neural.fusion.plain;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Adam: Kingma, Ba, <i>Adam: a method for stochastic optimization</i>, arXiv:1412.6980, in the
 * order of computation of the end of its section 2, as Deeplearning4j has it (PyTorch adds epsilon
 * before the correction for the start, which differs by less than 1e-3 of a step). The penalty is
 * part of the gradient.
 */
final class Adam implements GradientTaker {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private record Moments(double[] first, double[] second) {}

  private final double l2;
  private final Map<Parameter, Moments> moments = new IdentityHashMap<>();
  private int steps;
  private double rate;

  Adam(double l2) {
    this.l2 = l2;
  }

  /** Gradients that are taken from now on are of the next step. */
  void nextStep(double learningRate) {
    steps++;
    rate = learningRate * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
  }

  @Override
  public void take(Parameter parameter, int from, double[] gradient, int count) {
    double[] values = parameter.values();
    Moments of =
        moments.computeIfAbsent(
            parameter, p -> new Moments(new double[values.length], new double[values.length]));
    double penalty = parameter.shape().kind().penalised() ? l2 : 0;
    move(values, of.first, of.second, from, gradient, count, penalty, rate);
  }

  private static void move(
      double[] values,
      double[] first,
      double[] second,
      int from,
      double[] gradient,
      int count,
      double penalty,
      double rate) {
    for (int i = 0; i < count; i++) {
      double g = gradient[i] + penalty * values[from + i];
      double m = BETA1 * first[from + i] + (1 - BETA1) * g;
      double v = BETA2 * second[from + i] + (1 - BETA2) * (g * g);
      first[from + i] = m;
      second[from + i] = v;
      values[from + i] -= rate * m / (Math.sqrt(v) + EPSILON);
    }
  }
}
