package org.omicroutes.neural.fusion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Inverted dropout: what is kept is divided by the share that is kept, so that nothing changes when
 * dropout is off. All engines get the same masks.
 */
final class FusionMasks {
  private final FusionConfig config;
  private final SplittableRandom random;

  FusionMasks(FusionConfig config, SplittableRandom random) {
    this.config = config;
    this.random = random;
  }

  /** The masks of the next batch, patients × width of the layer, by the layer's name. */
  Map<String, double[]> next(int patients) {
    Map<String, double[]> masks = new LinkedHashMap<>();
    if (config.genes() > 0) {
      put(masks, "input", patients, config.genes(), config.inputDropout());
      part(masks, "genomic", patients, config.genomicLayers());
    }
    if (config.continuous() > 0 || !config.levels().isEmpty()) {
      part(masks, "clinical", patients, config.clinicalLayers());
    }
    part(masks, "fusion", patients, config.fusionLayers());
    if (!config.headLayers().isEmpty()) {
      put(masks, "head.1", patients, config.headLayers().get(0), config.headDropout());
    }
    return masks;
  }

  private void part(Map<String, double[]> masks, String part, int patients, List<Integer> layers) {
    for (int i = 1; i <= layers.size(); i++) {
      put(masks, part + "." + i, patients, layers.get(i - 1), config.dropout());
    }
  }

  private void put(
      Map<String, double[]> masks, String layer, int patients, int width, double dropped) {
    if (dropped == 0) {
      return;
    }
    double[] mask = new double[patients * width];
    double kept = 1 / (1 - dropped);
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < dropped ? 0 : kept;
    }
    masks.put(layer, mask);
  }
}
