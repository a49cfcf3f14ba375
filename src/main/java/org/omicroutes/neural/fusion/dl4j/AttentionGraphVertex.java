package org.omicroutes.neural.fusion.dl4j;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.samediff.SameDiffGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.omicroutes.neural.CallMemory;
import org.omicroutes.neural.MutedThread;

/**
 * {@link AttentionVertex} at work. What Deeplearning4j does itself with a vertex of SameDiff hands
 * the error of the layers above over twice (hence the wrong gradient of its own attention), and
 * keeps native memory until Java collects garbage. Here the error is the factor of a sum, which
 * SameDiff differentiates, and every pass gives its memory back.
 */
final class AttentionGraphVertex extends SameDiffGraphVertex {
  private static final String ERROR = "error";
  private static final String GRADIENT_FUNCTION = "grad";

  private final transient AttentionVertex vertex;
  private final transient SameDiff graph = SameDiff.create();
  private final transient String result;
  private final transient String loss;

  AttentionGraphVertex(
      AttentionVertex vertex,
      ComputationGraph network,
      String name,
      int index,
      INDArray params,
      boolean initialise) {
    super(vertex, network, name, index, params, initialise, DataType.DOUBLE);
    this.vertex = vertex;
    Map<String, SDVariable> given = new LinkedHashMap<>();
    int fused = vertex.fusedWidth();
    given.put(
        AttentionVertex.TOKENS,
        graph.placeHolder(AttentionVertex.TOKENS, DataType.DOUBLE, -1, fused));
    vertex
        .getVertexParams()
        .getParamShapes()
        .forEach((p, shape) -> given.put(p, graph.placeHolder(p, DataType.DOUBLE, shape)));
    SDVariable output = vertex.defineVertex(graph, given, given, Map.of());
    SDVariable error = graph.placeHolder(ERROR, DataType.DOUBLE, -1, fused);
    SDVariable sum = graph.sum(output.mul(error));
    result = output.name();
    loss = sum.name();
    graph.setLossVariables(sum);
    MutedThread.run(() -> graph.createGradFunction(given.keySet().toArray(String[]::new)));
  }

  private Map<String, INDArray> given() {
    Map<String, INDArray> given = new HashMap<>(paramTable);
    given.put(AttentionVertex.TOKENS, inputs[0]);
    return given;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    try (CallMemory memory = CallMemory.of(graph)) {
      return workspaces.dup(ArrayType.ACTIVATIONS, graph.outputSingle(given(), result));
    }
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
    Map<String, INDArray> given = given();
    given.put(ERROR, epsilon);
    List<String> asked = List.copyOf(given().keySet());
    try (CallMemory memory = CallMemory.of(graph.getFunction(GRADIENT_FUNCTION))) {
      Map<String, INDArray> found =
          graph.calculateGradientsAndOutputs(given, List.of(loss), asked).getGradients();
      Gradient gradient = new DefaultGradient();
      for (String p : vertex.getVertexParams().getParamShapes().keySet()) {
        INDArray view = gradTable.get(p);
        view.assign(found.get(p));
        gradient.gradientForVariable().put(p, view);
      }
      INDArray byTokens =
          workspaces.dup(ArrayType.ACTIVATION_GRAD, found.get(AttentionVertex.TOKENS));
      return new Pair<>(gradient, new INDArray[] {byTokens});
    }
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int patients) {
    // Every patient has all tokens.
    return null;
  }
}
