package org.omicroutes.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.Interactions;

class GeneModulesTest {
  @Test
  void cliquesJoinedByOneInteractionComeApart() {
    GeneNetwork two =
        GeneNetwork.of(
            new Interactions(
                List.of("a", "b", "c", "d", "e", "f", "alone"),
                new int[] {0, 0, 1, 3, 3, 4, 2},
                new int[] {1, 2, 2, 4, 5, 5, 3},
                new double[] {1, 1, 1, 1, 1, 1, 1}));
    assertThat(GeneModules.greedyModularity(two))
        .containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
  }

  @Test
  void aStrongBridgeJoinsWhatAWeakOneDoesNot() {
    assertThat(GeneModules.greedyModularity(chain(0.1)))
        .containsExactly(List.of(0, 1), List.of(2, 3));
    assertThat(GeneModules.greedyModularity(chain(100)))
        .anySatisfy(module -> assertThat(module).contains(1, 2));
  }

  private static GeneNetwork chain(double middle) {
    return GeneNetwork.of(
        new Interactions(
            List.of("a", "b", "c", "d"),
            new int[] {0, 1, 2},
            new int[] {1, 2, 3},
            new double[] {1, middle, 1}));
  }

  /** In every round the gain of every pair is compared, in the order in which ties are broken. */
  @Test
  void agreesWithASearchOfAllPairs() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int n = 4 + random.nextInt(22);
      double[][] weight = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          // Few distinct weights, so that gains are often equal.
          weight[i][j] = random.nextDouble() < 0.25 ? 1 + random.nextInt(2) : 0;
          weight[j][i] = weight[i][j];
        }
      }
      assertThat(GeneModules.greedyModularity(network(weight))).isEqualTo(allPairs(weight));
    }
  }

  private static GeneNetwork network(double[][] weight) {
    List<String> genes = new ArrayList<>();
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i < weight.length; i++) {
      genes.add("g" + i);
      for (int j = i + 1; j < weight.length; j++) {
        if (weight[i][j] > 0) {
          edges.add(new int[] {i, j});
        }
      }
    }
    return GeneNetwork.of(
        new Interactions(
            genes,
            edges.stream().mapToInt(e -> e[0]).toArray(),
            edges.stream().mapToInt(e -> e[1]).toArray(),
            edges.stream().mapToDouble(e -> weight[e[0]][e[1]]).toArray()));
  }

  private static List<List<Integer>> allPairs(double[][] weight) {
    int n = weight.length;
    double total = Arrays.stream(weight).flatMapToDouble(Arrays::stream).sum();
    double[][] e = new double[n][n];
    double[] a = new double[n];
    List<List<Integer>> members = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      members.add(new ArrayList<>(List.of(i)));
      a[i] = Arrays.stream(weight[i]).sum() / total;
      for (int j = 0; j < n; j++) {
        e[i][j] = weight[i][j] / total;
      }
    }
    int[] pair = {0, 0};
    while (pair != null) {
      pair = null;
      double best = 1e-12;
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          if (e[i][j] > 0 && e[i][j] - a[i] * a[j] > best) {
            best = e[i][j] - a[i] * a[j];
            pair = new int[] {i, j};
          }
        }
      }
      if (pair != null) {
        for (int k = 0; k < n; k++) {
          e[pair[0]][k] += e[pair[1]][k];
          e[k][pair[0]] = e[pair[0]][k];
          e[pair[1]][k] = 0;
          e[k][pair[1]] = 0;
        }
        a[pair[0]] += a[pair[1]];
        a[pair[1]] = 0;
        members.get(pair[0]).addAll(members.get(pair[1]));
        members.get(pair[1]).clear();
      }
    }
    members.removeIf(List::isEmpty);
    members.forEach(list -> list.sort(null));
    return members;
  }
}
