package org.omicroutes.neural;

import java.util.Arrays;
import java.util.Map;
import org.omicroutes.neural.Graph.Node;

/**
 * The negative Cox partial log-likelihood with Breslow's handling of ties, divided by the number of
 * events:
 *
 * <p>{@code -1/E Σ_i δ_i η_i + 1/E Σ_j d_j log Σ_{k: t_k ≥ t_j} exp(η_k)}, j over the distinct
 * event times with d_j events each. Cox, <i>Partial likelihood</i>, Biometrika 1975; Breslow,
 * <i>Covariance analysis of censored survival data</i>, Biometrics 1974.
 */
final class BreslowLoss {
  private static final String EVENTS = "events";
  private static final String AT_RISK = "at_risk";
  private static final String TIES = "ties";

  private BreslowLoss() {}

  /**
   * The loss of the log hazards {@code eta}, patients × 1. Its placeholders are filled by {@link
   * #feed}.
   */
  static Node declare(Graph graph, Node eta) {
    Node events = graph.placeholder(EVENTS, -1, 1);
    Node atRisk = graph.placeholder(AT_RISK, -1, -1);
    Node ties = graph.placeholder(TIES, -1, 1);
    Node logRiskSums = graph.log(graph.matmul(atRisk, graph.exp(eta)));
    return graph.add(
        graph.affine(graph.sum(graph.multiply(events, eta)), -1, 0),
        graph.sum(graph.multiply(ties, logRiskSums)));
  }

  /**
   * Adds the outcome of a batch.
   *
   * @param times in any unit, &gt; 0
   * @throws IllegalArgumentException without a single event: there is nothing to learn from
   */
  static void feed(Map<String, Tensor> feeds, double[] times, boolean[] events) {
    int n = times.length;
    double[] eventTimes = eventTimes(times, events);
    if (eventTimes.length == 0) {
      throw new IllegalArgumentException("no event among " + n + " patients");
    }
    double[] distinct = Arrays.stream(eventTimes).distinct().toArray();
    double[] share = new double[n];
    double[] ties = new double[distinct.length];
    double[] atRisk = new double[distinct.length * n];
    for (int i = 0; i < n; i++) {
      if (events[i]) {
        share[i] = 1.0 / eventTimes.length;
        ties[Arrays.binarySearch(distinct, times[i])] += share[i];
      }
    }
    for (int j = 0; j < distinct.length; j++) {
      for (int i = 0; i < n; i++) {
        atRisk[j * n + i] = times[i] >= distinct[j] ? 1 : 0;
      }
    }
    feeds.put(EVENTS, new Tensor(share, n, 1));
    feeds.put(TIES, new Tensor(ties, distinct.length, 1));
    feeds.put(AT_RISK, new Tensor(atRisk, distinct.length, n));
  }

  /** The times of all events, ascending. */
  static double[] eventTimes(double[] times, boolean[] events) {
    double[] found = new double[times.length];
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      if (events[i]) {
        found[count++] = times[i];
      }
    }
    double[] sorted = Arrays.copyOf(found, count);
    Arrays.sort(sorted);
    return sorted;
  }
}
