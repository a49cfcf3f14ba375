package org.omicroutes.neural;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;

/**
 * Trains a {@link CoxEnsemble}. The patients are parted into as many validation parts as there are
 * members, with events spread evenly; each member is trained on all parts but one, which stops it
 * early. Every patient is thus unseen by the gradients of one member, whose score of the patient is
 * the out-of-fold score. All settings are tried on the first parts; those with the least mean
 * validation loss train the other members, too.
 */
public final class CoxEnsembleTrainer {
  /** Fewer do not tell one network from another. */
  public static final int FEWEST_EVENTS = 10;

  private static final int TRIED_ON = 2;

  /**
   * @param outOfFold for each patient, the score of the member that was not trained on them
   */
  public record Result(CoxEnsemble ensemble, double[] outOfFold) {}

  private record Trained(CoxEnsemble.Member member, double[] scores) {}

  private final Engine engine;
  private final Function<CoxSettings, CoxNetwork> network;
  private final List<CoxSettings> grid;
  private final int members;
  private final long seed;

  /**
   * @param network the architecture by its settings
   * @param grid the settings to choose from, at least one
   * @param members at least 2
   */
  public CoxEnsembleTrainer(
      Engine engine,
      Function<CoxSettings, CoxNetwork> network,
      List<CoxSettings> grid,
      int members,
      long seed) {
    this.engine = engine;
    this.network = network;
    this.grid = List.copyOf(grid);
    this.members = members;
    this.seed = seed;
  }

  /**
   * @param inputs of the patients of {@code survival}, in their order, on which the result depends
   * @param progress told the share that is done
   * @throws DataException where there are fewer than {@value #FEWEST_EVENTS} events
   */
  public Result train(NetworkInputs inputs, SurvivalData survival, DoubleConsumer progress) {
    requireEvents(survival);
    CoxTraining.Part all = new CoxTraining.Part(inputs, survival.times(), survival.events());
    StratifiedBlocks blocks = new StratifiedBlocks(survival.events(), seed);
    int[] fold = blocks.folds(members);
    int tried = grid.size() == 1 ? members : Math.min(TRIED_ON, members);
    double steps = grid.size() * tried + members - tried;
    int done = 0;
    List<List<Trained>> trained = new ArrayList<>();
    for (CoxSettings settings : grid) {
      List<Trained> some = new ArrayList<>();
      for (int k = 0; k < tried; k++) {
        some.add(member(settings, all, fold, k));
        progress.accept(++done / steps);
      }
      trained.add(some);
    }
    List<CoxEnsemble.Trial> trials =
        IntStream.range(0, grid.size())
            .mapToObj(s -> new CoxEnsemble.Trial(grid.get(s), meanLoss(trained.get(s))))
            .toList();
    int best =
        IntStream.range(0, grid.size())
            .boxed()
            .min(Comparator.comparingDouble(s -> trials.get(s).validationLoss()))
            .orElseThrow();
    List<Trained> chosen = trained.get(best);
    for (int k = tried; k < members; k++) {
      chosen.add(member(grid.get(best), all, fold, k));
      progress.accept(++done / steps);
    }
    return result(grid.get(best), trials, chosen, fold);
  }

  /**
   * @throws DataException where there are fewer than {@value #FEWEST_EVENTS} events
   */
  public static void requireEvents(SurvivalData survival) {
    int events = survival.eventCount();
    if (events < FEWEST_EVENTS) {
      throw DataException.of(
          (events == 0 ? "no event" : events == 1 ? "1 event" : events + " events")
              + " among the "
              + survival.size()
              + " training patients",
          "at least " + FEWEST_EVENTS + " events to learn from");
    }
  }

  private static double meanLoss(List<Trained> trained) {
    return trained.stream().mapToDouble(t -> t.member.validationLoss()).average().orElseThrow();
  }

  /** Trains the {@code k}-th member; its first weights and its dropout are those of its part. */
  private Trained member(CoxSettings settings, CoxTraining.Part all, int[] fold, int k) {
    SplittableRandom seeds = new SplittableRandom(seed);
    SplittableRandom random = seeds;
    for (int i = 0; i <= k; i++) {
      random = seeds.split();
    }
    CoxTraining.Part training = all.select(rows(fold, k, false));
    CoxTraining.Part validation = all.select(rows(fold, k, true));
    try (CoxGraph graph = new CoxGraph(engine, network.apply(settings), random.nextLong())) {
      var outcome = new CoxTraining(settings, graph).train(training, validation, random);
      double[] eta = CoxEnsemble.logHazards(graph, all.inputs());
      double mean = Arrays.stream(eta).average().orElse(0);
      return new Trained(
          new CoxEnsemble.Member(
              outcome.best(),
              outcome.epochs(),
              outcome.trainLoss(),
              outcome.validationLoss(),
              mean,
              outcome.parameters()),
          Arrays.stream(eta).map(e -> e - mean).toArray());
    }
  }

  private static int[] rows(int[] fold, int k, boolean inside) {
    return IntStream.range(0, fold.length).filter(i -> (fold[i] == k) == inside).toArray();
  }

  private Result result(
      CoxSettings settings, List<CoxEnsemble.Trial> trials, List<Trained> trained, int[] fold) {
    double[] outOfFold = new double[fold.length];
    for (int i = 0; i < fold.length; i++) {
      outOfFold[i] = trained.get(fold[i]).scores[i];
    }
    List<CoxEnsemble.Member> all = trained.stream().map(Trained::member).toList();
    return new Result(new CoxEnsemble(engine.name(), seed, settings, trials, all), outOfFold);
  }
}
