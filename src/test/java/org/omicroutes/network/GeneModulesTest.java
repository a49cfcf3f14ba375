package org.omicroutes.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
