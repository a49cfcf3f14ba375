package org.omicroutes.neural.fusion;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.omicroutes.cohort.StopSignal;

/** Asks networks of any number of patients, a few hundred at a time, in little memory. */
public final class FusionPieces {
  private static final int PATIENTS = 256;

  private FusionPieces() {}

  /** What a network says of all of the patients. */
  public static FusionOutput ask(FusionConfig config, FusionInputs inputs, FusionMachine machine) {
    int patients = FusionChecks.patients(config, inputs);
    double[] logits = new double[patients];
    double[][] features = new double[patients][];
    double[][] attention = new double[patients][];
    for (int from = 0; from < patients; from += PATIENTS) {
      FusionBatch piece = piece(config, inputs, from, patients);
      FusionOutput said = machine.ask(piece);
      System.arraycopy(said.logits(), 0, logits, from, piece.size());
      System.arraycopy(said.features(), 0, features, from, piece.size());
      System.arraycopy(said.attention(), 0, attention, from, piece.size());
    }
    return new FusionOutput(logits, features, attention);
  }

  /**
   * A row for each of the patients.
   *
   * @param rows makes those of some of them
   */
  public static double[][] rows(
      FusionConfig config, FusionInputs inputs, Function<FusionBatch, double[][]> rows) {
    int patients = FusionChecks.patients(config, inputs);
    return IntStream.iterate(0, from -> from < patients, from -> from + PATIENTS)
        .mapToObj(from -> rows.apply(piece(config, inputs, from, patients)))
        .flatMap(Arrays::stream)
        .toArray(double[][]::new);
  }

  private static FusionBatch piece(FusionConfig config, FusionInputs inputs, int from, int all) {
    StopSignal.check();
    int to = Math.min(all, from + PATIENTS);
    return FusionBatch.of(config, inputs, IntStream.range(from, to).toArray());
  }
}
