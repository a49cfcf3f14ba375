package org.omicroutes.neural;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A differentiable computation, declared once and then run many times. Axes count from 0; in a
 * declared shape, the first axis may be -1 (any length: the patients of a batch). Elementwise
 * operations broadcast axes of length 1, as NumPy does, among nodes of the same rank. All
 * arithmetic is in double precision. Not safe for use by several threads at once.
 */
public interface Graph extends AutoCloseable {

  /** A value inside the graph it came from. */
  interface Node {}

  /** A value fed at every run. */
  Node placeholder(String name, int... shape);

  /** A trained value; {@link #setParameter} changes it between runs. */
  Node parameter(String name, Tensor initial);

  /** A fixed value. */
  Node constant(Tensor value);

  Node add(Node a, Node b);

  Node multiply(Node a, Node b);

  /** {@code factor * a + shift}. */
  Node affine(Node a, double factor, double shift);

  /**
   * The product of two matrices (rank 2), or of each matrix of {@code a} with the one of {@code b}
   * at the same place on the first axis (rank 3).
   */
  Node matmul(Node a, Node b);

  /**
   * The product of {@code a} and the transposed {@code b}, of the same ranks as {@link #matmul}.
   */
  Node matmulTransposed(Node a, Node b);

  /** The same values in another shape; one axis may be -1. */
  Node reshape(Node a, int... shape);

  /** The sum over one axis, which is kept with length 1. */
  Node sum(Node a, int axis);

  /** The sum of all values, rank 0. */
  Node sum(Node a);

  Node exp(Node a);

  /** The natural logarithm. */
  Node log(Node a);

  /** {@code max(0, a)}. */
  Node relu(Node a);

  /** Exponentials along the last axis, divided by their sum. */
  Node softmax(Node a);

  /**
   * Each row of {@code a} (last axis) brought to mean 0 and variance 1, then scaled and shifted.
   * Ba, Kiros, Hinton, <i>Layer normalization</i>, arXiv:1607.06450.
   *
   * @param gain as long as the last axis
   * @param bias as long as the last axis
   */
  Node layerNorm(Node a, Node gain, Node bias);

  /** The names of the parameters in the order of their declaration. */
  List<String> parameterNames();

  /** Sets the values of a parameter, row-major. */
  void setParameter(String name, double[] values);

  /** The values of the nodes, row-major, in the order of {@code nodes}. */
  List<double[]> evaluate(Map<String, Tensor> feeds, Collection<Node> nodes);

  /**
   * The value of {@code loss} (rank 0) and, in {@code gradients}, its derivative by each parameter.
   * Always the same {@code loss} for one graph.
   */
  double differentiate(Map<String, Tensor> feeds, Node loss, Map<String, double[]> gradients);

  /** Frees the memory behind the graph. */
  @Override
  void close();
}
