package org.omicroutes.neural.fusion.dl4j;

import java.util.Map;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dropout by the masks that all engines get, in place of Deeplearning4j's own random numbers. */
final class MaskedDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  private final String layer;
  private final transient Map<String, INDArray> masks;

  /**
   * @param masks of the present batch, by the layer's name; none: nothing is dropped
   */
  MaskedDropout(String layer, Map<String, INDArray> masks) {
    this.layer = layer;
    this.masks = masks;
  }

  private INDArray masked(INDArray from, INDArray into) {
    INDArray mask = masks.get(layer);
    if (mask == null) {
      return from == into ? into : into.assign(from);
    }
    return from.muli(mask, into);
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    return masked(input, result);
  }

  @Override
  public INDArray backprop(INDArray byOutput, INDArray byInput, int iteration, int epoch) {
    return masked(byOutput, byInput);
  }

  @Override
  public void clear() {
    // The masks are the training loop's.
  }

  /** The same object: layers of a copied configuration get the same masks. */
  @Override
  public MaskedDropout clone() {
    return this;
  }
}
