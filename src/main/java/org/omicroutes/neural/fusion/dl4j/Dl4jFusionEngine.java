package org.omicroutes.neural.fusion.dl4j;

import java.util.Map;
import java.util.function.DoubleConsumer;
import org.omicroutes.neural.SameDiffEngine;
import org.omicroutes.neural.fusion.FusionConfig;
import org.omicroutes.neural.fusion.FusionData;
import org.omicroutes.neural.fusion.FusionEngine;
import org.omicroutes.neural.fusion.FusionInputs;
import org.omicroutes.neural.fusion.FusionMachine;
import org.omicroutes.neural.fusion.FusionNetwork;
import org.omicroutes.neural.fusion.FusionOutput;
import org.omicroutes.neural.fusion.FusionPieces;
import org.omicroutes.neural.fusion.FusionTraining;
import org.omicroutes.neural.fusion.plain.PlainFusionEngine;

/** Fusion networks by Deeplearning4j over ND4J, in double precision, on one thread. */
public final class Dl4jFusionEngine implements FusionEngine {
  private final String name;

  private Dl4jFusionEngine(String name) {
    this.name = name;
  }

  /**
   * The engine; the first call loads the native library (about a second).
   *
   * @throws IllegalArgumentException where a graphics card is asked for and cannot be used
   */
  public static Dl4jFusionEngine get() {
    return new Dl4jFusionEngine("Deeplearning4j, " + SameDiffEngine.get().name());
  }

  @Override
  public String name() {
    return name;
  }

  /** A network to be trained from these values. */
  public FusionMachine machine(FusionConfig config, Map<String, double[]> values) {
    return new Dl4jFusion(config, values);
  }

  @Override
  public FusionNetwork train(
      FusionConfig config,
      FusionData training,
      FusionData validation,
      long seed,
      DoubleConsumer progress) {
    return FusionTraining.train(
        config, name, values -> machine(config, values), training, validation, seed, progress);
  }

  @Override
  public FusionOutput ask(FusionNetwork network, FusionInputs patients) {
    try (FusionMachine machine = machine(network.config(), network.values())) {
      return FusionPieces.ask(network.config(), patients, machine);
    }
  }

  /**
   * Computed in plain Java: the derivative that Deeplearning4j has of batch normalisation is that
   * of training, in which a patient's prediction depends on the others of the batch.
   */
  @Override
  public double[][] gradient(FusionNetwork network, FusionInputs patients) {
    return new PlainFusionEngine().gradient(network, patients);
  }
}
