package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.Interactions;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.Modality.Kind;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.neural.CoxSettings;
import org.omicroutes.survival.Concordance;

class GnnTest extends CoxNetworkContract<Gnn> {
  private static final List<CoxSettings> ONE = List.of(new CoxSettings(8, 0.3, 0.05, 0.1, 30, 6));

  @Override
  ModelTrainer<Gnn> trainer() {
    return new GnnTrainer(ONE);
  }

  /**
   * Faint genes of a module that goes up and down as one, with the network and with a false one.
   */
  @Test
  void theNetworkHelpsWhereNeighboursGoTogether() {
    double gain = 0;
    for (int seed = 0; seed < 3; seed++) {
      Faint faint = Faint.of(seed);
      gain +=
          (faint.concordance(faint.network(false)) - faint.concordance(faint.network(true))) / 3;
    }
    assertThat(gain).isGreaterThan(0.01);
  }

  private record Faint(PatientData data, SurvivalData survival, List<String> genes, long seed) {
    static Faint of(long seed) {
      Random random = new Random(seed);
      int patients = 300;
      List<String> ids = new ArrayList<>();
      List<String> genes = new ArrayList<>();
      for (int g = 0; g < 120; g++) {
        genes.add("g" + g);
      }
      double[][] rna = new double[genes.size()][patients];
      double[] times = new double[patients];
      boolean[] events = new boolean[patients];
      for (int i = 0; i < patients; i++) {
        ids.add("p" + i);
        double[] state = random.doubles(12).map(u -> random.nextGaussian()).toArray();
        for (int g = 0; g < rna.length; g++) {
          rna[g][i] = 0.5 * state[g / 10] + random.nextGaussian();
        }
        times[i] = 1 + Math.ceil(-1000 * Math.log(random.nextDouble()) * Math.exp(-state[4]));
        events[i] = random.nextDouble() < 0.6;
      }
      Modality modality = new Modality(Kind.CONTINUOUS, LabelledMatrix.of(genes, ids, rna));
      return new Faint(
          new PatientData(ids, Map.of("rna", modality)),
          new SurvivalData(ids, times, events),
          genes,
          seed);
    }

    Interactions network(boolean shuffled) {
      Random random = new Random(seed + 100);
      List<String> names = new ArrayList<>(genes);
      if (shuffled) {
        Collections.shuffle(names, random);
      }
      List<int[]> edges = new ArrayList<>();
      for (int a = 0; a < names.size(); a++) {
        for (int b = a + 1; b < names.size(); b++) {
          if (random.nextDouble() < (a / 10 == b / 10 ? 0.6 : 0.01)) {
            edges.add(new int[] {a, b});
          }
        }
      }
      return new Interactions(
          names,
          edges.stream().mapToInt(e -> e[0]).toArray(),
          edges.stream().mapToInt(e -> e[1]).toArray(),
          edges.stream().mapToDouble(e -> 1).toArray());
    }

    double concordance(Interactions network) {
      List<String> training = data.patients().subList(0, 120);
      List<String> others = data.patients().subList(120, 300);
      Gnn fitted =
          new GnnTrainer(ONE)
              .fit(data.select(training), survival.select(training), new FitContext(1, 3, network));
      SurvivalData truth = survival.select(others);
      return Concordance.harrell(truth.times(), truth.events(), fitted.risk(data.select(others)))
          .value();
    }
  }

  @Test
  void nodesCarryTheirOwnValueThePropagatedOneAndPresence() {
    List<String> ids = List.of("p0", "p1", "p2", "p3");
    LabelledMatrix values =
        LabelledMatrix.of(
            List.of("a", "b", "c", "alone", "still"),
            ids,
            new double[][] {{1, 2, 3, 4}, {4, 1, 0, 3}, {0, 0, 1, 2}, {9, 0, 9, 0}, {1, 1, 1, 1}});
    Map<String, Modality> modalities = new LinkedHashMap<>();
    modalities.put("rna", new Modality(Kind.CONTINUOUS, values));
    modalities.put(
        "mutation",
        new Modality(
            Kind.BINARY,
            LabelledMatrix.of(
                List.of("b"), ids.subList(0, 3), new double[][] {{0, 1, Double.NaN}})));
    Interactions network =
        new Interactions(
            List.of("c", "b", "a", "alone", "unmeasured"),
            new int[] {0, 1, 3},
            new int[] {1, 2, 4},
            new double[] {300, 900, 500});
    PatientData data = new PatientData(ids, modalities);
    GeneNodes nodes = GeneNodes.fit(data, List.of("rna", "mutation"), network);
    assertThat(nodes.genes()).containsExactly("a", "b", "c");
    // Weights 900 and 300 become 1.5 and 0.5; degrees with loops are 2.5, 3 and 1.5.
    double ab = 1.5 / Math.sqrt(2.5 * 3);
    double bc = 0.5 / Math.sqrt(3 * 1.5);
    double[][] expected = {{1 / 2.5, ab, 0}, {ab, 1 / 3.0, bc}, {0, bc, 1 / 1.5}};
    double[][] adjacency = nodes.adjacency();
    double[][] rows = nodes.rows(data);
    for (int g = 0; g < 3; g++) {
      assertThat(adjacency[g]).containsExactly(expected[g], within(1e-12));
    }
    int features = nodes.features();
    assertThat(features).isEqualTo(6);
    for (int i = 0; i < 4; i++) {
      for (int g = 0; g < 3; g++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += expected[g][k] * rows[i][k * features] / nodes.spreads()[0][g];
        }
        assertThat(rows[i][g * features + 1]).isCloseTo(sum, within(1e-12));
        assertThat(rows[i][g * features + 2]).isEqualTo(1);
        // The third patient's only call is missing, the fourth has none.
        assertThat(rows[i][g * features + 5]).isEqualTo(g == 1 && i < 2 ? 1 : 0);
      }
    }
    assertThat(Arrays.copyOfRange(rows[3], 3, 6)).containsOnly(0);
  }

  @Test
  void aNetworkWithMeasuredNeighboursIsNeeded() {
    PatientData data = cohort.data().select(training);
    SurvivalData survival = cohort.survival().select(training);
    assertThatThrownBy(() -> trainer().fit(data, survival, new FitContext(1, 3, null)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no interaction network");
    Interactions strange =
        new Interactions(
            List.of("x", "y", "M0_0"), new int[] {0, 1}, new int[] {1, 2}, new double[] {1, 1});
    assertThatThrownBy(() -> trainer().fit(data, survival, new FitContext(1, 3, strange)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 of the 3 genes of the network measured in [rna, methylation,");
  }

  @Test
  void seedsSettingsAndEpochsAreOnRecord() {
    assertThat(model.ensemble().seed()).isEqualTo(3);
    assertThat(model.ensemble().settings()).isEqualTo(ONE.get(0));
    assertThat(model.ensemble().trials()).hasSize(1);
    assertThat(model.ensemble().members())
        .hasSize(3)
        .allMatch(m -> m.stopped() <= m.epochs() && m.epochs() <= 30);
  }
}
