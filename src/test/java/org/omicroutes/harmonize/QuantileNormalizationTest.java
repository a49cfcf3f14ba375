package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Against limma (src/test/oracle/quantile/make.R). */
class QuantileNormalizationTest {
  private final List<String> notes = new ArrayList<>();

  private static LabelledMatrix matrix(String name) throws IOException {
    return MatrixFiles.read(Path.of("src/test/oracle/quantile", name + ".tsv.gz"));
  }

  private static Agreement agreement(String data) {
    return Agreement.of("quantile", "quantile", "limma", "normalizeQuantiles", data);
  }

  private LabelledMatrix run(LabelledMatrix matrix) {
    return QuantileNormalization.transform(matrix, QuantileNormalization.fit(matrix), notes::add);
  }

  @ParameterizedTest
  @CsvSource({
    "plain,no ties",
    "plain_missing,no ties with missing values",
    "ties,heavy ties",
    "ties_missing,heavy ties with missing values"
  })
  void isLimmas(String name, String data) throws IOException {
    agreement("simulated, 150 features × 12 samples, " + data)
        .absolute("normalised values", run(matrix(name)), matrix(name + "_expected"), 1e-9);
    assertThat(notes).isEmpty();
  }

  @Test
  void isLimmasAtRealisticSize() throws IOException {
    var found = run(matrix("large"));
    var agreement = agreement("simulated, 2000 features × 40 samples, ties and missing values");
    agreement.absolute(
        "normalised values, every 40th feature", found, matrix("large_expected"), 1e-9);
    var moments = Frozen.read("quantile/large_moments.tsv.gz");
    for (int power = 1; power <= 3; power++) {
      agreement.close(
          "per sample mean of x^%d, all features".formatted(power),
          moments(found, power),
          moments.numbers(List.of("mean", "square", "cube").get(power - 1)),
          1e-9);
    }
  }

  private static double[] moments(LabelledMatrix matrix, int power) {
    return IntStream.range(0, matrix.sampleCount())
        .mapToDouble(
            s ->
                Arrays.stream(matrix.column(s))
                    .filter(v -> !Double.isNaN(v))
                    .map(v -> Math.pow(v, power))
                    .average()
                    .orElseThrow())
        .toArray();
  }

  @Test
  void aSampleIsMappedAloneAsAmongOthersAndItsOrderIsKept() throws IOException {
    var matrix = matrix("ties_missing");
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
