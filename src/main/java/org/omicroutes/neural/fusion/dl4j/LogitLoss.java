package org.omicroutes.neural.fusion.dl4j;

import java.util.function.Supplier;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Cross-entropy of the sigmoid of log odds. Deeplearning4j's own divides by p (1 − p), and
 * therefore cuts off probabilities near 0 and 1, which then are not trained any more. The patients'
 * weights are given as the mask of the labels.
 */
final class LogitLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<INDArray> weights;

  /**
   * @param weights of the present batch's patients, patients × 1
   */
  LogitLoss(Supplier<INDArray> weights) {
    this.weights = weights;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray logits, IActivation identity, INDArray mask, boolean average) {
    double sum = computeScoreArray(labels, logits, identity, mask).sumNumber().doubleValue();
    return average ? sum / labels.size(0) : sum;
  }

  /** log(1 + e^-|z|) + max(z, 0) − z y. */
  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray logits, IActivation identity, INDArray mask) {
    INDArray loss = Transforms.exp(Transforms.abs(logits, true).negi(), false);
    Transforms.log(loss.addi(1), false);
    loss.addi(Transforms.max(logits, 0, true)).subi(logits.mul(labels));
    return loss.muli(weights.get());
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray logits, IActivation identity, INDArray mask) {
    INDArray gradient = Transforms.sigmoid(logits, true).subi(labels);
    return gradient.muli(weights.get());
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray logits, IActivation identity, INDArray mask, boolean average) {
    return Pair.of(
        computeScore(labels, logits, identity, mask, average),
        computeGradient(labels, logits, identity, mask));
  }

  @Override
  public String name() {
    return "cross-entropy of log odds";
  }
}
