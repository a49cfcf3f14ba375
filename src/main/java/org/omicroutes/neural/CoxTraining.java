package org.omicroutes.neural;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.omicroutes.cohort.StopSignal;

/**
 * Trains one {@link CoxNetwork}: full-batch AdamW on some patients, stopped early by the partial
 * likelihood of others. All patients of a step share one risk set, so that the loss is the partial
 * likelihood itself and not that of a sample of it.
 */
final class CoxTraining {

  /** Patients with their outcome. */
  record Part(NetworkInputs inputs, double[] times, boolean[] events) {
    Part select(int[] rows) {
      double[] t = new double[rows.length];
      boolean[] e = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        t[i] = times[rows[i]];
        e[i] = events[rows[i]];
      }
      return new Part(inputs.select(rows), t, e);
    }
  }

  /**
   * What came of it. Losses are negative log partial likelihoods an event, nothing dropped.
   *
   * @param parameters of the best epoch, by name
   * @param best that epoch; 0: the untrained network was best
   * @param epochs how many there were
   */
  record Outcome(
      Map<String, double[]> parameters,
      int best,
      int epochs,
      double trainLoss,
      double validationLoss) {}

  private final CoxSettings settings;
  private final CoxGraph graph;

  CoxTraining(CoxSettings settings, CoxGraph graph) {
    this.settings = settings;
    this.graph = graph;
  }

  /** Trains from the graph's first parameters; leaves the best ones in it. */
  Outcome train(Part training, Part validation, SplittableRandom random) {
    Map<String, double[]> parameters = graph.initialParameters();
    Map<String, double[]> best = copy(parameters);
    Map<String, double[]> gradients = new LinkedHashMap<>();
    AdamW optimiser = new AdamW(settings.learningRate(), settings.weightDecay(), graph.decayed());
    Map<String, Tensor> watched = feeds(validation);
    Map<String, Tensor> batch = feeds(training);
    double least = graph.loss(watched);
    int bestEpoch = 0;
    int epoch = 0;
    while (epoch < settings.maxEpochs() && epoch - bestEpoch < settings.patience()) {
      StopSignal.check();
      epoch++;
      graph.drop(batch, training.inputs(), random);
      graph.differentiate(batch, gradients);
      optimiser.step(parameters, gradients);
      graph.set(parameters);
      double loss = graph.loss(watched);
      // A network that has diverged (NaN) is never better.
      if (loss < least) {
        least = loss;
        bestEpoch = epoch;
        best = copy(parameters);
      }
    }
    graph.set(best);
    return new Outcome(best, bestEpoch, epoch, graph.loss(feeds(training)), least);
  }

  private Map<String, Tensor> feeds(Part part) {
    Map<String, Tensor> feeds = graph.feeds(part.inputs());
    BreslowLoss.feed(feeds, part.times(), part.events());
    return feeds;
  }

  private static Map<String, double[]> copy(Map<String, double[]> from) {
    Map<String, double[]> copy = new LinkedHashMap<>();
    from.forEach((name, values) -> copy.put(name, values.clone()));
    return copy;
  }
}
