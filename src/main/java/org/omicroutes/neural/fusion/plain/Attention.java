package org.omicroutes.neural.fusion.plain;

import java.util.function.Function;

/**
 * Multi-head attention of a patient's tokens to each other, added to the tokens themselves: Vaswani
 * et al., arXiv:1706.03762, section 3.2. Each head has its own columns of the projections.
 */
final class Attention implements Layer {
  private final int tokens;
  private final int width;
  private final int heads;
  private final int headWidth;
  private final double scale;
  private final Dense query;
  private final Dense key;
  private final Dense value;
  private final Dense output;
  private double[] q;
  private double[] k;
  private double[] v;
  private double[] weights;

  /**
   * @param dense the projections by their names, {@code attention.query} and so on
   */
  Attention(int tokens, int width, int heads, Function<String, Dense> dense) {
    this.tokens = tokens;
    this.width = width;
    this.heads = heads;
    this.headWidth = width / heads;
    this.scale = 1 / Math.sqrt(headWidth);
    this.query = dense.apply("attention.query");
    this.key = dense.apply("attention.key");
    this.value = dense.apply("attention.value");
    this.output = dense.apply("attention.output");
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    q = query.forward(x, pass);
    k = key.forward(x, pass);
    v = value.forward(x, pass);
    int n = pass.size();
    weights = new double[n * heads * tokens * tokens];
    double[] mixed = new double[x.length];
    for (int p = 0; p < n; p++) {
      for (int h = 0; h < heads; h++) {
        for (int t = 0; t < tokens; t++) {
          int at = (p * tokens + t) * width + h * headWidth;
          int row = ((p * heads + h) * tokens + t) * tokens;
          attend(at, row, p * tokens * width + h * headWidth, mixed);
        }
      }
    }
    double[] y = output.forward(mixed, pass);
    for (int i = 0; i < y.length; i++) {
      y[i] += x[i];
    }
    return y;
  }

  /** What one token takes of all of them, in one head. */
  private void attend(int at, int row, int first, double[] mixed) {
    double most = Double.NEGATIVE_INFINITY;
    for (int u = 0; u < tokens; u++) {
      double score = 0;
      for (int c = 0; c < headWidth; c++) {
        score += q[at + c] * k[first + u * width + c];
      }
      weights[row + u] = score * scale;
      most = Math.max(most, score * scale);
    }
    double sum = 0;
    for (int u = 0; u < tokens; u++) {
      weights[row + u] = Math.exp(weights[row + u] - most);
      sum += weights[row + u];
    }
    for (int u = 0; u < tokens; u++) {
      weights[row + u] /= sum;
      for (int c = 0; c < headWidth; c++) {
        mixed[at + c] += weights[row + u] * v[first + u * width + c];
      }
    }
  }

  @Override
  public double[] backward(double[] gradient, Pass pass, GradientTaker taker, boolean wanted) {
    double[] byMixed = output.backward(gradient, pass, taker, true);
    double[] byQ = new double[q.length];
    double[] byK = new double[k.length];
    double[] byV = new double[v.length];
    double[] byWeight = new double[tokens];
    for (int p = 0; p < pass.size(); p++) {
      for (int h = 0; h < heads; h++) {
        for (int t = 0; t < tokens; t++) {
          int at = (p * tokens + t) * width + h * headWidth;
          int row = ((p * heads + h) * tokens + t) * tokens;
          int first = p * tokens * width + h * headWidth;
          byWeights(at, row, first, byMixed, byV, byWeight);
          byScores(at, row, first, byWeight, byQ, byK);
        }
      }
    }
    add(query.backward(byQ, pass, taker, true), gradient);
    add(key.backward(byK, pass, taker, true), gradient);
    add(value.backward(byV, pass, taker, true), gradient);
    return gradient;
  }

  private void byWeights(
      int at, int row, int first, double[] byMixed, double[] byV, double[] byWeight) {
    for (int u = 0; u < tokens; u++) {
      double sum = 0;
      for (int c = 0; c < headWidth; c++) {
        sum += byMixed[at + c] * v[first + u * width + c];
        byV[first + u * width + c] += weights[row + u] * byMixed[at + c];
      }
      byWeight[u] = sum;
    }
  }

  private void byScores(int at, int row, int first, double[] byWeight, double[] byQ, double[] byK) {
    double mean = 0;
    for (int u = 0; u < tokens; u++) {
      mean += weights[row + u] * byWeight[u];
    }
    for (int u = 0; u < tokens; u++) {
      double byScore = weights[row + u] * (byWeight[u] - mean) * scale;
      for (int c = 0; c < headWidth; c++) {
        byQ[at + c] += byScore * k[first + u * width + c];
        byK[first + u * width + c] += byScore * q[at + c];
      }
    }
  }

  private static void add(double[] from, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] += from[i];
    }
  }

  /** How much each token gets: the mean over heads and attending tokens, patients × tokens. */
  double[][] received(int patients) {
    double[][] received = new double[patients][tokens];
    for (int row = 0; row < patients * heads * tokens; row++) {
      double[] of = received[row / (heads * tokens)];
      for (int u = 0; u < tokens; u++) {
        of[u] += weights[row * tokens + u] / (heads * tokens);
      }
    }
    return received;
  }
}
