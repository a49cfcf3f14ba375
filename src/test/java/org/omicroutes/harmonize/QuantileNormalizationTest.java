package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.LabelledMatrix;

/** Against limma (src/test/oracle/quantile/make.R). */
class QuantileNormalizationTest {
  private final List<String> notes = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"plain", "plain_missing", "ties", "ties_missing"})
  void isLimmas(String name) throws IOException {
    var matrix = Oracle.matrix("quantile", name + ".tsv.gz");
    var state = QuantileNormalization.fit(matrix);
    var found = QuantileNormalization.transform(matrix, state, notes::add);
    var expected = Oracle.matrix("quantile", name + "_expected.tsv.gz");
    assertThat(Oracle.difference(expected, found)).isLessThan(1e-9);
    assertThat(notes).isEmpty();
  }

  @Test
  void aSampleIsMappedAloneAsAmongOthersAndItsOrderIsKept() throws IOException {
    var matrix = Oracle.matrix("quantile", "ties_missing.tsv.gz");
    var fitted = matrix.selectSamples(matrix.sampleIds().subList(0, 8));
    var state = QuantileNormalization.fit(fitted);
    var all = QuantileNormalization.transform(matrix, state, notes::add);
    var alone =
        QuantileNormalization.transform(matrix.selectSamples(List.of("s11")), state, notes::add);
    assertThat(alone.column(0)).isEqualTo(all.column(10));
    double[] before = matrix.column(10);
    for (int i = 0; i < before.length; i++) {
      for (int j = 0; j < before.length; j++) {
        if (before[i] < before[j]) {
          assertThat(alone.at(i, 0)).isLessThan(alone.at(j, 0));
        }
      }
    }
  }

  @Test
  void samplesWithOneValueOrNone() {
    double none = Double.NaN;
    var matrix =
        LabelledMatrix.of(
            List.of("a", "b", "c"),
            List.of("full", "one", "none"),
            new double[][] {{1, none, none}, {2, 9, none}, {4, none, none}});
    var state = QuantileNormalization.fit(matrix.selectSamples(List.of("full")));
    var found = QuantileNormalization.transform(matrix, state, notes::add);
    assertThat(found.column(0)).containsExactly(1, 2, 4);
    assertThat(found.column(1)).containsExactly(none, 2, none);
    assertThat(found.column(2)).containsOnly(none);
    assertThat(QuantileNormalization.fit(matrix).fitSamples()).isEqualTo(2);
  }
}
