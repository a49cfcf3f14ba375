package org.omicroutes.neural.fusion;

import java.util.function.DoubleConsumer;

/**
 * What trains and computes fusion networks. Same inputs, seed and engine give the same bits;
 * between engines they differ by rounding only.
 */
public interface FusionEngine {

  /** The engine's name, for records of what computed a result. */
  String name();

  /**
   * Trains a network, stopped early by the loss of the validation patients.
   *
   * @param progress told the share that is done, 0 to 1
   */
  FusionNetwork train(
      FusionConfig config,
      FusionData training,
      FusionData validation,
      long seed,
      DoubleConsumer progress);

  /** What a network says of patients, each as if alone (dropout off, running statistics). */
  FusionOutput ask(FusionNetwork network, FusionInputs patients);

  /**
   * How the log odds of each patient change with each of the inputs.
   *
   * @return patients × (genes, then continuous variables)
   */
  double[][] gradient(FusionNetwork network, FusionInputs patients);
}
