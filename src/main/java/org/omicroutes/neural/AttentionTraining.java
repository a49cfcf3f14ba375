package org.omicroutes.neural;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.omicroutes.cohort.SurvivalData;

/**
 * Trains an {@link AttentionEnsemble} on what a given score leaves over. Each member keeps two
 * parts of the patients back: one says when to stop, the other takes no part at all. With enough
 * members every patient is met once by a network that owes them nothing; patients that said when to
 * stop would make it look better than it is.
 */
public final class AttentionTraining {

  /** One epoch of one member; losses are negative log partial likelihoods an event. */
  public record Epoch(int epoch, double trainLoss, double validationLoss, double validationC) {}

  /**
   * What came of it.
   *
   * @param history the epochs of each member
   * @param unseen for each patient what those networks add on average that neither learned from the
   *     patient nor stopped by them (or, where there is none, all of them)
   * @param covered whether there is one
   */
  public record Result(
      AttentionEnsemble ensemble, List<List<Epoch>> history, double[] unseen, boolean[] covered) {}

  private final Engine engine;
  private final TokenScaler scaler;
  private final MemberTraining.Part patients;
  private final boolean[] events;

  /**
   * @param tokens of the training patients
   * @param survival of the same in the same order
   * @param offset log hazard of each patient by a model that was not fitted on them
   */
  public AttentionTraining(Engine engine, Tokens tokens, SurvivalData survival, double[] offset) {
    this.engine = engine;
    this.scaler = TokenScaler.fit(tokens);
    this.events = survival.events();
    this.patients =
        new MemberTraining.Part(scaler.encode(tokens), offset, survival.times(), events);
  }

  /**
   * @param watcher told how many members are done
   */
  public Result train(MoaNetConfig config, IntConsumer watcher) {
    int n = events.length;
    StratifiedBlocks blocks = new StratifiedBlocks(events, config.seed());
    SplittableRandom seeds = new SplittableRandom(config.seed());
    List<AttentionEnsemble.Member> members = new ArrayList<>();
    List<List<Epoch>> history = new ArrayList<>();
    double[] unseen = new double[n];
    double[] every = new double[n];
    int[] times = new int[n];
    for (int m = 0; m < config.members(); m++) {
      boolean[] held = blocks.block(m, config.validationShare());
      boolean[] watched = blocks.block(m + 1, config.validationShare());
      Trained trained = member(config, held, watched, seeds.split());
      members.add(trained.member());
      history.add(trained.history());
      for (int i = 0; i < n; i++) {
        every[i] += trained.residual()[i] / config.members();
        unseen[i] += held[i] ? trained.residual()[i] : 0;
        times[i] += held[i] ? 1 : 0;
      }
      watcher.accept(m + 1);
    }
    boolean[] covered = new boolean[n];
    for (int i = 0; i < n; i++) {
      covered[i] = times[i] > 0;
      unseen[i] = covered[i] ? unseen[i] / times[i] : every[i];
    }
    var ensemble = new AttentionEnsemble(engine.name(), config, scaler, members);
    return new Result(ensemble, history, unseen, covered);
  }

  /** An ensemble without networks: what there is where there is too little to learn from. */
  public AttentionEnsemble untrained(MoaNetConfig config) {
    return new AttentionEnsemble(engine.name(), config, scaler, List.of());
  }

  /**
   * The least validation loss that the first member of such an ensemble reaches, to compare
   * configurations of one seed and validation share: these meet the same patients.
   */
  public double validationLoss(MoaNetConfig config) {
    StratifiedBlocks blocks = new StratifiedBlocks(events, config.seed());
    boolean[] held = blocks.block(0, config.validationShare());
    boolean[] watched = blocks.block(1, config.validationShare());
    List<Epoch> history =
        member(config, held, watched, new SplittableRandom(config.seed()).split()).history();
    return history.stream().mapToDouble(Epoch::validationLoss).min().orElseThrow();
  }

  private record Trained(AttentionEnsemble.Member member, List<Epoch> history, double[] residual) {}

  /**
   * @param held take no part
   * @param watched say when to stop; those that are held as well take no part
   */
  private Trained member(
      MoaNetConfig config, boolean[] held, boolean[] watched, SplittableRandom random) {
    int[] learning = IntStream.range(0, held.length).filter(i -> !held[i] && !watched[i]).toArray();
    int[] stopping = IntStream.range(0, held.length).filter(i -> !held[i] && watched[i]).toArray();
    int[] modalityOf = scaler.modalityOf();
    int modalities = scaler.modalities().size();
    MoaNetFeeds feeds = new MoaNetFeeds(config, modalityOf, modalities);
    try (var graph = new MoaNetGraph(engine, config, modalityOf, modalities, random.nextLong())) {
      var outcome =
          new MemberTraining(config, feeds, graph)
              .train(patients.select(learning), patients.select(stopping), random);
      List<Epoch> history =
          outcome.history().stream()
              .map(e -> new Epoch(e.epoch(), e.trainLoss(), e.validationLoss(), e.validationC()))
              .toList();
      double[] residual = graph.residual(feeds.predicting(patients.tokens()));
      return new Trained(
          new AttentionEnsemble.Member(outcome.best(), outcome.parameters()), history, residual);
    }
  }
}
