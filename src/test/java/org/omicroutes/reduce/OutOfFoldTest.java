package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

class OutOfFoldTest {
  private static LabelledMatrix matrix(double base, String... features) {
    double[][] rows = new double[features.length][];
    for (int f = 0; f < rows.length; f++) {
      rows[f] = new double[] {base + f, base + f + 0.1, base + f + 0.2};
    }
    return LabelledMatrix.of(List.of(features), List.of("a", "b", "new"), rows);
  }

  private final Map<String, LabelledMatrix> byFold =
      Map.of("1", matrix(10, "all|x", "M1|x"), "2", matrix(20, "M2|x", "all|x"));

  @Test
  void takesTrainingSamplesFromTheFitThatLeftThemOutAndOthersFromTheFullFit() {
    LabelledMatrix out =
        OutOfFold.assemble(Map.of("a", "1", "b", "2"), byFold, matrix(30, "all|x", "M3|x"), "all|");
    assertThat(out.featureIds()).containsExactly("all|x");
    assertThat(out.row(0)).containsExactly(10, 21.1, 30.2);
  }

  @Test
  void refusesAFoldWithoutFeatures() {
    assertThatThrownBy(() -> OutOfFold.assemble(Map.of("a", "3"), byFold, matrix(30, "all|x"), ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("fold 3");
  }

  @Test
  void refusesFitsWithoutACommonFeature() {
    assertThatThrownBy(() -> OutOfFold.assemble(Map.of("a", "1"), byFold, matrix(30, "M9|x"), ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("common feature");
  }
}
