package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

class MofaProjectionTest {
  private static final List<String> GENES = List.of("g1", "g2", "g3", "g4", "g5", "g6");

  /** Genes that are mutated together. */
  private static MofaModel trained() {
    Random random = new Random(4);
    List<String> samples = IntStream.range(0, 80).mapToObj(i -> "s" + i).toList();
    double[][] bits = new double[GENES.size()][samples.size()];
    for (int s = 0; s < samples.size(); s++) {
      double often = random.nextBoolean() ? 0.9 : 0.1;
      for (double[] gene : bits) {
        gene[s] = random.nextDouble() < often ? 1 : 0;
      }
    }
    var settings = new Mofa.Settings(1, 100, 1e-4, 0.01, true, true, 1);
    Map<String, LabelledMatrix> views = Map.of("mut", LabelledMatrix.of(GENES, samples, bits));
    return Mofa.fit(views, List.of("mut"), samples, settings, note -> {}, iteration -> {});
  }

  private static double[] factor(MofaModel model, double... values) {
    List<String> samples = IntStream.range(0, values.length).mapToObj(i -> "n" + i).toList();
    double[][] rows = new double[GENES.size()][];
    Arrays.setAll(rows, gene -> values);
    Map<String, LabelledMatrix> views = Map.of("mut", LabelledMatrix.of(GENES, samples, rows));
    return new MofaProjection(model, views).factors(samples).row(0);
  }

  @Test
  void aMeanOfZerosAndOnesLiesBetweenThem() {
    double[] found = factor(trained(), 0, 0.25, 0.5, 0.75, 1);
    double sign = Math.signum(found[4] - found[0]);
    for (int i = 1; i < found.length; i++) {
      assertThat(sign * (found[i] - found[i - 1])).isPositive();
    }
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    MofaModel model = trained();
    for (double value : new double[] {-0.1, 2}) {
      assertThatThrownBy(() -> factor(model, 0, value))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("view mut", "n1", "0 to 1");
    }
  }
}
