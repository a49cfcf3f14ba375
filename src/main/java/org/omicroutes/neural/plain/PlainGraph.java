package org.omicroutes.neural.plain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.neural.Graph;
import org.omicroutes.neural.Tensor;

/**
 * A graph whose operations are Java loops. Derivatives are found backwards (reverse-mode automatic
 * differentiation: Griewank, Walther, <i>Evaluating derivatives</i>, SIAM 2008), of those
 * operations alone that a trained value is behind. Arrays are used again from run to run.
 */
final class PlainGraph implements Graph {
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, Leaf> parameters = new LinkedHashMap<>();
  private final Map<List<Operation>, Plan> plans = new HashMap<>();
  private final Buffers buffers = new Buffers();
  private Plan differentiation;
  private Operation differentiated;

  private <T extends Operation> T declared(T operation) {
    operations.add(operation);
    return operation;
  }

  private static Operation of(Node node) {
    return (Operation) node;
  }

  @Override
  public Node placeholder(String name, int... shape) {
    return declared(Leaf.placeholder(name, shape));
  }

  @Override
  public Node parameter(String name, Tensor initial) {
    Leaf leaf = declared(Leaf.parameter(name, initial));
    if (parameters.putIfAbsent(name, leaf) != null) {
      throw new IllegalArgumentException("a second parameter " + name);
    }
    return leaf;
  }

  @Override
  public Node constant(Tensor value) {
    return declared(Leaf.constant(value));
  }

  @Override
  public Node add(Node a, Node b) {
    return declared(new Binary.Add(of(a), of(b)));
  }

  @Override
  public Node multiply(Node a, Node b) {
    return declared(new Binary.Multiply(of(a), of(b)));
  }

  @Override
  public Node affine(Node a, double factor, double shift) {
    return declared(new Unary.Affine(of(a), factor, shift));
  }

  @Override
  public Node matmul(Node a, Node b) {
    return declared(new MatrixProduct(of(a), of(b), false));
  }

  @Override
  public Node matmulTransposed(Node a, Node b) {
    return declared(new MatrixProduct(of(a), of(b), true));
  }

  @Override
  public Node reshape(Node a, int... shape) {
    return declared(new Reshape(of(a), shape));
  }

  @Override
  public Node sum(Node a, int axis) {
    return declared(Sum.over(of(a), axis));
  }

  @Override
  public Node sum(Node a) {
    return declared(Sum.ofAll(of(a)));
  }

  @Override
  public Node exp(Node a) {
    return declared(new Unary.Exp(of(a)));
  }

  @Override
  public Node log(Node a) {
    return declared(new Unary.Log(of(a)));
  }

  @Override
  public Node relu(Node a) {
    return declared(new Unary.Relu(of(a)));
  }

  @Override
  public Node softmax(Node a) {
    return declared(new Softmax(of(a)));
  }

  @Override
  public Node layerNorm(Node a, Node gain, Node bias) {
    return declared(new LayerNorm(of(a), of(gain), of(bias)));
  }

  @Override
  public List<String> parameterNames() {
    return List.copyOf(parameters.keySet());
  }

  @Override
  public void setParameter(String name, double[] values) {
    Leaf parameter = parameters.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    parameter.copy(values);
  }

  @Override
  public List<double[]> evaluate(Map<String, Tensor> feeds, Collection<Node> nodes) {
    List<Operation> wanted = nodes.stream().map(PlainGraph::of).toList();
    Plan plan = plans.computeIfAbsent(wanted, all -> Plan.of(operations, all, false));
    forward(plan, feeds);
    List<double[]> values =
        wanted.stream().map(node -> Arrays.copyOf(node.value(), node.size())).toList();
    release(plan.kept());
    return values;
  }

  @Override
  public double differentiate(
      Map<String, Tensor> feeds, Node loss, Map<String, double[]> gradients) {
    prepare(of(loss));
    forward(differentiation, feeds);
    if (differentiated.size() != 1) {
      throw new IllegalArgumentException(
          "found a loss of the shape "
              + Arrays.toString(differentiated.shape())
              + ", expected a single number");
    }
    double value = differentiated.value()[0];
    backward(differentiation.steps());
    parameters.forEach((name, leaf) -> gradients.put(name, leaf.gradientIn(buffers)));
    parameters.values().forEach(Operation::forgetGradient);
    release(differentiation.kept());
    return value;
  }

  private void prepare(Operation loss) {
    if (differentiation == null) {
      differentiation = Plan.of(operations, List.of(loss), true);
      differentiated = loss;
    } else if (differentiated != loss) {
      throw new IllegalArgumentException("one graph has one loss");
    }
    operations.forEach(Operation::forgetGradient);
  }

  private void forward(Plan plan, Map<String, Tensor> feeds) {
    for (Leaf leaf : plan.leaves()) {
      if (leaf.isFed()) {
        leaf.set(feeds.get(leaf.name()));
      }
    }
    for (int step = 0; step < plan.steps().size(); step++) {
      Operation operation = plan.steps().get(step);
      operation.shape(operation.resultShape());
      if (operation.storage() == operation) {
        operation.value(buffers.take(operation.size()));
      }
      operation.compute(buffers);
      release(plan.unused().get(step));
    }
  }

  private void release(List<Operation> unused) {
    for (Operation operation : unused) {
      buffers.give(operation.value());
      operation.value(null);
    }
  }

  private void backward(List<Operation> steps) {
    if (differentiated.trained()) {
      differentiated.gradientIn(buffers)[0] = 1;
    }
    for (int step = steps.size() - 1; step >= 0; step--) {
      Operation operation = steps.get(step);
      if (operation.trained() && operation.gradient() != null) {
        operation.differentiate(buffers);
      }
      // Of another view the gradient is still being gathered.
      if (operation.storage() == operation && operation.gradient() != null) {
        buffers.give(operation.gradient());
        operation.forgetGradient();
      }
    }
  }

  @Override
  public void close() {
    buffers.clear();
    plans.clear();
    differentiation = null;
  }
}
