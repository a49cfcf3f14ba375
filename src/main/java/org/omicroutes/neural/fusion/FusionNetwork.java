package org.omicroutes.neural.fusion;

import java.util.List;
import java.util.Map;

/**
 * A trained network: its sizes and the values of its best epoch. Plain values, saved as JSON.
 *
 * @param config what it was built and trained by
 * @param engine what computed the training
 * @param bestEpoch the epoch whose values these are, from 1; 0: untrained
 * @param values row-major, by the parameter's name; running means and variances of batch
 *     normalisation too
 * @param history one row an epoch
 */
public record FusionNetwork(
    FusionConfig config,
    String engine,
    int bestEpoch,
    Map<String, double[]> values,
    List<Epoch> history) {

  /**
   * How training went in an epoch; losses are weighted cross-entropies without the penalty, dropout
   * off.
   */
  public record Epoch(
      int epoch,
      double learningRate,
      double trainingLoss,
      double validationLoss,
      double trainingAccuracy,
      double validationAccuracy) {}
}
