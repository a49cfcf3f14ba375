package org.omicroutes.neural;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.neural.plain.PlainEngine;

/** Our networks in plain Java beside the same in SameDiff: values, gradients, whole trainings. */
class PlainNetworksTest {
  private static final Engine PLAIN = new PlainEngine();
  private static final Engine SAME_DIFF = SameDiffEngine.get();
  private static final CoxSettings SETTINGS = new CoxSettings(8, 0.3, 0.02, 0.1, 12, 30);
  private static final int PATIENTS = 60;
  private static final int GENES = 12;

  private static double[][] normal(Random random, int rows, int columns, double spread) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      Arrays.setAll(row, j -> spread * random.nextGaussian());
    }
    return values;
  }

  private static GeneGraphNetwork geneGraph(CoxSettings settings) {
    return new GeneGraphNetwork(normal(new Random(4), GENES, GENES, 0.3), 3, 2, settings);
  }

  private static NetworkInputs geneInputs() {
    Random random = new Random(6);
    return new NetworkInputs(
        PATIENTS,
        Map.of(
            GeneGraphNetwork.NODES,
            normal(random, PATIENTS, 3 * GENES, 1),
            GeneGraphNetwork.CLINICAL,
            normal(random, PATIENTS, 2, 1)));
  }

  private static ModalityTransformer transformer(CoxSettings settings) {
    int[] tokenOf = {0, 1, 2, 2, 3, 3, 3, 4};
    return new ModalityTransformer(tokenOf, new int[] {0, 0, 1, 2, 2}, 2, settings);
  }

  private static NetworkInputs transformerInputs() {
    double[][] present = new double[PATIENTS][];
    for (int i = 0; i < PATIENTS; i++) {
      present[i] = new double[] {i % 5 == 0 ? 0 : 1, i % 7 == 3 ? 0 : 1, i % 4 == 1 ? 0 : 1};
    }
    return new NetworkInputs(
        PATIENTS,
        Map.of(
            ModalityTransformer.VALUES,
            normal(new Random(9), PATIENTS, 8, 1),
            ModalityTransformer.PRESENT,
            present));
  }

  private static SurvivalData outcome() {
    Random random = new Random(2);
    List<String> ids = new ArrayList<>();
    double[] times = new double[PATIENTS];
    boolean[] events = new boolean[PATIENTS];
    for (int i = 0; i < PATIENTS; i++) {
      ids.add("p" + i);
      times[i] = Math.ceil(-20 * Math.log(random.nextDouble()));
      events[i] = random.nextDouble() < 0.7;
    }
    return new SurvivalData(ids, times, events);
  }

  /** Away from the zeros that heads start from, where most gradients vanish. */
  private static Map<String, double[]> moved(Map<String, double[]> parameters) {
    Random random = new Random(11);
    parameters.values().forEach(p -> Arrays.setAll(p, i -> p[i] + 0.3 * random.nextGaussian()));
    return parameters;
  }

  private static void close(
      Map<String, double[]> found, Map<String, double[]> expected, double tolerance) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((name, values) -> close(values, expected.get(name), tolerance, name));
  }

  private static void close(double[] found, double[] expected, double tolerance, String name) {
    assertThat(found).as(name).hasSameSizeAs(expected);
    double scale = 1e-3 + Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < found.length; i++) {
      assertThat(Math.abs(found[i] - expected[i]) / scale).as(name + " " + i).isLessThan(tolerance);
    }
  }

  /** The log hazards, the loss and its gradients, some states dropped. */
  private static Map<String, double[]> coxPass(Engine with, CoxNetwork net, NetworkInputs inputs) {
    SurvivalData survival = outcome();
    try (CoxGraph graph = new CoxGraph(with, net, 7)) {
      graph.set(moved(graph.initialParameters()));
      Map<String, Tensor> feeds = graph.feeds(inputs);
      BreslowLoss.feed(feeds, survival.times(), survival.events());
      graph.drop(feeds, inputs, new SplittableRandom(3));
      Map<String, double[]> found = new LinkedHashMap<>();
      double loss = graph.differentiate(feeds, found);
      found.put("loss", new double[] {loss, graph.loss(feeds)});
      found.put("log hazard", graph.logHazard(feeds));
      return found;
    }
  }

  @Test
  void theGeneGraphGivesTheSameValuesAndGradients() {
    CoxNetwork network = geneGraph(SETTINGS);
    close(coxPass(PLAIN, network, geneInputs()), coxPass(SAME_DIFF, network, geneInputs()), 1e-9);
  }

  @Test
  void theTransformerGivesTheSameValuesAndGradients() {
    CoxNetwork network = transformer(SETTINGS);
    NetworkInputs inputs = transformerInputs();
    close(coxPass(PLAIN, network, inputs), coxPass(SAME_DIFF, network, inputs), 1e-9);
  }

  private static Map<String, double[]> moaNetPass(Engine with, SimulatedCohort cohort) {
    MoaNetConfig config = new MoaNetConfig(8, 2, 2, 0.3, 0.2, 0.01, 0, 5, 5, 0.2, 1, 1);
    TokenScaler scaler = TokenScaler.fit(cohort.tokens());
    int[] of = scaler.modalityOf();
    Map<String, Tensor> feeds =
        new MoaNetFeeds(config, of, 3)
            .training(scaler.encode(cohort.tokens()), new SplittableRandom(3));
    MoaNetFeeds.offset(feeds, cohort.linear);
    BreslowLoss.feed(feeds, cohort.survival.times(), cohort.survival.events());
    try (MoaNetGraph graph = new MoaNetGraph(with, config, of, 3, 7)) {
      graph.set(moved(graph.initialParameters()));
      Map<String, double[]> found = new LinkedHashMap<>();
      double loss = graph.differentiate(feeds, found);
      found.put("loss", new double[] {loss, graph.loss(feeds)});
      found.put("residual", graph.residual(feeds));
      List<double[]> attention = graph.attention(feeds);
      for (int h = 0; h < attention.size(); h++) {
        found.put("attention " + h, attention.get(h));
      }
      return found;
    }
  }

  @Test
  void moaNetGivesTheSameValuesAndGradients() {
    SimulatedCohort cohort = new SimulatedCohort(70, 5, 1, 1, 5).withHoles("rna");
    close(moaNetPass(PLAIN, cohort), moaNetPass(SAME_DIFF, cohort), 1e-9);
  }

  private static CoxEnsembleTrainer.Result coxTraining(
      Engine with, java.util.function.Function<CoxSettings, CoxNetwork> network, NetworkInputs in) {
    return new CoxEnsembleTrainer(with, network, List.of(SETTINGS), 2, 8)
        .train(in, outcome(), done -> {});
  }

  private static void agree(
      java.util.function.Function<CoxSettings, CoxNetwork> network, NetworkInputs inputs) {
    var found = coxTraining(PLAIN, network, inputs);
    var expected = coxTraining(SAME_DIFF, network, inputs);
    assertThat(found.ensemble().engine()).isNotEqualTo(expected.ensemble().engine());
    close(found.outOfFold(), expected.outOfFold(), 1e-5, "out of fold");
    for (int m = 0; m < 2; m++) {
      var member = found.ensemble().members().get(m);
      assertThat(member.stopped()).isEqualTo(expected.ensemble().members().get(m).stopped());
      close(member.parameters(), expected.ensemble().members().get(m).parameters(), 1e-5);
    }
    assertThat(expected.ensemble().members()).anyMatch(member -> member.stopped() > 3);
    CoxNetwork chosen = network.apply(expected.ensemble().settings());
    // What one has trained, the other reads.
    double[] theirs = expected.ensemble().scores(PLAIN, chosen, inputs);
    close(theirs, expected.ensemble().scores(SAME_DIFF, chosen, inputs), 1e-9, "scores");
    close(theirs, found.ensemble().scores(PLAIN, chosen, inputs), 1e-5, "scores of both");
  }

  @Test
  void aTrainedGeneGraphIsTheSame() {
    agree(PlainNetworksTest::geneGraph, geneInputs());
  }

  @Test
  void aTrainedTransformerIsTheSame() {
    agree(PlainNetworksTest::transformer, transformerInputs());
  }

  private static AttentionTraining.Result moaNetTraining(Engine with, SimulatedCohort cohort) {
    MoaNetConfig config = new MoaNetConfig(8, 2, 1, 0.2, 0.1, 0.01, 0.1, 20, 40, 0.2, 2, 1);
    return new AttentionTraining(with, cohort.tokens(), cohort.survival, cohort.linear)
        .train(config, done -> {});
  }

  @Test
  void aTrainedMoaNetIsTheSameAndBesideAnotherToTheBit() {
    SimulatedCohort cohort = new SimulatedCohort(300, 1, 0.5, 1.5, 4).withHoles("clinical");
    var beside = CompletableFuture.supplyAsync(() -> moaNetTraining(PLAIN, cohort));
    var found = moaNetTraining(PLAIN, cohort);
    var expected = moaNetTraining(SAME_DIFF, cohort);
    assertThat(beside.join().unseen()).containsExactly(found.unseen());
    close(found.unseen(), expected.unseen(), 1e-5, "unseen");
    for (int m = 0; m < 2; m++) {
      var member = found.ensemble().members().get(m);
      var other = expected.ensemble().members().get(m);
      assertThat(member.bestEpoch()).isEqualTo(other.bestEpoch()).isGreaterThan(3);
      close(member.parameters(), other.parameters(), 1e-5);
    }
    double[][] theirs = expected.ensemble().residuals(PLAIN, cohort.tokens());
    double[][] same = expected.ensemble().residuals(SAME_DIFF, cohort.tokens());
    close(theirs[1], same[1], 1e-9, "residuals");
    double[][] drawn = expected.ensemble().dropoutResiduals(PLAIN, cohort.tokens(), 2, 5);
    close(
        drawn[3],
        expected.ensemble().dropoutResiduals(SAME_DIFF, cohort.tokens(), 2, 5)[3],
        1e-9,
        "drawn");
  }
}
