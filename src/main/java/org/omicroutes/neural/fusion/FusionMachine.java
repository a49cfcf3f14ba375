package org.omicroutes.neural.fusion;

import java.util.Map;

/** A network in the memory of an engine; used by one thread at a time. */
public interface FusionMachine extends AutoCloseable {

  /**
   * A step of Adam against the gradient of the loss: the mean of the weighted cross-entropies of
   * the batch and the penalty. The batch's own means and variances normalise it and move the
   * running ones.
   *
   * @throws IllegalArgumentException where labels or weights are missing
   */
  void step(FusionBatch batch, double learningRate);

  /** What the network says, by its running means and variances. */
  FusionOutput ask(FusionBatch batch);

  /** Copies of the parameters, by name. */
  Map<String, double[]> values();

  @Override
  void close();
}
