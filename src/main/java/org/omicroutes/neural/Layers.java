package org.omicroutes.neural;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.omicroutes.neural.Graph.Node;

/** The trained values of a network and the places where dropout acts, as they are declared. */
final class Layers {

  /**
   * Where dropout acts.
   *
   * @param rows of the mask, for each patient or in all
   */
  private record Dropout(String name, double rate, boolean perPatient, int rows, int columns) {}

  private final Graph graph;
  private final Random random;
  private final Map<String, double[]> parameters = new LinkedHashMap<>();
  private final Set<String> decayed = new LinkedHashSet<>();
  private final List<Dropout> dropouts = new ArrayList<>();

  /**
   * @param seed of the first values of the parameters
   */
  Layers(Graph graph, long seed) {
    this.graph = graph;
    this.random = new Random(seed);
  }

  Graph graph() {
    return graph;
  }

  /** A weight that starts at normal numbers of this spread and that weight decay shrinks. */
  Node weight(String name, double spread, int... shape) {
    decayed.add(name);
    return normal(name, spread, shape);
  }

  /** As {@link #weight}, but without decay: embeddings. */
  Node normal(String name, double spread, int... shape) {
    Tensor initial = Tensor.zeros(shape);
    for (int i = 0; i < initial.values().length; i++) {
      initial.values()[i] = spread * random.nextGaussian();
    }
    return declare(name, initial);
  }

  /** A weight that starts at zero and that weight decay shrinks. */
  Node zeroWeight(String name, int... shape) {
    decayed.add(name);
    return fill(name, 0, shape);
  }

  /** A bias or a gain: every element starts at {@code value}. */
  Node fill(String name, double value, int... shape) {
    Tensor initial = Tensor.zeros(shape);
    Arrays.fill(initial.values(), value);
    return declare(name, initial);
  }

  private Node declare(String name, Tensor initial) {
    parameters.put(name, initial.values().clone());
    return graph.parameter(name, initial);
  }

  /** Layer normalisation of rows of this width. */
  Node normalised(String name, Node rows, int width) {
    return graph.layerNorm(
        rows, fill(name + ".gain", 1, 1, width), fill(name + ".shift", 0, 1, width));
  }

  /**
   * Dropout of single values.
   *
   * @param a (patients · {@code rows}) × {@code columns}
   */
  Node dropout(String name, Node a, double rate, int rows, int columns) {
    dropouts.add(new Dropout(name, rate, true, rows, columns));
    return graph.multiply(a, graph.placeholder(name, -1, columns));
  }

  /**
   * Dropout of whole rows, the same ones for all patients of a step.
   *
   * @param a {@code rows} × any
   */
  Node rowDropout(String name, Node a, double rate, int rows) {
    dropouts.add(new Dropout(name, rate, false, rows, 1));
    return graph.multiply(a, graph.placeholder(name, -1, 1));
  }

  /** Fills the masks so that nothing is dropped. */
  void keepAll(Map<String, Tensor> feeds) {
    for (Dropout d : dropouts) {
      // One row of ones is broadcast over all.
      feeds.put(d.name, Tensor.ones(1, d.columns));
    }
  }

  /** Fills the masks at random; what is kept is scaled up, so that expectations stay. */
  void dropSome(Map<String, Tensor> feeds, int patients, SplittableRandom source) {
    for (Dropout d : dropouts) {
      Tensor mask = Tensor.zeros(d.perPatient ? patients * d.rows : d.rows, d.columns);
      double kept = 1 / (1 - d.rate);
      for (int i = 0; i < mask.values().length; i++) {
        mask.values()[i] = source.nextDouble() >= d.rate ? kept : 0;
      }
      feeds.put(d.name, mask);
    }
  }

  /** The parameters as they were first drawn, by name; copies. */
  Map<String, double[]> initialParameters() {
    Map<String, double[]> copy = new LinkedHashMap<>();
    parameters.forEach((name, values) -> copy.put(name, values.clone()));
    return copy;
  }

  /** The parameters that weight decay applies to. */
  Set<String> decayed() {
    return decayed;
  }
}
