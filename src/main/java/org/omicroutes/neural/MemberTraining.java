package org.omicroutes.neural;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.survival.Concordance;

/**
 * Trains one network of the ensemble: full-batch AdamW on one part of the patients, stopped early
 * by the partial likelihood of the other part.
 */
final class MemberTraining {

  /**
   * One epoch. Losses are negative log partial likelihoods an event, without dropout on the
   * validation part.
   */
  record Epoch(int epoch, double trainLoss, double validationLoss, double validationC) {}

  /**
   * What came of it.
   *
   * @param parameters of the best epoch, by name
   * @param best that epoch; 0: the linear score alone was best
   */
  record Outcome(Map<String, double[]> parameters, int best, List<Epoch> history) {}

  /** Patients with what the loss needs of them. */
  record Part(TokenScaler.Encoded tokens, double[] offset, double[] times, boolean[] events) {
    Part select(int[] rows) {
      double[] o = new double[rows.length];
      double[] t = new double[rows.length];
      boolean[] e = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        o[i] = offset[rows[i]];
        t[i] = times[rows[i]];
        e[i] = events[rows[i]];
      }
      return new Part(tokens.select(rows), o, t, e);
    }

    void feed(Map<String, Tensor> feeds) {
      MoaNetFeeds.offset(feeds, offset);
      BreslowLoss.feed(feeds, times, events);
    }
  }

  private final MoaNetConfig config;
  private final MoaNetFeeds feeds;
  private final MoaNetGraph graph;

  MemberTraining(MoaNetConfig config, MoaNetFeeds feeds, MoaNetGraph graph) {
    this.config = config;
    this.feeds = feeds;
    this.graph = graph;
  }

  Outcome train(Part training, Part validation, SplittableRandom random) {
    Map<String, double[]> parameters = graph.initialParameters();
    Map<String, double[]> best = copy(parameters);
    Map<String, double[]> gradients = new LinkedHashMap<>();
    AdamW optimiser = new AdamW(config.learningRate(), config.weightDecay(), graph.decayed());
    Map<String, Tensor> watched = feeds.predicting(validation.tokens());
    validation.feed(watched);
    List<Epoch> history = new ArrayList<>();
    history.add(epoch(0, trainLoss(training), watched, validation));
    int bestEpoch = 0;
    for (int e = 1; e <= config.maxEpochs() && e - bestEpoch <= config.patience(); e++) {
      StopSignal.check();
      Map<String, Tensor> batch = feeds.training(training.tokens(), random);
      training.feed(batch);
      double loss = graph.differentiate(batch, gradients);
      optimiser.step(parameters, gradients);
      graph.set(parameters);
      Epoch now = epoch(e, loss, watched, validation);
      history.add(now);
      if (now.validationLoss() < history.get(bestEpoch).validationLoss()) {
        bestEpoch = e;
        best = copy(parameters);
      }
    }
    graph.set(best);
    return new Outcome(best, bestEpoch, history);
  }

  private double trainLoss(Part training) {
    Map<String, Tensor> all = feeds.predicting(training.tokens());
    training.feed(all);
    return graph.loss(all);
  }

  private Epoch epoch(int e, double trainLoss, Map<String, Tensor> watched, Part validation) {
    MoaNetGraph.Evaluation found = graph.evaluate(watched);
    double[] eta = found.residual().clone();
    for (int i = 0; i < eta.length; i++) {
      eta[i] += validation.offset()[i];
    }
    double c = Concordance.harrell(validation.times(), validation.events(), eta).value();
    return new Epoch(e, trainLoss, found.loss(), c);
  }

  private static Map<String, double[]> copy(Map<String, double[]> from) {
    Map<String, double[]> copy = new LinkedHashMap<>();
    from.forEach((name, values) -> copy.put(name, values.clone()));
    return copy;
  }
}
