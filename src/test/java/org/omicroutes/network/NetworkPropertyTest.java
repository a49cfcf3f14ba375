package org.omicroutes.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.omicroutes.cohort.Interactions;
import org.omicroutes.cohort.LabelledMatrix;

class NetworkPropertyTest {
  private static final int GENES = 12;

  /**
   * Interactions of genes whose positions are {@code place}, their weights times {@code factor}.
   */
  private static GeneNetwork network(long seed, int[] place, double factor) {
    Random random = new Random(seed);
    Set<List<Integer>> pairs = new LinkedHashSet<>();
    for (int e = 0; e < 18; e++) {
      int a = random.nextInt(GENES - 1);
      int b = random.nextInt(GENES - 1);
      if (a != b) {
        pairs.add(List.of(Math.min(a, b), Math.max(a, b)));
      }
    }
    String[] genes = new String[GENES];
    for (int g = 0; g < GENES; g++) {
      genes[place[g]] = "G" + g;
    }
    return GeneNetwork.of(
        new Interactions(
            List.of(genes),
            pairs.stream().mapToInt(p -> place[p.get(0)]).toArray(),
            pairs.stream().mapToInt(p -> place[p.get(1)]).toArray(),
            pairs.stream().mapToDouble(p -> factor * (0.1 + random.nextDouble())).toArray()));
  }

  private static int[] inOrder() {
    return IntStream.range(0, GENES).toArray();
  }

  private static double[] spread(GeneNetwork network, double alpha, double[] seeds) {
    return new Propagation(alpha, 1e-13, 20000).run(network, new double[][] {seeds})[0];
  }

  private static double[] seeds(long seed, double low) {
    return new Random(seed + 1).doubles(GENES, low, 3).toArray();
  }

  @Property
  void propagationDoesNotDependOnTheOrderOfGenesNorOnTheScaleOfWeights(
      @ForAll @LongRange(max = 1_000_000) long seed,
      @ForAll @DoubleRange(max = 0.9) double alpha,
      @ForAll @DoubleRange(min = 0.01, max = 1000) double factor) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, GENES).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    int[] place = order.stream().mapToInt(Integer::intValue).toArray();
    double[] seeds = seeds(seed, -3);
    double[] moved = new double[GENES];
    for (int g = 0; g < GENES; g++) {
      moved[place[g]] = seeds[g];
    }
    double[] plain = spread(network(seed, inOrder(), 1), alpha, seeds);
    double[] other = spread(network(seed, place, factor), alpha, moved);
    for (int g = 0; g < GENES; g++) {
      assertThat(other[place[g]]).isCloseTo(plain[g], within(1e-10));
    }
  }

  @Property
  void propagationIsLinearAndKeepsScoresFromBelowZero(
      @ForAll @LongRange(max = 1_000_000) long seed,
      @ForAll @DoubleRange(max = 0.9) double alpha,
      @ForAll @DoubleRange(min = -5, max = 5) double factor) {
    GeneNetwork network = network(seed, inOrder(), 1);
    double[] a = seeds(seed, 0);
    double[] b = seeds(seed + 7, -3);
    double[] both = new double[GENES];
    Arrays.setAll(both, g -> a[g] + factor * b[g]);
    double[] ofA = spread(network, alpha, a);
    double[] ofB = spread(network, alpha, b);
    double[] ofBoth = spread(network, alpha, both);
    for (int g = 0; g < GENES; g++) {
      assertThat(ofA[g]).isNotNegative();
      assertThat(ofBoth[g]).isCloseTo(ofA[g] + factor * ofB[g], within(1e-10));
    }
  }

  @Property
  void littleAlphaGivesTheScoresBack(@ForAll @LongRange(max = 1_000_000) long seed) {
    GeneNetwork network = network(seed, inOrder(), 1);
    double[] seeds = seeds(seed, -3);
    assertThat(spread(network, 0, seeds)).containsExactly(seeds);
    // |F - F0| <= 2 α |F0|, as no eigenvalue of A exceeds 1 in size.
    double[] near = spread(network, 1e-6, seeds);
    double squares = 0;
    double size = 0;
    for (int g = 0; g < GENES; g++) {
      squares += (near[g] - seeds[g]) * (near[g] - seeds[g]);
      size += seeds[g] * seeds[g];
    }
    assertThat(Math.sqrt(squares)).isLessThanOrEqualTo(2.1e-6 * Math.sqrt(size));
  }

  private static double[][] points(Random random, int features, int samples) {
    double[][] values = new double[features][samples];
    for (double[] row : values) {
      Arrays.setAll(row, s -> random.nextGaussian() + s % 2);
    }
    return values;
  }

  @Property
  void fusionGoesWithItsSamplesAndIsSymmetric(@ForAll @LongRange(max = 1_000_000) long seed) {
    Random random = new Random(seed);
    int n = 14;
    List<String> samples = IntStream.range(0, n).mapToObj(i -> "s" + i).toList();
    List<String> features = List.of("x", "y", "z");
    LabelledMatrix one = LabelledMatrix.of(features, samples, points(random, 3, n));
    LabelledMatrix two = LabelledMatrix.of(features, samples, points(random, 3, n));
    List<String> order = new ArrayList<>(samples);
    Collections.shuffle(order, random);
    double[][] fused = fuse(one, two);
    double[][] moved = fuse(one.selectSamples(order), two.selectSamples(order));
    double[][] alike = fuse(one, one);
    double[][] swapped = fuse(two, one);
    for (int i = 0; i < n; i++) {
      int a = samples.indexOf(order.get(i));
      for (int j = 0; j < n; j++) {
        assertThat(moved[i][j]).isCloseTo(fused[a][samples.indexOf(order.get(j))], within(1e-9));
        assertThat(swapped[i][j]).isCloseTo(fused[i][j], within(1e-9));
        assertThat(fused[i][j]).isEqualTo(fused[j][i]);
        assertThat(alike[i][j]).isEqualTo(alike[j][i]);
      }
    }
  }

  private static double[][] fuse(LabelledMatrix one, LabelledMatrix two) {
    SimilarityFusion fusion = new SimilarityFusion(5, 0.5, 10);
    return fusion.fuse(
        List.of(
            fusion.affinity(SimilarityFusion.distances(one)),
            fusion.affinity(SimilarityFusion.distances(two))));
  }
}
