package org.omicroutes.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;

class CoxNetworkTest {
  private static final int PATIENTS = 24;
  private static final CoxSettings SETTINGS = new CoxSettings(4, 0.3, 0.02, 0.1, 40, 8);
  private static final double[][] ADJACENCY = {
    {0.5, 0.4, 0, 0.1}, {0.4, 0.3, 0.2, 0}, {0, 0.2, 0.7, 0.3}, {0.1, 0, 0.3, 0.6}
  };

  private static double[][] normal(Random random, int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return values;
  }

  private static GeneGraphNetwork geneGraph() {
    return new GeneGraphNetwork(ADJACENCY, 3, 2, SETTINGS);
  }

  private static NetworkInputs geneInputs(int patients, long seed) {
    Random random = new Random(seed);
    return new NetworkInputs(
        patients,
        Map.of(
            GeneGraphNetwork.NODES,
            normal(random, patients, 12),
            GeneGraphNetwork.CLINICAL,
            normal(random, patients, 2)));
  }

  /** Three modalities; tokens of one, of two and of three features. */
  private static ModalityTransformer transformer() {
    int[] tokenOf = {0, 1, 2, 2, 3, 3, 3, 4};
    return new ModalityTransformer(tokenOf, new int[] {0, 0, 1, 2, 2}, 2, SETTINGS);
  }

  /** Some patients lack one modality, one has a single one. */
  private static NetworkInputs transformerInputs(int patients, long seed) {
    double[][] present = new double[patients][];
    for (int i = 0; i < patients; i++) {
      present[i] = new double[] {i % 5 == 0 ? 0 : 1, i % 7 == 3 ? 0 : 1, i % 4 == 1 ? 0 : 1};
    }
    present[2] = new double[] {0, 1, 0};
    return new NetworkInputs(
        patients,
        Map.of(
            ModalityTransformer.VALUES,
            normal(new Random(seed), patients, 8),
            ModalityTransformer.PRESENT,
            present));
  }

  /** Times with ties, the later the smaller the score. */
  private static SurvivalData outcome(double[] score, long seed) {
    Random random = new Random(seed);
    List<String> ids = new ArrayList<>();
    double[] times = new double[score.length];
    boolean[] events = new boolean[score.length];
    for (int i = 0; i < score.length; i++) {
      ids.add("p" + i);
      times[i] = Math.ceil(-20 * Math.log(random.nextDouble()) * Math.exp(-score[i]));
      events[i] = random.nextDouble() < 0.7;
    }
    return new SurvivalData(ids, times, events);
  }

  @Test
  void everyGradientOfTheGeneGraphAgreesWithFiniteDifferences() {
    checkGradients(geneGraph(), geneInputs(PATIENTS, 5));
  }

  @Test
  void everyGradientOfTheTransformerAgreesWithFiniteDifferences() {
    checkGradients(transformer(), transformerInputs(PATIENTS, 5));
  }

  private static void checkGradients(CoxNetwork network, NetworkInputs inputs) {
    SurvivalData survival = outcome(new double[PATIENTS], 2);
    try (CoxGraph graph = new CoxGraph(SameDiffEngine.get(), network, 7)) {
      Map<String, Tensor> feeds = graph.feeds(inputs);
      BreslowLoss.feed(feeds, survival.times(), survival.events());
      graph.drop(feeds, inputs, new SplittableRandom(3));
      Map<String, double[]> parameters = graph.initialParameters();
      Random random = new Random(11);
      // Away from the zeros that heads start from, where most gradients vanish.
      parameters.values().forEach(values -> move(values, random));
      graph.set(parameters);
      Map<String, double[]> gradients = new LinkedHashMap<>();
      double loss = graph.differentiate(feeds, gradients);
      assertThat(loss).isCloseTo(graph.loss(feeds), within(1e-12));
      assertThat(gradients.keySet()).isEqualTo(parameters.keySet());
      double scale =
          gradients.values().stream()
              .flatMapToDouble(java.util.Arrays::stream)
              .map(Math::abs)
              .max()
              .orElse(0);
      assertThat(scale).isGreaterThan(0.01);
      parameters.forEach(
          (name, values) -> {
            for (int i = 0; i < values.length; i++) {
              double numeric = numeric(graph, feeds, name, values, i);
              double error =
                  Math.abs(numeric - gradients.get(name)[i]) / (Math.abs(numeric) + 1e-3 * scale);
              assertThat(error).as(name + " " + i).isLessThan(1e-5);
            }
          });
    }
  }

  private static void move(double[] values, Random random) {
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.3 * random.nextGaussian();
    }
  }

  private static double numeric(
      CoxGraph graph, Map<String, Tensor> feeds, String name, double[] values, int i) {
    double step = 1e-5;
    double kept = values[i];
    values[i] = kept + step;
    graph.set(Map.of(name, values));
    double above = graph.loss(feeds);
    values[i] = kept - step;
    graph.set(Map.of(name, values));
    double below = graph.loss(feeds);
    values[i] = kept;
    graph.set(Map.of(name, values));
    return (above - below) / (2 * step);
  }

  /** The layers as the paper writes them, one patient at a time. */
  @Test
  void theGeneGraphIsTwoConvolutionsAndAWeightedMean() {
    NetworkInputs inputs = geneInputs(5, 3);
    try (CoxGraph graph = new CoxGraph(SameDiffEngine.get(), geneGraph(), 1)) {
      Map<String, double[]> p = graph.initialParameters();
      Random random = new Random(2);
      p.values().forEach(values -> move(values, random));
      graph.set(p);
      double[] eta = graph.logHazard(graph.feeds(inputs));
      double[][] first = matrix(p.get("convolution1"), 3, 4);
      double[][] second = matrix(p.get("convolution2"), 4, 4);
      double[][] self = matrix(p.get("self2"), 4, 4);
      double[][] pooling = matrix(p.get("pooling"), 4, 4);
      for (int i = 0; i < 5; i++) {
        double[][] states =
            times(matrix(inputs.rows().get(GeneGraphNetwork.NODES)[i], 4, 3), first);
        for (double[] row : states) {
          for (int c = 0; c < 4; c++) {
            row[c] = Math.max(0, row[c]);
          }
        }
        double[][] out = times(times(ADJACENCY, states), second);
        double[][] own = times(states, self);
        double expected = 0;
        for (int g = 0; g < 4; g++) {
          for (int c = 0; c < 4; c++) {
            expected += pooling[g][c] * (out[g][c] + own[g][c]) / 4 * p.get("head")[c];
          }
        }
        double[] clinical = inputs.rows().get(GeneGraphNetwork.CLINICAL)[i];
        expected +=
            clinical[0] * p.get("clinical_head")[0] + clinical[1] * p.get("clinical_head")[1];
        assertThat(eta[i]).isCloseTo(expected, within(1e-12));
      }
    }
  }

  private static double[][] matrix(double[] flat, int rows, int columns) {
    double[][] matrix = new double[rows][columns];
    for (int i = 0; i < flat.length; i++) {
      matrix[i / columns][i % columns] = flat[i];
    }
    return matrix;
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  /** What stands in the place of an absent modality is not looked at. */
  @Test
  void theTransformerDoesNotSeeAbsentModalities() {
    NetworkInputs inputs = transformerInputs(PATIENTS, 5);
    try (CoxGraph graph = new CoxGraph(SameDiffEngine.get(), transformer(), 7)) {
      Map<String, double[]> parameters = graph.initialParameters();
      parameters.values().forEach(values -> move(values, new Random(1)));
      graph.set(parameters);
      double[] before = graph.logHazard(graph.feeds(inputs));
      double[][] values = inputs.rows().get(ModalityTransformer.VALUES);
      values[0][0] = 50;
      values[0][1] = -50;
      double[] after = graph.logHazard(graph.feeds(inputs));
      assertThat(after).containsExactly(before);
      values[1][0] += 1;
      assertThat(graph.logHazard(graph.feeds(inputs))[1]).isNotEqualTo(before[1]);
      assertThat(before).doesNotContain(Double.NaN);
    }
  }

  @Test
  void thinningLeavesEveryPatientAModality() {
    NetworkInputs inputs = transformerInputs(PATIENTS, 5);
    SplittableRandom random = new SplittableRandom(1);
    int hidden = 0;
    for (int round = 0; round < 20; round++) {
      double[][] all = inputs.rows().get(ModalityTransformer.PRESENT);
      double[][] kept =
          transformer().thinned(inputs, random).rows().get(ModalityTransformer.PRESENT);
      for (int i = 0; i < PATIENTS; i++) {
        double left = 0;
        for (int m = 0; m < 3; m++) {
          assertThat(kept[i][m]).isLessThanOrEqualTo(all[i][m]);
          hidden += kept[i][m] < all[i][m] ? 1 : 0;
          left += kept[i][m];
        }
        assertThat(left).isPositive();
      }
    }
    assertThat(hidden).isPositive();
  }

  @Test
  void everyPatientIsUnseenByTheMemberThatScoresIt() {
    NetworkInputs inputs = geneInputs(90, 4);
    double[] truth = new double[90];
    for (int i = 0; i < 90; i++) {
      truth[i] = 1.5 * inputs.rows().get(GeneGraphNetwork.CLINICAL)[i][0];
    }
    List<Double> progress = new ArrayList<>();
    CoxSettings still = new CoxSettings(4, 0, 1e-9, 0, 2, 1);
    CoxEnsembleTrainer.Result result =
        new CoxEnsembleTrainer(
                SameDiffEngine.get(),
                s -> new GeneGraphNetwork(ADJACENCY, 3, 2, s),
                List.of(still, SETTINGS),
                3,
                8)
            .train(inputs, outcome(truth, 6), progress::add);
    CoxEnsemble ensemble = result.ensemble();
    assertThat(ensemble.settings()).isEqualTo(SETTINGS);
    assertThat(ensemble.trials()).hasSize(2);
    assertThat(ensemble.members()).hasSize(3).allMatch(m -> m.stopped() > 0);
    assertThat(progress).isSorted().endsWith(1.0).hasSize(5);
    double[] mean = ensemble.scores(SameDiffEngine.get(), geneGraph(), inputs);
    assertThat(correlation(mean, truth)).isGreaterThan(0.8);
    assertThat(correlation(result.outOfFold(), truth)).isGreaterThan(0.6);
    assertThat(result.outOfFold()).isNotEqualTo(mean);
    assertThat(java.util.Arrays.stream(mean).sum()).isCloseTo(0, within(1e-9));
  }

  private static double correlation(double[] a, double[] b) {
    return new org.hipparchus.stat.correlation.PearsonsCorrelation().correlation(a, b);
  }

  @Test
  void fewEventsAndWrongSettingsAreErrors() {
    boolean[] events = new boolean[30];
    events[3] = true;
    SurvivalData all = outcome(new double[30], 1);
    SurvivalData few = new SurvivalData(all.sampleIds(), all.times(), events);
    assertThatThrownBy(() -> CoxEnsembleTrainer.requireEvents(few))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 event among the 30 training patients");
    assertThatThrownBy(() -> new CoxSettings(4, 1, 0.1, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dropout: found 1.0, expected 0 or above and below 1");
    CoxSettings odd = new CoxSettings(5, 0, 0.1, 0, 1, 1);
    assertThatThrownBy(() -> new ModalityTransformer(new int[] {0}, new int[] {0}, 2, odd))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("width: found 5, expected a multiple of 2");
  }
}
