package org.omicroutes.neural;

import java.util.HashMap;
import java.util.Map;
import org.omicroutes.neural.Graph.Node;

/**
 * A survival network of two graph convolutions over genes (Kipf, Welling, <i>Semi-supervised
 * classification with graph convolutional networks</i>, arXiv:1609.02907). n patients, G genes, F
 * features a gene, width H, embedding D = H.
 *
 * <p>{@code H₁ = ReLU([ÂX, X] W₀)}, {@code H₂ = [ÂH₁, H₁] W₁}, both for every patient, with the
 * symmetrically normalised adjacency Â with self-loops. The genes of H₂ are pooled into a patient
 * embedding by a mean that each gene enters with learned weights, one for each channel, which start
 * at zero; a linear Cox head takes embedding and clinical variables. A gene's own values stand
 * beside the propagated ones, so that a gene can go against its neighbours (Hamilton, Ying,
 * Leskovec, arXiv:1706.02216). The product ÂX has no parameters: it is taken beforehand, outside.
 *
 * <p>H₂ is linear in H₁, as in the paper, and Â symmetric: {@code Σ_g p_g (Â H₁)_g = Σ_g (Â p)_g
 * H₁_g}. So the second propagation is of the pooling weights, once, and not of the states of each
 * patient: the same sum at a fraction of the work.
 */
public final class GeneGraphNetwork extends CoxNetwork {
  /** The input of the genes: for each patient G · F numbers, gene by gene. */
  public static final String NODES = "nodes";

  /** The input of the clinical variables; absent where there are none. */
  public static final String CLINICAL = "clinical";

  private final Tensor adjacency;
  private final int features;
  private final int clinical;
  private final CoxSettings settings;

  /**
   * @param adjacency Â, G × G
   * @param features F
   * @param clinical how many clinical variables there are; may be 0
   */
  public GeneGraphNetwork(double[][] adjacency, int features, int clinical, CoxSettings settings) {
    int genes = adjacency.length;
    this.adjacency = Tensor.zeros(genes, genes);
    for (int g = 0; g < genes; g++) {
      System.arraycopy(adjacency[g], 0, this.adjacency.values(), g * genes, genes);
    }
    this.features = features;
    this.clinical = clinical;
    this.settings = settings;
  }

  @Override
  Node logHazard(Layers layers) {
    Graph graph = layers.graph();
    int genes = adjacency.shape()[0];
    int width = settings.width();
    Node nodes = graph.placeholder(NODES, -1, genes * features);
    Node first = layers.weight("convolution1", Math.sqrt(2.0 / features), features, width);
    Node states = graph.relu(graph.matmul(graph.reshape(nodes, -1, features), first));
    Node pooling = layers.zeroWeight("pooling", genes, width);
    pooling = layers.rowDropout("dropped_genes", pooling, settings.dropout(), genes);
    Node propagated = graph.matmul(graph.constant(adjacency), pooling);
    Node read =
        graph.add(
            read(layers, "convolution2", propagated, genes), read(layers, "self2", pooling, genes));
    Node sum =
        graph.matmul(
            graph.reshape(states, -1, genes * width), graph.reshape(read, genes * width, width));
    Node embedding = graph.affine(sum, 1.0 / genes, 0);
    Node eta = graph.matmul(embedding, layers.weight("head", 1 / Math.sqrt(width), width, 1));
    if (clinical > 0) {
      Node known = graph.placeholder(CLINICAL, -1, clinical);
      // A head on the concatenation is the sum of a head on each.
      eta = graph.add(eta, graph.matmul(known, layers.zeroWeight("clinical_head", clinical, 1)));
    }
    return eta;
  }

  /** Pooling weights times weights of the second layer: genes × width × embedding. */
  private Node read(Layers layers, String name, Node pooling, int genes) {
    int width = settings.width();
    return layers
        .graph()
        .multiply(
            layers.graph().reshape(pooling, genes, 1, width),
            layers.weight(name, Math.sqrt(0.5 / width), 1, width, width));
  }

  @Override
  Map<String, Tensor> feeds(NetworkInputs inputs) {
    Map<String, Tensor> feeds = new HashMap<>();
    feeds.put(NODES, inputs.tensor(NODES));
    if (clinical > 0) {
      feeds.put(CLINICAL, inputs.tensor(CLINICAL));
    }
    return feeds;
  }
}
