package org.omicroutes.neural.fusion.dl4j;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDVertexParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multi-head attention of a patient's tokens, added to the tokens. In place of Deeplearning4j's
 * {@code AttentionVertex}, whose gradient is wrong.
 */
final class AttentionVertex extends SameDiffVertex {
  static final List<String> PROJECTIONS = List.of("query", "key", "value", "output");
  private static final long serialVersionUID = 1L;
  static final String TOKENS = "tokens";

  private final int tokens;
  private final int width;
  private final int heads;

  AttentionVertex(int tokens, int width, int heads) {
    this.tokens = tokens;
    this.width = width;
    this.heads = heads;
  }

  int fusedWidth() {
    return tokens * width;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph network,
      String name,
      int index,
      INDArray params,
      boolean initialise,
      DataType type) {
    setName(name);
    return new AttentionGraphVertex(this, network, name, index, params, initialise);
  }

  @Override
  public void defineParametersAndInputs(SDVertexParams params) {
    params.defineInputs(TOKENS);
    for (String projection : PROJECTIONS) {
      params.addWeightParam(projection + ".weight", width, width);
      params.addBiasParam(projection + ".bias", 1, width);
    }
  }

  @Override
  public void initializeParameters(Map<String, INDArray> params) {
    // They are set from the values that all engines start from.
  }

  @Override
  public SDVariable defineVertex(
      SameDiff graph,
      Map<String, SDVariable> inputs,
      Map<String, SDVariable> params,
      Map<String, SDVariable> masks) {
    SDVariable fused = inputs.get(TOKENS);
    SDVariable rows = graph.reshape(fused, -1, width);
    SDVariable weights = weights(graph, rows, params);
    SDVariable values = split(graph, project(graph, rows, params, "value"));
    SDVariable mixed = joined(graph, graph.mmul(weights, values));
    SDVariable result = project(graph, mixed, params, "output");
    return graph.reshape(result.add(rows), -1, (long) tokens * width);
  }

  /**
   * The softmax of the scores.
   *
   * @param rows (patients · tokens) × width
   * @return (patients · heads) × attending tokens × tokens
   */
  SDVariable weights(SameDiff graph, SDVariable rows, Map<String, SDVariable> params) {
    SDVariable query = split(graph, project(graph, rows, params, "query"));
    SDVariable key = split(graph, project(graph, rows, params, "key"));
    double scale = 1 / Math.sqrt((double) width / heads);
    return graph.nn().softmax(graph.mmul(query, key, false, true, false).mul(scale), -1);
  }

  private static SDVariable project(
      SameDiff graph, SDVariable rows, Map<String, SDVariable> params, String name) {
    return graph.mmul(rows, params.get(name + ".weight")).add(params.get(name + ".bias"));
  }

  /** Each head's columns as matrices of their own. */
  private SDVariable split(SameDiff graph, SDVariable rows) {
    long each = width / heads;
    SDVariable apart = graph.reshape(rows, -1, tokens, heads, each);
    return graph.reshape(graph.permute(apart, 0, 2, 1, 3), -1, tokens, each);
  }

  private SDVariable joined(SameDiff graph, SDVariable split) {
    SDVariable apart = graph.reshape(split, -1, heads, tokens, width / heads);
    return graph.reshape(graph.permute(apart, 0, 2, 1, 3), -1, width);
  }

  @Override
  public InputType getOutputType(int layer, InputType... inputs) {
    return InputType.feedForward((long) tokens * width);
  }

  @Override
  public GraphVertex clone() {
    AttentionVertex copy = new AttentionVertex(tokens, width, heads);
    copy.setRegularization(getRegularization());
    copy.setRegularizationBias(getRegularizationBias());
    copy.setUpdater(getUpdater());
    copy.setBiasUpdater(getBiasUpdater());
    copy.setGradientNormalization(getGradientNormalization());
    copy.setGradientNormalizationThreshold(getGradientNormalizationThreshold());
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AttentionVertex that
        && tokens == that.tokens
        && width == that.width
        && heads == that.heads;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * tokens + width) + heads;
  }
}
