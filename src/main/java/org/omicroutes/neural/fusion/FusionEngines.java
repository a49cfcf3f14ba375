package org.omicroutes.neural.fusion;

import java.util.List;
import org.omicroutes.neural.Device;
import org.omicroutes.neural.Engine;
import org.omicroutes.neural.Engines;
import org.omicroutes.neural.fusion.dl4j.Dl4jFusionEngine;
import org.omicroutes.neural.fusion.plain.PlainFusionEngine;
import org.omicroutes.neural.plain.PlainEngine;

/**
 * Which engine computes fusion networks, by the setting of {@link Engines}: {@code nd4j} is
 * Deeplearning4j, {@code plain} Java alone, and {@code auto} Deeplearning4j for wide networks where
 * it can be loaded. Both give the same to 1e-7, and what one has trained the other reads.
 */
public final class FusionEngines {
  /** Outputs of the first genomic layer; in narrower networks Deeplearning4j's calls cost more. */
  static final int WIDE = 512;

  /** A native executable holds nothing of Deeplearning4j; constant when it is built. */
  private static final boolean NATIVE =
      System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  private FusionEngines() {}

  /**
   * The engine for networks of these sizes.
   *
   * @throws IllegalArgumentException for another setting, {@code nd4j} where it cannot be loaded,
   *     or a {@link Device} that cannot be used
   */
  public static FusionEngine preferred(FusionConfig config) {
    // Who asks for a graphics card is told where none would be used.
    Device.current();
    if (Engines.setting().equals("auto") && !isWide(config)) {
      return new PlainFusionEngine();
    }
    Engine engine = Engines.preferred();
    return NATIVE || engine instanceof PlainEngine
        ? new PlainFusionEngine()
        : Dl4jFusionEngine.get();
  }

  private static boolean isWide(FusionConfig config) {
    List<Integer> layers = config.genomicLayers();
    return config.genes() > 0 && !layers.isEmpty() && layers.get(0) >= WIDE;
  }
}
