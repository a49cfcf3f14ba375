package org.omicroutes.neural.fusion;

import org.omicroutes.neural.fusion.plain.PlainFusionEngine;

/** Which engine computes fusion networks. */
public final class FusionEngines {
  private FusionEngines() {}

  /** The engine for networks of these sizes. */
  public static FusionEngine preferred(FusionConfig config) {
    return new PlainFusionEngine();
  }
}
