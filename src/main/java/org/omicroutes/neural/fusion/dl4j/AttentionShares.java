package org.omicroutes.neural.fusion.dl4j;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.omicroutes.neural.fusion.FusionConfig;

/** How much attention each token gets, which a vertex of Deeplearning4j does not hand out. */
final class AttentionShares {
  private AttentionShares() {}

  /**
   * @param vertex of attention
   * @param fused what goes into it, patients × fused features
   * @return the mean over heads and attending tokens, patients × tokens
   */
  static double[][] of(FusionConfig config, GraphVertex vertex, INDArray fused, int patients) {
    int width = config.tokenWidth();
    int tokens = (int) fused.size(1) / width;
    int heads = config.attentionHeads();
    SameDiff graph = SameDiff.create();
    Map<String, SDVariable> params = new HashMap<>();
    vertex
        .paramTable(false)
        .forEach((name, array) -> params.put(name, graph.constant(name, array.dup('c'))));
    SDVariable rows =
        graph.constant("rows", fused.dup('c').reshape((long) patients * tokens, width));
    SDVariable weights = new AttentionVertex(tokens, width, heads).weights(graph, rows, params);
    // (patients · heads) × attending × attended to
    try (INDArray found = weights.eval();
        INDArray mean = found.reshape(patients, (long) heads * tokens, tokens).mean(1)) {
      return Dl4jFusion.rows(Arrays2d.values(mean), patients);
    }
  }
}
