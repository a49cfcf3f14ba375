package org.omicroutes.neural;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.omicroutes.neural.Graph.Node;

/**
 * The network itself. n patients, M modalities, T tokens in all, width d, H heads.
 *
 * <p>A token is {@code x_f E_f + B_f}: a value times the embedding of its feature, plus an
 * embedding of the feature alone (Gorishniy et al., <i>Revisiting deep learning models for tabular
 * data</i>, arXiv:2106.11959). Each modality has a state, at first {@code Σ x_f E_f / √T_m} over
 * its tokens plus an embedding of the modality. In a block, each state queries the tokens of the
 * other present modalities (scaled dot products, Vaswani et al., arXiv:1706.03762), then passes a
 * feed-forward layer; both are residual, after layer normalisation, with dropout. The mean of the
 * present modalities' states goes to a head that starts at zero, so that an untrained network
 * leaves the linear score as it is.
 *
 * <p>Tokens are linear in one number, and so are their keys and values: {@code q·k_f = x_f (q·E_f
 * W_k) + q·B_f W_k}. The tokens, n × T × d, are therefore never laid out; all products are of plain
 * matrices.
 */
final class MoaNetGraph implements AutoCloseable {
  static final String VALUES = "values";
  static final String KEYS = "keys";
  static final String REACHABLE = "reachable";
  static final String POOL = "pool";
  static final String OFFSET = "offset";
  private static final double MASKED = 1e9;

  private final Graph graph;
  private final MoaNetConfig config;
  private final int modalities;
  private final int tokens;
  private final Random random;
  private final Map<String, double[]> parameters = new LinkedHashMap<>();
  private final Set<String> weights = new LinkedHashSet<>();
  private final List<Node> attention = new ArrayList<>();
  private final Node values3;
  private final Node residual;
  private final Node loss;

  /**
   * Declares the network with random parameters.
   *
   * @param modalityOf the modality of each token, from 0
   */
  MoaNetGraph(Engine engine, MoaNetConfig config, int[] modalityOf, int modalities, long seed) {
    this.graph = engine.newGraph();
    this.config = config;
    this.modalities = modalities;
    this.tokens = modalityOf.length;
    this.random = new Random(seed);
    Node values = graph.placeholder(VALUES, -1, tokens);
    this.values3 = graph.reshape(values, -1, 1, tokens);
    int d = config.width();
    Node embedding = normal("embedding", 1 / Math.sqrt(d), false, tokens, d);
    Node bias = normal("bias", 1 / Math.sqrt(d), false, tokens, d);
    Node state = initialState(values, embedding, modalityOf);
    Node keys = graph.affine(graph.placeholder(KEYS, -1, tokens), MASKED, -MASKED);
    Node reachable = graph.placeholder(REACHABLE, -1, 1);
    for (int layer = 0; layer < config.layers(); layer++) {
      String name = "block" + layer;
      Node heard =
          attend(name, normalised(name + ".query", state), embedding, bias, keys, reachable);
      state = graph.add(state, graph.multiply(heard, dropout(attentionDropout(layer))));
      Node thought = feedForward(name, normalised(name + ".forward", state));
      state = graph.add(state, graph.multiply(thought, dropout(forwardDropout(layer))));
    }
    this.residual = head(normalised("head", state));
    this.loss = BreslowLoss.declare(graph, graph.add(residual, graph.placeholder(OFFSET, -1, 1)));
  }

  static String attentionDropout(int layer) {
    return "dropout_attention" + layer;
  }

  static String forwardDropout(int layer) {
    return "dropout_forward" + layer;
  }

  private Node dropout(String name) {
    return graph.placeholder(name, -1, config.width());
  }

  /** (n·M) × d. The sum over a modality's tokens is one product with a block matrix. */
  private Node initialState(Node values, Node embedding, int[] modalityOf) {
    int d = config.width();
    double[] size = new double[modalities];
    for (int m : modalityOf) {
      size[m]++;
    }
    double[] share = new double[tokens * modalities];
    for (int f = 0; f < tokens; f++) {
      share[f * modalities + modalityOf[f]] = 1 / Math.sqrt(size[modalityOf[f]]);
    }
    Node blocks =
        graph.multiply(
            graph.constant(new Tensor(share, tokens, modalities, 1)),
            graph.reshape(embedding, tokens, 1, d));
    Node sums = graph.matmul(values, graph.reshape(blocks, tokens, modalities * d));
    Node own = normal("modality", 1 / Math.sqrt(d), false, 1, modalities, d);
    return graph.reshape(graph.add(graph.reshape(sums, -1, modalities, d), own), -1, d);
  }

  private Node attend(
      String name, Node state, Node embedding, Node bias, Node masked, Node reachable) {
    int d = config.width();
    int depth = d / config.heads();
    double spread = 1 / Math.sqrt(d);
    Node sum = null;
    for (int h = 0; h < config.heads(); h++) {
      String head = name + ".head" + h;
      Node query = graph.matmul(state, normal(head + ".q", spread, true, d, depth));
      Node key = normal(head + ".k", spread, true, d, depth);
      Node value = normal(head + ".v", spread, true, d, depth);
      Node byValue = graph.matmulTransposed(query, graph.matmul(embedding, key));
      Node byFeature = graph.matmulTransposed(query, graph.matmul(bias, key));
      Node scores = graph.affine(graph.add(timesValues(byValue), byFeature), scale(depth), 0);
      Node weight = graph.multiply(graph.softmax(graph.add(scores, masked)), reachable);
      attention.add(weight);
      Node read =
          graph.add(
              graph.matmul(timesValues(weight), graph.matmul(embedding, value)),
              graph.matmul(weight, graph.matmul(bias, value)));
      Node out = graph.matmul(read, normal(head + ".o", 1 / Math.sqrt(d), true, depth, d));
      sum = sum == null ? out : graph.add(sum, out);
    }
    return sum;
  }

  private static double scale(int depth) {
    return 1 / Math.sqrt(depth);
  }

  /** Each of the (n·M) × T numbers times the value of its patient's token. */
  private Node timesValues(Node a) {
    Node product = graph.multiply(graph.reshape(a, -1, modalities, tokens), values3);
    return graph.reshape(product, -1, tokens);
  }

  private Node feedForward(String name, Node state) {
    int d = config.width();
    int hidden = 2 * d;
    Node up = graph.matmul(state, normal(name + ".up", Math.sqrt(2.0 / d), true, d, hidden));
    Node active = graph.relu(graph.add(up, fill(name + ".up.bias", 0, hidden)));
    Node down =
        graph.matmul(active, normal(name + ".down", Math.sqrt(1.0 / hidden), true, hidden, d));
    return graph.add(down, fill(name + ".down.bias", 0, d));
  }

  private Node head(Node state) {
    int d = config.width();
    Node pool = graph.placeholder(POOL, -1, modalities, 1);
    Node pooled = graph.sum(graph.multiply(graph.reshape(state, -1, modalities, d), pool), 1);
    weights.add("head.weight");
    return graph.matmul(graph.reshape(pooled, -1, d), fill("head.weight", 0, d, 1));
  }

  private Node normalised(String name, Node state) {
    int d = config.width();
    return graph.layerNorm(state, fill(name + ".gain", 1, 1, d), fill(name + ".shift", 0, 1, d));
  }

  private Node normal(String name, double spread, boolean decays, int... shape) {
    Tensor initial = Tensor.zeros(shape);
    for (int i = 0; i < initial.values().length; i++) {
      initial.values()[i] = spread * random.nextGaussian();
    }
    if (decays) {
      weights.add(name);
    }
    return declare(name, initial);
  }

  private Node fill(String name, double value, int... shape) {
    Tensor initial = Tensor.zeros(shape.length == 1 ? new int[] {1, shape[0]} : shape);
    java.util.Arrays.fill(initial.values(), value);
    return declare(name, initial);
  }

  private Node declare(String name, Tensor initial) {
    parameters.put(name, initial.values().clone());
    return graph.parameter(name, initial);
  }

  /** The parameters as they were first drawn, by name; copies. */
  Map<String, double[]> initialParameters() {
    Map<String, double[]> copy = new LinkedHashMap<>();
    parameters.forEach((name, values) -> copy.put(name, values.clone()));
    return copy;
  }

  /** The parameters that weight decay applies to: weights, not biases, gains or embeddings. */
  Set<String> decayed() {
    return weights;
  }

  void set(Map<String, double[]> values) {
    values.forEach(graph::setParameter);
  }

  double differentiate(Map<String, Tensor> feeds, Map<String, double[]> gradients) {
    return graph.differentiate(feeds, loss, gradients);
  }

  /** What the network adds to the log hazard of each patient. */
  double[] residual(Map<String, Tensor> feeds) {
    return graph.evaluate(feeds, List.of(residual)).get(0);
  }

  /**
   * The attention weights of each head of each block, each (n·M) × T: a row is the query of one
   * patient's modality.
   */
  List<double[]> attention(Map<String, Tensor> feeds) {
    return graph.evaluate(feeds, attention);
  }

  /** The loss without its gradient. */
  double loss(Map<String, Tensor> feeds) {
    return evaluate(feeds).loss();
  }

  /** The loss and the residual of each patient, in one pass. */
  Evaluation evaluate(Map<String, Tensor> feeds) {
    List<double[]> values = graph.evaluate(feeds, List.of(loss, residual));
    return new Evaluation(values.get(0)[0], values.get(1));
  }

  /** What {@link #evaluate} finds. */
  record Evaluation(double loss, double[] residual) {}

  @Override
  public void close() {
    graph.close();
  }
}
