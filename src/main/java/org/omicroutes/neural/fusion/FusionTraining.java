package org.omicroutes.neural.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.omicroutes.cohort.StopSignal;

/**
 * How a fusion network is trained, whatever computes it: which patients are in which batch, what
 * dropout takes away, when the learning rate is halved, when training stops and which epoch's
 * values are kept.
 *
 * <p>Progress is a validation loss that is lower than the best so far by more than 1e-4 of it. An
 * epoch after which a loss is no finite number ends the training; the best one before it counts.
 */
public final class FusionTraining {
  /** Less than this share of the best loss is no progress. */
  private static final double PROGRESS = 1e-4;

  private final FusionConfig config;
  private final FusionData training;
  private final FusionData validation;
  private final SplittableRandom order;
  private final FusionMasks masks;
  private final List<FusionNetwork.Epoch> history = new ArrayList<>();

  private FusionTraining(
      FusionConfig config, FusionData training, FusionData validation, SplittableRandom random) {
    this.config = config;
    this.training = training;
    this.validation = validation;
    this.order = random.split();
    this.masks = new FusionMasks(config, random.split());
  }

  /**
   * Trains a network.
   *
   * @param engine its name
   * @param machine makes a network of an engine from its first values
   * @param progress told the share that is done, 0 to 1
   * @throws IllegalArgumentException where the patients do not fit the network: see {@link
   *     FusionInputs} and {@link FusionData}; there have to be two training patients and one for
   *     validation
   * @throws ArithmeticException where the first epoch's loss is no finite number
   */
  public static FusionNetwork train(
      FusionConfig config,
      String engine,
      Function<Map<String, double[]>, FusionMachine> machine,
      FusionData training,
      FusionData validation,
      long seed,
      DoubleConsumer progress) {
    FusionChecks.labelled("training", config, training, 2);
    FusionChecks.labelled("validation", config, validation, 1);
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, double[]> first = FusionShapes.of(config).initialValues(random.nextLong());
    // From what is known without any feature; of one outcome only, from what one more would give.
    FusionLoss all = FusionLoss.of(training, new double[training.labels().length]);
    first.get("output.bias")[0] =
        Math.log((all.positiveWeight() + 0.5) / (all.weight() - all.positiveWeight() + 0.5));
    try (FusionMachine made = machine.apply(first)) {
      return new FusionTraining(config, scaled(training), validation, random)
          .run(engine, made, first, progress);
    }
  }

  /** Weights with a mean of 1, so that the penalty means the same whatever their scale. */
  private static FusionData scaled(FusionData data) {
    double mean = Arrays.stream(data.weights()).average().orElseThrow();
    return new FusionData(
        data.inputs(),
        data.labels(),
        Arrays.stream(data.weights()).map(weight -> weight / mean).toArray());
  }

  private FusionNetwork run(
      String engine, FusionMachine machine, Map<String, double[]> first, DoubleConsumer progress) {
    FusionBatch trained = FusionBatch.of(config, training.inputs());
    FusionBatch validated = FusionBatch.of(config, validation.inputs());
    Map<String, double[]> best = first;
    int bestEpoch = 0;
    double lowest = Double.POSITIVE_INFINITY;
    double rate = config.learningRate();
    int waited = 0;
    for (int epoch = 1; epoch <= config.maxEpochs(); epoch++) {
      pass(machine, rate);
      FusionLoss seen = FusionLoss.of(training, machine.ask(trained).logits());
      FusionLoss unseen = FusionLoss.of(validation, machine.ask(validated).logits());
      if (!Double.isFinite(seen.loss()) || !Double.isFinite(unseen.loss())) {
        requireAny(bestEpoch, seen, unseen);
        break;
      }
      history.add(
          new FusionNetwork.Epoch(
              epoch, rate, seen.loss(), unseen.loss(), seen.accuracy(), unseen.accuracy()));
      progress.accept((double) epoch / config.maxEpochs());
      if (unseen.loss() < lowest * (1 - PROGRESS)) {
        lowest = unseen.loss();
        best = machine.values();
        bestEpoch = epoch;
        waited = 0;
      } else if (epoch - bestEpoch >= config.patience()) {
        break;
      } else if (++waited == config.plateau()) {
        rate /= 2;
        waited = 0;
      }
    }
    progress.accept(1);
    return new FusionNetwork(config, engine, bestEpoch, best, List.copyOf(history));
  }

  private void requireAny(int bestEpoch, FusionLoss seen, FusionLoss unseen) {
    if (bestEpoch == 0) {
      throw new ArithmeticException(
          "the training of a fusion network diverged in its first epoch (training loss %s, validation loss %s); a lower learning rate than %s may help"
              .formatted(seen.loss(), unseen.loss(), config.learningRate()));
    }
  }

  private void pass(FusionMachine machine, double rate) {
    int[] shuffled = shuffled(training.labels().length);
    int from = 0;
    while (from < shuffled.length) {
      StopSignal.check();
      int to = batchEnd(from, shuffled.length);
      int[] rows = Arrays.copyOfRange(shuffled, from, to);
      machine.step(FusionBatch.of(config, training, rows, masks.next(rows.length)), rate);
      from = to;
    }
  }

  /** A batch normalised by few patients would say little of the others. */
  private int batchEnd(int from, int all) {
    int to = from + config.batchSize();
    return all - to < (config.batchSize() + 1) / 2 ? all : to;
  }

  private int[] shuffled(int count) {
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> i);
    for (int i = count - 1; i > 0; i--) {
      int j = order.nextInt(i + 1);
      int kept = rows[i];
      rows[i] = rows[j];
      rows[j] = kept;
    }
    return rows;
  }
}
