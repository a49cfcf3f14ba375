package org.omicroutes.neural.plain;

import java.util.List;
import org.omicroutes.neural.Graph;

/**
 * One operation of a graph. In a run it has a shape, found from those of its inputs, a value, and,
 * where a trained value is behind it, the derivative of the loss by each number of that value.
 */
abstract class Operation implements Graph.Node {
  private final List<Operation> inputs;
  private final boolean trained;
  private int[] shape;
  private int size;
  private double[] value;
  private double[] gradient;

  Operation(Operation... inputs) {
    this(List.of(inputs).stream().anyMatch(Operation::trained), inputs);
  }

  /**
   * @param trained whether the loss is differentiated by it
   */
  Operation(boolean trained, Operation... inputs) {
    this.inputs = List.of(inputs);
    this.trained = trained;
  }

  /** The shape of the value, when those of the inputs are known. */
  abstract int[] resultShape();

  /** Fills {@link #value()} from those of the inputs. */
  abstract void compute(Buffers buffers);

  /** Adds what this operation passes on of {@link #gradient()} to those of its trained inputs. */
  abstract void differentiate(Buffers buffers);

  /** Whether {@link #differentiate} reads the value of this input. */
  boolean readsInput(int input) {
    return false;
  }

  /** Whether {@link #differentiate} reads the operation's own value. */
  boolean readsValue() {
    return false;
  }

  /** Who holds value and gradient: the operation itself, or the one that it is another view of. */
  Operation storage() {
    return this;
  }

  final List<Operation> inputs() {
    return inputs;
  }

  final Operation input(int i) {
    return inputs.get(i);
  }

  final boolean trained() {
    return trained;
  }

  final int[] shape() {
    return shape;
  }

  /** How many numbers the value has; the arrays may be longer. */
  final int size() {
    return size;
  }

  final void shape(int... found) {
    shape = found;
    size = Shapes.size(found);
  }

  final double[] value() {
    return storage().value;
  }

  final void value(double[] array) {
    value = array;
  }

  /** Null until something has been added. */
  final double[] gradient() {
    return storage().gradient;
  }

  /** The gradient to add to. */
  final double[] gradientIn(Buffers buffers) {
    Operation holder = storage();
    if (holder.gradient == null) {
      holder.gradient = holder.newGradient(buffers);
    }
    return holder.gradient;
  }

  /** Zeros, as many as the value has. */
  double[] newGradient(Buffers buffers) {
    return buffers.takeZeros(size);
  }

  final void forgetGradient() {
    gradient = null;
  }
}
