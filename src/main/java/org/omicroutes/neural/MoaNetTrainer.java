package org.omicroutes.neural;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.BreslowBaseline;

/**
 * Trains a {@link MoaNet}. Each member of the ensemble keeps another part of the patients for
 * validation, so that with enough members every patient is predicted once by a network that was not
 * trained on them; from those predictions come the two slopes of the recalibration (a Cox model of
 * linear score and network part) and the baseline hazard.
 */
public final class MoaNetTrainer {
  private static final int LINEAR_FOLDS = 5;
  private static final int FEWEST_EVENTS = 10;

  /** The trained model and how it came about: the epochs of each member. */
  public record Result(MoaNet model, List<List<Epoch>> history) {}

  /** One epoch of one member; losses are negative log partial likelihoods an event. */
  public record Epoch(int epoch, double trainLoss, double validationLoss, double validationC) {}

  private final Engine engine;
  private final MoaNetConfig config;
  private final int[] horizons;

  /**
   * @param horizons months, ascending
   */
  public MoaNetTrainer(Engine engine, MoaNetConfig config, int[] horizons) {
    this.engine = engine;
    this.config = config;
    this.horizons = horizons.clone();
  }

  /**
   * Trains on all patients of {@code tokens}.
   *
   * @param survival of the same samples in the same order
   * @param offset a linear score of the log hazard of each patient by a model that was not fitted
   *     on them; null: a ridge Cox model on the tokens gives it
   * @param watcher told how many members are done
   * @throws DataException where there are too few events
   */
  public Result train(Tokens tokens, SurvivalData survival, double[] offset, IntConsumer watcher) {
    if (survival.eventCount() < FEWEST_EVENTS) {
      throw DataException.of(
          survival.eventCount() + " events among " + survival.size() + " patients to train on",
          "at least " + FEWEST_EVENTS);
    }
    TokenScaler scaler = TokenScaler.fit(tokens);
    TokenScaler.Encoded data = scaler.encode(tokens);
    double[] times = survival.times();
    boolean[] events = survival.events();
    StratifiedBlocks blocks = new StratifiedBlocks(events, config.seed());
    double[] linear = null;
    double[] score = offset;
    if (offset == null) {
      LinearPath path = LinearPath.fit(data.values(), times, events, blocks.folds(LINEAR_FOLDS));
      linear = path.coefficients();
      score = path.outOfFold();
    }
    double mean = mean(score);
    double[] centred = calibrated(score, mean, times, events);
    Ensemble ensemble =
        ensemble(scaler, new MemberTraining.Part(data, centred, times, events), blocks, watcher);
    double[] slopes = slopes(score, mean, ensemble, times, events);
    double[] eta = new double[times.length];
    for (int i = 0; i < eta.length; i++) {
      eta[i] = slopes[0] * (score[i] - mean) + slopes[1] * ensemble.unseen[i];
    }
    MoaNet model =
        new MoaNet(
            MoaNet.FORMAT,
            engine.name(),
            config,
            scaler,
            linear,
            mean,
            slopes[0],
            slopes[1],
            ensemble.members,
            BreslowBaseline.fit(times, events, eta),
            horizons,
            times.length,
            survival.eventCount());
    return new Result(model, ensemble.history);
  }

  /**
   * The networks, and for each patient what networks add that had the patient in their validation
   * part (or, where there is none, all of them).
   */
  private record Ensemble(
      List<MoaNet.Member> members, List<List<Epoch>> history, double[] unseen, boolean[] covered) {}

  private Ensemble ensemble(
      TokenScaler scaler, MemberTraining.Part all, StratifiedBlocks blocks, IntConsumer watcher) {
    int n = all.times().length;
    int[] modalityOf = scaler.modalityOf();
    int modalities = scaler.modalities().size();
    MoaNetFeeds feeds = new MoaNetFeeds(config, modalityOf, modalities);
    SplittableRandom seeds = new SplittableRandom(config.seed());
    List<MoaNet.Member> members = new ArrayList<>();
    List<List<Epoch>> history = new ArrayList<>();
    double[] unseen = new double[n];
    double[] every = new double[n];
    int[] times = new int[n];
    for (int m = 0; m < config.members(); m++) {
      boolean[] held = blocks.block(m, config.validationShare());
      SplittableRandom random = seeds.split();
      try (var graph = new MoaNetGraph(engine, config, modalityOf, modalities, random.nextLong())) {
        var outcome =
            new MemberTraining(config, feeds, graph)
                .train(all.select(rows(held, false)), all.select(rows(held, true)), random);
        members.add(new MoaNet.Member(outcome.best(), outcome.parameters()));
        history.add(
            outcome.history().stream()
                .map(e -> new Epoch(e.epoch(), e.trainLoss(), e.validationLoss(), e.validationC()))
                .toList());
        double[] residual = graph.residual(feeds.predicting(all.tokens()));
        for (int i = 0; i < n; i++) {
          every[i] += residual[i] / config.members();
          unseen[i] += held[i] ? residual[i] : 0;
          times[i] += held[i] ? 1 : 0;
        }
      }
      watcher.accept(m + 1);
    }
    boolean[] covered = new boolean[n];
    for (int i = 0; i < n; i++) {
      covered[i] = times[i] > 0;
      unseen[i] = covered[i] ? unseen[i] / times[i] : every[i];
    }
    return new Ensemble(members, history, unseen, covered);
  }

  private static int[] rows(boolean[] held, boolean wanted) {
    return java.util.stream.IntStream.range(0, held.length)
        .filter(i -> held[i] == wanted)
        .toArray();
  }

  /** The score with mean 0, on the scale that a Cox model with it alone gives; never reversed. */
  private static double[] calibrated(
      double[] score, double mean, double[] times, boolean[] events) {
    double[] zero = new double[score.length];
    double slope = fit(score, mean, zero, times, events)[0];
    double[] calibrated = new double[score.length];
    for (int i = 0; i < score.length; i++) {
      calibrated[i] = slope * (score[i] - mean);
    }
    return calibrated;
  }

  /**
   * Slopes of linear score and network part, fitted on patients that neither had seen. The network
   * part is left out where it does not help, and never weighted above the linear score.
   */
  private static double[] slopes(
      double[] score, double mean, Ensemble ensemble, double[] times, boolean[] events) {
    int[] rows = rows(ensemble.covered, true);
    double[] s = new double[rows.length];
    double[] r = new double[rows.length];
    double[] t = new double[rows.length];
    boolean[] e = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      s[i] = score[rows[i]];
      r[i] = ensemble.unseen[rows[i]];
      t[i] = times[rows[i]];
      e[i] = events[rows[i]];
    }
    return fit(s, mean, r, t, e);
  }

  private static double[] fit(
      double[] score, double mean, double[] residual, double[] times, boolean[] events) {
    double[][] both = new double[score.length][2];
    double[][] one = new double[score.length][1];
    for (int i = 0; i < score.length; i++) {
      both[i][0] = score[i] - mean;
      both[i][1] = residual[i];
      one[i][0] = both[i][0];
    }
    double[] slopes = new RidgeCox(both, times, events).fit(1e-6, new double[2]);
    if (!(slopes[1] > 0)) {
      double alone = new RidgeCox(one, times, events).fit(1e-6, new double[1])[0];
      return new double[] {Math.max(0, alone), 0};
    }
    return new double[] {Math.max(0, slopes[0]), Math.min(1, slopes[1])};
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
