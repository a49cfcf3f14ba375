package org.omicroutes.neural;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MoaNetGraphTest {

  @Test
  void aHiddenModalityHasNoInfluence() {
    MoaNetConfig config = new MoaNetConfig(8, 2, 1, 0.2, 0.1, 0.01, 0.1, 1, 20, 0.2, 1, 1);
    int[] of = {0, 0, 1, 1, 2};
    MoaNetFeeds feeds = new MoaNetFeeds(config, of, 3);
    boolean[][] present = {{true, false, true}, {true, true, true}};
    double[][] low = {{1, 2, 0, 0, 3}, {1, 2, 4, 5, 3}};
    double[][] high = {{1, 2, 9, -9, 3}, {1, 2, 4, 5, 3}};
    try (MoaNetGraph graph = new MoaNetGraph(SameDiffEngine.get(), config, of, 3, 1)) {
      Map<String, double[]> parameters = graph.initialParameters();
      Arrays.setAll(parameters.get("head.weight"), i -> i - 2.5);
      graph.set(parameters);
      var masked = feeds.predicting(new TokenScaler.Encoded(low, present));
      double[] one = graph.residual(masked);
      // Past the feeds, which wipe the values too: the attention mask alone must hold them off.
      System.arraycopy(high[0], 0, masked.get(MoaNetGraph.VALUES).values(), 0, 5);
      double[] other = graph.residual(masked);
      assertThat(other).isEqualTo(one);
      for (double[] weights : graph.attention(masked)) {
        assertThat(weights[2]).isZero();
        assertThat(weights[3]).isZero();
        assertThat(weights[4]).isEqualTo(1);
      }
      present[0][1] = true;
      double[] shown = graph.residual(feeds.predicting(new TokenScaler.Encoded(high, present)));
      assertThat(shown[0]).isNotEqualTo(one[0]);
      assertThat(shown[1]).isEqualTo(one[1]);
    }
  }

  @Test
  void blocksHoldEventsInProportionAndEachPatientOnce() {
    boolean[] events = new boolean[100];
    IntStream.range(0, 30).forEach(i -> events[i] = true);
    StratifiedBlocks blocks = new StratifiedBlocks(events, 5);
    int[] seen = new int[100];
    for (int b = 0; b < 5; b++) {
      boolean[] inside = blocks.block(b, 0.2);
      int deaths = 0;
      for (int i = 0; i < 100; i++) {
        seen[i] += inside[i] ? 1 : 0;
        deaths += inside[i] && events[i] ? 1 : 0;
      }
      assertThat(deaths).isBetween(5, 7);
    }
    assertThat(seen).containsOnly(1);
  }
}
