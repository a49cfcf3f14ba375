package org.omicroutes.neural;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.omicroutes.neural.Graph.Node;

/**
 * A transformer over the modalities of a patient (Vaswani et al., <i>Attention is all you need</i>,
 * arXiv:1706.03762; cross-attention between modalities after Tsai et al., <i>Multimodal transformer
 * for unaligned multimodal language sequences</i>, arXiv:1906.00295). n patients, M modalities, F
 * features, T tokens, width d.
 *
 * <p>A token is a group of features of one modality: {@code Σ_f x_f E_f + B_t}, the embeddings of
 * its features and one of its own (Gorishniy et al., arXiv:2106.11959). Then come self-attention
 * among the tokens of a modality, cross-attention from each token to the tokens of all other
 * modalities, and a feed-forward layer, each residual after layer normalisation, with dropout. The
 * tokens of the modalities that are present are summed into a patient embedding, each modality with
 * the same share; the linear Cox head starts at zero. A token of an absent modality is no key and
 * is not pooled. In training, modalities are hidden at random, so that the network meets patients
 * who lack some.
 */
public final class ModalityTransformer extends CoxNetwork {
  /** The input of the features: n × F, 0 where unknown. */
  public static final String VALUES = "values";

  /** The input of the modalities: n × M, 1 where the patient has it, else 0. */
  public static final String PRESENT = "present";

  private static final String TOKENS = "present_tokens";
  private static final String REACHABLE = "reachable";
  private static final String POOL = "pool";
  private static final double MASKED = 1e9;
  private static final double HIDDEN_MODALITIES = 0.1;

  private final int[] tokenOf;
  private final int[] modalityOf;
  private final int[] sizes;
  private final int heads;
  private final CoxSettings settings;

  /**
   * @param tokenOf the token of each feature, from 0
   * @param modalityOf the modality of each token, from 0; every modality has a token
   * @param heads of each attention; the width is a multiple of it
   */
  public ModalityTransformer(int[] tokenOf, int[] modalityOf, int heads, CoxSettings settings) {
    if (settings.width() % heads != 0) {
      throw new IllegalArgumentException(
          "width: found " + settings.width() + ", expected a multiple of " + heads);
    }
    this.tokenOf = tokenOf.clone();
    this.modalityOf = modalityOf.clone();
    this.sizes = new int[Arrays.stream(modalityOf).max().orElse(-1) + 1];
    for (int m : modalityOf) {
      sizes[m]++;
    }
    this.heads = heads;
    this.settings = settings;
  }

  @Override
  Node logHazard(Layers layers) {
    Graph graph = layers.graph();
    int tokens = modalityOf.length;
    int width = settings.width();
    Node present = graph.placeholder(TOKENS, -1, tokens);
    Node reachable = graph.placeholder(REACHABLE, -1, tokens);
    Node state = tokens(layers);
    Node self = attention(layers, "self", state, mask(graph, present, present, true), present);
    state = graph.add(state, dropped(layers, "self", self));
    Node cross =
        attention(layers, "cross", state, mask(graph, present, reachable, false), reachable);
    state = graph.add(state, dropped(layers, "cross", cross));
    state = graph.add(state, dropped(layers, "forward", forward(layers, state)));
    Node pool = graph.placeholder(POOL, -1, tokens, 1);
    Node pooled = graph.sum(graph.multiply(graph.reshape(state, -1, tokens, width), pool), 1);
    return graph.matmul(graph.reshape(pooled, -1, width), layers.zeroWeight("head", width, 1));
  }

  /** (n·T) × d. The sum over a token's features is one product with a block matrix. */
  private Node tokens(Layers layers) {
    Graph graph = layers.graph();
    int features = tokenOf.length;
    int tokens = modalityOf.length;
    int width = settings.width();
    double[] size = new double[tokens];
    for (int t : tokenOf) {
      size[t]++;
    }
    double[] share = new double[features * tokens];
    for (int f = 0; f < features; f++) {
      share[f * tokens + tokenOf[f]] = 1 / Math.sqrt(size[tokenOf[f]]);
    }
    double spread = 1 / Math.sqrt(width);
    Node embedding = layers.normal("embedding", spread, features, 1, width);
    Node blocks = graph.multiply(graph.constant(new Tensor(share, features, tokens, 1)), embedding);
    Node sums =
        graph.matmul(
            graph.placeholder(VALUES, -1, features),
            graph.reshape(blocks, features, tokens * width));
    Node own = layers.normal("token", spread, 1, tokens * width);
    return graph.reshape(graph.add(sums, own), -1, width);
  }

  /**
   * n × T × T, 0 where the token of the row may look at that of the column, else very negative. The
   * row of a token that has nothing to look at is not masked: it is wiped out after the softmax,
   * which would give 0 / 0 where all are masked.
   */
  private Node mask(Graph graph, Node present, Node heard, boolean within) {
    int tokens = modalityOf.length;
    double[] allowed = new double[tokens * tokens];
    for (int q = 0; q < tokens; q++) {
      for (int k = 0; k < tokens; k++) {
        allowed[q * tokens + k] = (modalityOf[q] == modalityOf[k]) == within ? 1 : 0;
      }
    }
    Node keys =
        graph.multiply(
            graph.reshape(present, -1, 1, tokens),
            graph.constant(new Tensor(allowed, 1, tokens, tokens)));
    Node idle = graph.affine(graph.reshape(heard, -1, tokens, 1), -1, 1);
    return graph.affine(graph.add(keys, idle), MASKED, -MASKED);
  }

  /**
   * Several heads of scaled dot products.
   *
   * @param mask added to the scores
   * @param heard n × T, 0 for a token that has nothing to look at
   */
  private Node attention(Layers layers, String name, Node state, Node mask, Node heard) {
    Graph graph = layers.graph();
    int width = settings.width();
    int depth = width / heads;
    Node rows = layers.normalised(name, state, width);
    Node any = graph.reshape(heard, -1, 1);
    Node sum = null;
    for (int h = 0; h < heads; h++) {
      String head = name + ".head" + h;
      Node query = projected(layers, head + ".query", rows, depth);
      Node key = projected(layers, head + ".key", rows, depth);
      Node value = projected(layers, head + ".value", rows, depth);
      Node scores = graph.affine(graph.matmulTransposed(query, key), 1 / Math.sqrt(depth), 0);
      Node weight = graph.softmax(graph.add(scores, mask));
      Node read = graph.reshape(graph.matmul(weight, value), -1, depth);
      Node out = layers.weight(head + ".out", 1 / Math.sqrt(width), depth, width);
      Node heardByHead = graph.matmul(graph.multiply(read, any), out);
      sum = sum == null ? heardByHead : graph.add(sum, heardByHead);
    }
    return sum;
  }

  /** n × T × depth. */
  private Node projected(Layers layers, String name, Node rows, int depth) {
    int width = settings.width();
    Node weight = layers.weight(name, 1 / Math.sqrt(width), width, depth);
    return layers
        .graph()
        .reshape(layers.graph().matmul(rows, weight), -1, modalityOf.length, depth);
  }

  private Node forward(Layers layers, Node state) {
    Graph graph = layers.graph();
    int width = settings.width();
    int hidden = 2 * width;
    Node rows = layers.normalised("forward", state, width);
    Node up = graph.matmul(rows, layers.weight("up", Math.sqrt(2.0 / width), width, hidden));
    Node active = graph.relu(graph.add(up, layers.fill("up.bias", 0, 1, hidden)));
    Node down = graph.matmul(active, layers.weight("down", Math.sqrt(1.0 / hidden), hidden, width));
    return graph.add(down, layers.fill("down.bias", 0, 1, width));
  }

  private Node dropped(Layers layers, String name, Node state) {
    return layers.dropout(
        "dropped_" + name, state, settings.dropout(), modalityOf.length, settings.width());
  }

  @Override
  Map<String, Tensor> feeds(NetworkInputs inputs) {
    int n = inputs.patients();
    int tokens = modalityOf.length;
    double[][] values = inputs.rows().get(VALUES);
    double[][] modalities = inputs.rows().get(PRESENT);
    double[] x = new double[n * tokenOf.length];
    double[] present = new double[n * tokens];
    double[] reachable = new double[n * tokens];
    double[] pool = new double[n * tokens];
    for (int i = 0; i < n; i++) {
      double count = Arrays.stream(modalities[i]).sum();
      for (int f = 0; f < tokenOf.length; f++) {
        x[i * tokenOf.length + f] = values[i][f] * modalities[i][modalityOf[tokenOf[f]]];
      }
      for (int t = 0; t < tokens; t++) {
        double here = modalities[i][modalityOf[t]];
        present[i * tokens + t] = here;
        reachable[i * tokens + t] = count - here > 0 ? 1 : 0;
        pool[i * tokens + t] = here > 0 ? 1 / (count * Math.sqrt(sizes[modalityOf[t]])) : 0;
      }
    }
    Map<String, Tensor> feeds = new HashMap<>();
    feeds.put(VALUES, new Tensor(x, n, tokenOf.length));
    feeds.put(TOKENS, new Tensor(present, n, tokens));
    feeds.put(REACHABLE, new Tensor(reachable, n, tokens));
    feeds.put(POOL, new Tensor(pool, n, tokens, 1));
    return feeds;
  }

  @Override
  boolean thins() {
    return true;
  }

  /** Hides modalities; each patient keeps at least one of those there. */
  @Override
  NetworkInputs thinned(NetworkInputs inputs, SplittableRandom random) {
    double[][] present = inputs.rows().get(PRESENT);
    double[][] kept = new double[present.length][sizes.length];
    for (int i = 0; i < kept.length; i++) {
      double left = 0;
      for (int m = 0; m < sizes.length; m++) {
        kept[i][m] = random.nextDouble() >= HIDDEN_MODALITIES ? present[i][m] : 0;
        left += kept[i][m];
      }
      if (left == 0) {
        kept[i] = present[i];
      }
    }
    Map<String, double[][]> rows = new LinkedHashMap<>(inputs.rows());
    rows.put(PRESENT, kept);
    return new NetworkInputs(inputs.patients(), rows);
  }
}
