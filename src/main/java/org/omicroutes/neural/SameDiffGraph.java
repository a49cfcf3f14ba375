package org.omicroutes.neural;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.omicroutes.cohort.StopSignal;

/** A graph in SameDiff. */
final class SameDiffGraph implements Graph {
  private static final double LAYER_NORM_EPSILON = 1e-5;

  // SameDiff.GRAD_FN_KEY, which is not public.
  private static final String GRADIENT_FUNCTION = "grad";

  private record Value(SDVariable variable) implements Node {}

  private final SameDiff graph = SameDiff.create();
  private final Map<String, INDArray> parameters = new LinkedHashMap<>();
  private final List<INDArray> constants = new ArrayList<>();
  private SDVariable differentiated;

  @Override
  public Node placeholder(String name, int... shape) {
    return new Value(graph.placeHolder(name, DataType.DOUBLE, toLong(shape)));
  }

  @Override
  public Node parameter(String name, Tensor initial) {
    INDArray values = array(initial);
    SDVariable variable = graph.var(name, values);
    parameters.put(name, variable.getArr());
    return new Value(variable);
  }

  @Override
  public Node constant(Tensor value) {
    SDVariable constant = graph.constant(array(value));
    constants.add(constant.getArr());
    return new Value(constant);
  }

  @Override
  public Node add(Node a, Node b) {
    return new Value(of(a).add(of(b)));
  }

  @Override
  public Node multiply(Node a, Node b) {
    return new Value(of(a).mul(of(b)));
  }

  @Override
  public Node affine(Node a, double factor, double shift) {
    SDVariable scaled = factor == 1 ? of(a) : of(a).mul(factor);
    return new Value(shift == 0 ? scaled : scaled.add(shift));
  }

  @Override
  public Node matmul(Node a, Node b) {
    return new Value(graph.mmul(of(a), of(b)));
  }

  @Override
  public Node matmulTransposed(Node a, Node b) {
    return new Value(graph.mmul(of(a), of(b), false, true, false));
  }

  @Override
  public Node reshape(Node a, int... shape) {
    return new Value(graph.reshape(of(a), toLong(shape)));
  }

  @Override
  public Node sum(Node a, int axis) {
    return new Value(graph.sum(of(a), true, axis));
  }

  @Override
  public Node sum(Node a) {
    return new Value(graph.sum(of(a)));
  }

  @Override
  public Node exp(Node a) {
    return new Value(graph.math().exp(of(a)));
  }

  @Override
  public Node log(Node a) {
    return new Value(graph.math().log(of(a)));
  }

  @Override
  public Node relu(Node a) {
    return new Value(graph.nn().relu(of(a), 0));
  }

  @Override
  public Node softmax(Node a) {
    return new Value(graph.nn().softmax(of(a), -1));
  }

  /** Built from means: SameDiff's own operation takes no epsilon (a constant row gives NaN). */
  @Override
  public Node layerNorm(Node a, Node gain, Node bias) {
    SDVariable x = of(a);
    SDVariable centred = x.sub(graph.mean(x, true, -1));
    SDVariable variance = graph.mean(centred.mul(centred), true, -1);
    SDVariable scale = graph.math().rsqrt(variance.add(LAYER_NORM_EPSILON));
    return new Value(centred.mul(scale).mul(of(gain)).add(of(bias)));
  }

  @Override
  public List<String> parameterNames() {
    return List.copyOf(parameters.keySet());
  }

  @Override
  public void setParameter(String name, double[] values) {
    INDArray target = parameters.get(name);
    if (target == null || target.length() != values.length) {
      throw new IllegalArgumentException(
          "parameter " + name + ": " + values.length + " values, there is " + target);
    }
    target.data().asNioDouble().put(values);
  }

  @Override
  public List<double[]> evaluate(Map<String, Tensor> feeds, Collection<Node> nodes) {
    StopSignal.check();
    List<String> names = nodes.stream().map(n -> of(n).name()).toList();
    try (CallMemory memory = CallMemory.of(graph)) {
      Map<String, INDArray> outputs = graph.output(arrays(feeds, memory), names);
      List<double[]> values = new ArrayList<>();
      names.forEach(name -> values.add(values(outputs.get(name))));
      return values;
    }
  }

  @Override
  public double differentiate(
      Map<String, Tensor> feeds, Node loss, Map<String, double[]> gradients) {
    prepare(of(loss));
    try (CallMemory memory = CallMemory.of(graph.getFunction(GRADIENT_FUNCTION))) {
      var result =
          graph.calculateGradientsAndOutputs(
              arrays(feeds, memory), List.of(differentiated.name()), parameterNames());
      result.getGradients().forEach((name, gradient) -> gradients.put(name, values(gradient)));
      return result.getOutputs().get(differentiated.name()).getDouble(0);
    }
  }

  private void prepare(SDVariable loss) {
    if (differentiated == null) {
      graph.setLossVariables(loss);
      MutedThread.run(graph::createGradFunction);
      differentiated = loss;
    } else if (differentiated != loss) {
      throw new IllegalArgumentException("one graph has one loss");
    }
  }

  @Override
  public void close() {
    parameters.values().forEach(INDArray::close);
    parameters.clear();
    constants.forEach(INDArray::close);
    constants.clear();
  }

  private static SDVariable of(Node node) {
    return ((Value) node).variable();
  }

  private static Map<String, INDArray> arrays(Map<String, Tensor> feeds, CallMemory memory) {
    Map<String, INDArray> arrays = new HashMap<>();
    feeds.forEach((name, tensor) -> arrays.put(name, memory.hold(array(tensor))));
    return arrays;
  }

  /** Copied in one go: Nd4j.create and setData take every number by itself, ten times as long. */
  private static INDArray array(Tensor tensor) {
    if (tensor.values().length == 0) {
      return Nd4j.create(tensor.values(), toLong(tensor.shape()), 'c');
    }
    INDArray array = Nd4j.createUninitializedDetached(DataType.DOUBLE, toLong(tensor.shape()));
    array.data().asNioDouble().put(tensor.values());
    return array;
  }

  private static double[] values(INDArray array) {
    try (INDArray copy = array.dup('c')) {
      double[] values = new double[(int) copy.length()];
      copy.data().asNioDouble().get(values);
      return values;
    }
  }

  private static long[] toLong(int... shape) {
    return Arrays.stream(shape).asLongStream().toArray();
  }
}
