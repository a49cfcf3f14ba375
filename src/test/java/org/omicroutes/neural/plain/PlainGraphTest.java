package org.omicroutes.neural.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.omicroutes.neural.Engine;
import org.omicroutes.neural.Graph;
import org.omicroutes.neural.Graph.Node;
import org.omicroutes.neural.SameDiffEngine;
import org.omicroutes.neural.Tensor;

/** Each operation beside finite differences and beside the same operation in SameDiff. */
class PlainGraphTest {

  /** One operation or a few of some parameters, named p0, p1, … */
  private record Case(String name, Declaration declaration, List<Tensor> parameters) {}

  private interface Declaration {
    Node of(Graph graph, Node... parameters);
  }

  private record Outcome(
      double[] value, double loss, Map<String, double[]> gradients, double lossAlone) {}

  /** The loss is a weighted sum of the operation's values, so that no gradient is the same. */
  private static final class Trial implements AutoCloseable {
    private final Case what;
    private final Graph graph;
    private final Node result;
    private final Node loss;
    private final Map<String, Tensor> feeds;

    Trial(Engine engine, Case what, Map<String, Tensor> feeds) {
      this.what = what;
      this.graph = engine.newGraph();
      this.feeds = feeds;
      Node[] nodes = new Node[what.parameters.size()];
      for (int i = 0; i < nodes.length; i++) {
        nodes[i] = graph.parameter("p" + i, what.parameters.get(i));
      }
      this.result = what.declaration.of(graph, nodes);
      Node row = graph.reshape(result, 1, -1);
      this.loss = graph.sum(graph.multiply(row, graph.placeholder("weights", 1, -1)));
    }

    Outcome run() {
      Map<String, double[]> gradients = new LinkedHashMap<>();
      double found = graph.differentiate(feeds, loss, gradients);
      double[] value = graph.evaluate(feeds, List.of(result)).get(0);
      return new Outcome(value, found, gradients, graph.evaluate(feeds, List.of(loss)).get(0)[0]);
    }

    /** By central differences of a relative step. */
    double numeric(int parameter, int i) {
      double[] values = what.parameters.get(parameter).values().clone();
      double step = 1e-5;
      double kept = values[i];
      values[i] = kept + step;
      graph.setParameter("p" + parameter, values);
      double above = graph.evaluate(feeds, List.of(loss)).get(0)[0];
      values[i] = kept - step;
      graph.setParameter("p" + parameter, values);
      double below = graph.evaluate(feeds, List.of(loss)).get(0)[0];
      values[i] = kept;
      graph.setParameter("p" + parameter, values);
      return (above - below) / (2 * step);
    }

    @Override
    public void close() {
      graph.close();
    }
  }

  private static Tensor random(Random random, int... shape) {
    return random(random, x -> x, shape);
  }

  private static Tensor random(Random random, DoubleUnaryOperator map, int... shape) {
    Tensor tensor = Tensor.zeros(shape);
    Arrays.setAll(tensor.values(), i -> map.applyAsDouble(random.nextGaussian()));
    return tensor;
  }

  /** Away from 0, where the derivative of relu jumps. */
  private static double away(double x) {
    return x + Math.copySign(0.01, x);
  }

  private static int length(Random random) {
    return 1 + random.nextInt(6);
  }

  /** Either the length, or 1: the axis is then broadcast. */
  private static int[] holed(Random random, int... shape) {
    return Arrays.stream(shape).map(length -> random.nextInt(3) == 0 ? 1 : length).toArray();
  }

  private static List<Case> cases(Random r) {
    int a = length(r);
    int b = length(r);
    int c = length(r);
    List<Case> all = new ArrayList<>();
    int[][] shapes = {{b}, {a, b}, {a, b, c}, {a, b, 2, c}};
    for (int[] shape : shapes) {
      List<Tensor> two = List.of(random(r, holed(r, shape)), random(r, holed(r, shape)));
      all.add(new Case("add", (g, p) -> g.add(p[0], p[1]), two));
      all.add(new Case("multiply", (g, p) -> g.multiply(p[0], p[1]), two));
      all.add(new Case("square", (g, p) -> g.multiply(p[0], p[0]), List.of(random(r, shape))));
    }
    List<Tensor> one = List.of(random(r, a, b, c));
    all.add(new Case("affine", (g, p) -> g.affine(p[0], -1.7, 0.3), one));
    all.add(new Case("exp", (g, p) -> g.exp(p[0]), one));
    List<Tensor> positive = List.of(random(r, x -> 0.5 + Math.abs(x), a, b));
    all.add(new Case("log", (g, p) -> g.log(p[0]), positive));
    all.add(
        new Case("relu", (g, p) -> g.relu(p[0]), List.of(random(r, PlainGraphTest::away, a, b))));
    all.add(new Case("softmax", (g, p) -> g.softmax(p[0]), one));
    all.add(new Case("sum", (g, p) -> g.sum(p[0]), one));
    for (int axis = 0; axis < 3; axis++) {
      int over = axis;
      all.add(new Case("sum " + axis, (g, p) -> g.sum(p[0], over), one));
    }
    all.add(new Case("reshape", (g, p) -> g.exp(g.reshape(p[0], c, -1)), one));
    all.add(
        new Case(
            "two views",
            (g, p) -> {
              Node product = g.multiply(p[0], p[0]);
              Node other = g.exp(g.reshape(product, -1, b * c));
              return g.add(other, g.reshape(product, a, -1));
            },
            one));
    all.addAll(products(r, a, b, c, length(r)));
    List<Tensor> rows = List.of(random(r, a, 3), random(r, 1, 3), random(r, 1, 3));
    all.add(new Case("layerNorm", (g, p) -> g.layerNorm(p[0], p[1], p[2]), rows));
    return all;
  }

  private static List<Case> products(Random r, int a, int b, int c, int n) {
    Declaration matmul = (g, p) -> g.matmul(p[0], p[1]);
    Declaration transposed = (g, p) -> g.matmulTransposed(p[0], p[1]);
    return List.of(
        new Case("matmul", matmul, List.of(random(r, a, b), random(r, b, c))),
        new Case("matmulTransposed", transposed, List.of(random(r, a, b), random(r, c, b))),
        new Case("matmul 3", matmul, List.of(random(r, n, a, b), random(r, n, b, c))),
        new Case(
            "matmulTransposed 3", transposed, List.of(random(r, n, a, b), random(r, n, c, b))));
  }

  private static Map<String, Tensor> weights(Random random, int size) {
    return Map.of("weights", random(random, 1, size));
  }

  private static int size(Case what) {
    try (Graph graph = new PlainEngine().newGraph()) {
      Node[] nodes = what.parameters.stream().map(graph::constant).toArray(Node[]::new);
      return graph.evaluate(Map.of(), List.of(what.declaration.of(graph, nodes))).get(0).length;
    }
  }

  private static void close(double[] found, double[] expected, double tolerance, String name) {
    assertThat(found).as(name).hasSameSizeAs(expected);
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0) + 1e-3;
    for (int i = 0; i < found.length; i++) {
      assertThat(Math.abs(found[i] - expected[i]) / scale).as(name + " " + i).isLessThan(tolerance);
    }
  }

  private static void agreesWithSameDiff(Case what, Map<String, Tensor> feeds) {
    try (Trial plain = new Trial(new PlainEngine(), what, feeds);
        Trial sameDiff = new Trial(SameDiffEngine.get(), what, feeds)) {
      Outcome found = plain.run();
      Outcome expected = sameDiff.run();
      close(found.value, expected.value, 1e-10, what.name);
      assertThat(found.lossAlone).isEqualTo(found.loss);
      assertThat(found.gradients.keySet()).isEqualTo(expected.gradients.keySet());
      found.gradients.forEach(
          (name, gradient) ->
              close(gradient, expected.gradients.get(name), 1e-10, what.name + " by " + name));
    }
  }

  @Test
  void everyOperationAgreesWithFiniteDifferences() {
    Random random = new Random(3);
    for (int round = 0; round < 15; round++) {
      for (Case what : cases(random)) {
        try (Trial trial = new Trial(new PlainEngine(), what, weights(random, size(what)))) {
          Outcome found = trial.run();
          for (int p = 0; p < what.parameters.size(); p++) {
            double[] numeric = new double[what.parameters.get(p).values().length];
            for (int i = 0; i < numeric.length; i++) {
              numeric[i] = trial.numeric(p, i);
            }
            // Gradients of a layer norm of a nearly constant row are large, and so are its errors.
            double tolerance = what.name.equals("layerNorm") ? 1e-4 : 1e-7;
            close(found.gradients.get("p" + p), numeric, tolerance, what.name + " by p" + p);
          }
        }
      }
    }
  }

  @Test
  void everyOperationAgreesWithSameDiff() {
    Random random = new Random(5);
    for (int round = 0; round < 8; round++) {
      for (Case what : cases(random)) {
        agreesWithSameDiff(what, weights(random, size(what)));
      }
    }
  }

  /** Lengths around those where the kernel takes another way. */
  @Test
  void productsOfEveryWidthAgreeWithSameDiff() {
    int[] lengths = {1, 2, 3, 4, 7, 15, 16, 23, 24, 33, 129, 300};
    Random random = new Random(7);
    for (int round = 0; round < 40; round++) {
      int a = lengths[random.nextInt(lengths.length)];
      int b = lengths[random.nextInt(lengths.length)];
      int c = lengths[random.nextInt(lengths.length)];
      for (Case what : products(random, a, b, c, 2)) {
        agreesWithSameDiff(what, weights(random, size(what)));
      }
    }
  }

  @Test
  void placeholdersOfAnyLengthAndOneRowForAll() {
    Random random = new Random(1);
    try (Graph graph = new PlainEngine().newGraph()) {
      Node x = graph.placeholder("x", -1, 3);
      Node mask = graph.placeholder("mask", -1, 3);
      Node weight = graph.parameter("w", random(random, 3, 2));
      Node out = graph.matmul(graph.multiply(x, mask), weight);
      Node loss = graph.sum(graph.multiply(out, out));
      Map<String, double[]> one = new LinkedHashMap<>();
      Map<String, double[]> all = new LinkedHashMap<>();
      for (int n : new int[] {5, 2, 0, 9}) {
        Tensor rows = random(random, n, 3);
        Tensor kept = new Tensor(new double[] {1, 0, 2}, 1, 3);
        Tensor many = Tensor.zeros(n, 3);
        Arrays.setAll(many.values(), i -> kept.values()[i % 3]);
        double first = graph.differentiate(Map.of("x", rows, "mask", kept), loss, one);
        double second = graph.differentiate(Map.of("x", rows, "mask", many), loss, all);
        assertThat(first).isEqualTo(second);
        assertThat(one.get("w")).containsExactly(all.get("w")).hasSize(6);
        assertThat(graph.evaluate(Map.of("x", rows, "mask", kept), List.of(out)).get(0))
            .hasSize(2 * n);
      }
    }
  }

  /** Whatever ran before in the same graph, and in whatever memory it left. */
  @Test
  void theSameNumbersGiveTheSameBits() {
    Random random = new Random(2);
    try (Graph graph = new PlainEngine().newGraph()) {
      Node x = graph.placeholder("x", -1, 20);
      Node weight = graph.parameter("w", random(random, 20, 30));
      Node hidden = graph.relu(graph.matmul(x, weight));
      Node loss = graph.sum(graph.softmax(graph.matmulTransposed(hidden, weight)));
      Map<String, Tensor> feeds = Map.of("x", random(random, 40, 20));
      Map<String, double[]> first = new LinkedHashMap<>();
      Map<String, double[]> again = new LinkedHashMap<>();
      graph.differentiate(feeds, loss, first);
      double[] before = graph.evaluate(feeds, List.of(hidden)).get(0);
      graph.differentiate(Map.of("x", random(random, 70, 20)), loss, again);
      graph.differentiate(feeds, loss, again);
      assertThat(again.get("w")).containsExactly(first.get("w"));
      assertThat(graph.evaluate(feeds, List.of(hidden)).get(0)).containsExactly(before);
    }
  }

  @Test
  void aValueThatManyReadIsKeptUntilTheLastOne() {
    try (Graph graph = new PlainEngine().newGraph()) {
      Node x = graph.placeholder("x", 2);
      Node twice = graph.affine(x, 2, 0);
      Node far = graph.exp(graph.affine(graph.affine(twice, 1, 1), -1, 0));
      Node both = graph.add(graph.multiply(far, graph.reshape(twice, 2)), twice);
      Map<String, Tensor> feeds = Map.of("x", new Tensor(new double[] {0, 1}, 2));
      List<double[]> values = graph.evaluate(feeds, List.of(both, x, twice));
      assertThat(values.get(0)).containsExactly(0, Math.exp(-3) * 2 + 2);
      assertThat(values.get(1)).containsExactly(0, 1);
      assertThat(values.get(2)).containsExactly(0, 2);
    }
  }

  @Test
  void wrongUseIsAnError() {
    try (Graph graph = new PlainEngine().newGraph()) {
      Node x = graph.placeholder("x", -1, 2);
      Node w = graph.parameter("w", Tensor.ones(3, 2));
      Tensor rows = Tensor.ones(4, 2);
      assertThatThrownBy(() -> graph.evaluate(Map.of(), List.of(x)))
          .hasMessage("placeholder x: no value");
      assertThatThrownBy(() -> graph.evaluate(Map.of("x", w(4, 3)), List.of(x)))
          .hasMessage("placeholder x: found the shape [4, 3], expected [-1, 2]");
      assertThatThrownBy(() -> graph.evaluate(Map.of("x", rows), List.of(graph.matmul(x, w))))
          .hasMessage("no product of [4, 2] and [3, 2]");
      assertThatThrownBy(() -> graph.evaluate(Map.of("x", rows), List.of(graph.add(x, w))))
          .hasMessageContaining("[4, 2] and [3, 2]");
      assertThatThrownBy(() -> graph.evaluate(Map.of("x", rows), List.of(graph.reshape(x, 3, -1))))
          .hasMessage("8 values cannot have the shape [3, -1]");
      assertThatThrownBy(() -> graph.setParameter("w", new double[5]))
          .hasMessage("parameter w: found 5 values, expected 6");
      assertThatThrownBy(() -> graph.setParameter("v", new double[5])).hasMessage("no parameter v");
      Map<String, double[]> gradients = new LinkedHashMap<>();
      assertThatThrownBy(() -> graph.differentiate(Map.of("x", rows), w, gradients))
          .hasMessage("found a loss of the shape [3, 2], expected a single number");
      assertThatThrownBy(() -> graph.differentiate(Map.of("x", rows), x, gradients))
          .hasMessage("one graph has one loss");
      // A failed run leaves nothing behind.
      assertThat(graph.evaluate(Map.of("x", rows), List.of(graph.matmulTransposed(x, w))).get(0))
          .containsOnly(2)
          .hasSize(12);
    }
  }

  private static Tensor w(int... shape) {
    return Tensor.zeros(shape);
  }
}
