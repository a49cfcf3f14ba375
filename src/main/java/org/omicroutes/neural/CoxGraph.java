package org.omicroutes.neural;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.omicroutes.neural.Graph.Node;

/** A {@link CoxNetwork} in a graph, with the partial likelihood that it is trained on. */
final class CoxGraph implements AutoCloseable {
  private final CoxNetwork network;
  private final Graph graph;
  private final Layers layers;
  private final Node eta;
  private final Node loss;

  /**
   * @param seed of the first values of the parameters
   */
  CoxGraph(Engine engine, CoxNetwork network, long seed) {
    this.network = network;
    this.graph = engine.newGraph();
    this.layers = new Layers(graph, seed);
    this.eta = network.logHazard(layers);
    this.loss = BreslowLoss.declare(graph, eta);
  }

  Map<String, double[]> initialParameters() {
    return layers.initialParameters();
  }

  Set<String> decayed() {
    return layers.decayed();
  }

  void set(Map<String, double[]> values) {
    values.forEach(graph::setParameter);
  }

  /** Everything but the outcome, nothing dropped. */
  Map<String, Tensor> feeds(NetworkInputs inputs) {
    Map<String, Tensor> feeds = network.feeds(inputs);
    layers.keepAll(feeds);
    return feeds;
  }

  /** Changes {@code feeds} for a step of training: some inputs and states are dropped. */
  void drop(Map<String, Tensor> feeds, NetworkInputs inputs, SplittableRandom random) {
    if (network.thins()) {
      feeds.putAll(network.feeds(network.thinned(inputs, random)));
    }
    layers.dropSome(feeds, inputs.patients(), random);
  }

  double differentiate(Map<String, Tensor> feeds, Map<String, double[]> gradients) {
    return graph.differentiate(feeds, loss, gradients);
  }

  double loss(Map<String, Tensor> feeds) {
    return graph.evaluate(feeds, List.of(loss)).get(0)[0];
  }

  /** The log hazard of each patient; needs no outcome. */
  double[] logHazard(Map<String, Tensor> feeds) {
    return graph.evaluate(feeds, List.of(eta)).get(0);
  }

  @Override
  public void close() {
    graph.close();
  }
}
