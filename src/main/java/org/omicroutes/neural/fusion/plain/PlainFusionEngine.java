package org.omicroutes.neural.fusion.plain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.omicroutes.neural.fusion.FusionConfig;
import org.omicroutes.neural.fusion.FusionData;
import org.omicroutes.neural.fusion.FusionEngine;
import org.omicroutes.neural.fusion.FusionInputs;
import org.omicroutes.neural.fusion.FusionMachine;
import org.omicroutes.neural.fusion.FusionNetwork;
import org.omicroutes.neural.fusion.FusionOutput;
import org.omicroutes.neural.fusion.FusionPieces;
import org.omicroutes.neural.fusion.FusionTraining;

/**
 * Fusion networks in Java alone, in double precision, each by the thread that asks: the same bits
 * on any number of cores, beside any other work, and of a patient in any company.
 */
public final class PlainFusionEngine implements FusionEngine {

  @Override
  public String name() {
    return "plain Java, CPU, double precision";
  }

  /** A network to be trained from these values. */
  public FusionMachine machine(FusionConfig config, Map<String, double[]> values) {
    Map<String, double[]> own = new LinkedHashMap<>();
    values.forEach((name, of) -> own.put(name, of.clone()));
    return new PlainFusion(config, own);
  }

  @Override
  public FusionNetwork train(
      FusionConfig config,
      FusionData training,
      FusionData validation,
      long seed,
      DoubleConsumer progress) {
    return FusionTraining.train(
        config, name(), values -> machine(config, values), training, validation, seed, progress);
  }

  @Override
  public FusionOutput ask(FusionNetwork network, FusionInputs patients) {
    PlainFusion machine = new PlainFusion(network.config(), network.values());
    return FusionPieces.ask(network.config(), patients, machine);
  }

  @Override
  public double[][] gradient(FusionNetwork network, FusionInputs patients) {
    PlainFusion machine = new PlainFusion(network.config(), network.values());
    return FusionPieces.rows(network.config(), patients, machine::gradient);
  }
}
