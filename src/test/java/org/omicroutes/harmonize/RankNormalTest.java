package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.oracle.Agreement;

class RankNormalTest {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  private static LabelledMatrix row(double... values) {
    List<String> samples = IntStream.range(0, values.length).mapToObj(i -> "s" + i).toList();
    return LabelledMatrix.of(List.of("g"), samples, new double[][] {values});
  }

  private static double[] scores(LabelledMatrix fit, double... values) {
    return RankNormal.transform(row(values), RankNormal.fit(fit), note -> {}).row(0);
  }

  private static double at(double level) {
    return NORMAL.inverseCumulativeProbability(level);
  }

  private static LabelledMatrix frozen(String name) throws IOException {
    return MatrixFiles.read(Path.of("src/test/oracle/rank-normal", name + ".tsv.gz"));
  }

  private static Agreement agreement(String data) {
    return Agreement.of("rank-normal", "rank-normal", "R", "qnorm((rank - 0.5) / n)", data);
  }

  @Test
  void areTheScoresOfR() throws IOException {
    var matrix = frozen("matrix");
    var found = RankNormal.transform(matrix, RankNormal.fit(matrix), note -> {});
    agreement("simulated, 40 × 120, heavy ties, missing values, constant")
        .absolute("normal scores", found, frozen("matrix_expected"), 1e-9);
  }

  @Test
  void givesTheNormalQuantileOfTheRankWithTiesInTheirMiddle() {
    LabelledMatrix fit = row(5, -1, 7377, 5);
    assertThat(scores(fit, 5, -1, 7377, Double.NaN))
        .containsExactly(new double[] {at(0.5), at(0.125), at(0.875), Double.NaN}, within(1e-12));
  }

  @Test
  void placesNewValuesBetweenAndClampsBeyondTheFittedOnes() {
    double[] scores = scores(row(0, 1, 2, 3), -50, 1.25, 50);
    assertThat(scores[0]).isEqualTo(at(0.125));
    assertThat(scores[1]).isBetween(at(0.375), at(0.625));
    assertThat(scores[2]).isEqualTo(at(0.875));
  }

  @Test
  void isMonotoneAndStandardNormalOnManySamples() {
    Random random = new Random(3);
    double[] values = random.doubles(1000).map(u -> Math.exp(8 * u)).toArray();
    double[] scores = scores(row(values), values);
    double mean = 0;
    double square = 0;
    for (int i = 0; i < values.length; i++) {
      mean += scores[i] / values.length;
      square += scores[i] * scores[i] / values.length;
      for (int j = 0; j < 20; j++) {
        assertThat(Math.signum(scores[i] - scores[j]) * Math.signum(values[i] - values[j]))
            .isGreaterThanOrEqualTo(0);
      }
    }
    assertThat(mean).isCloseTo(0, within(1e-3));
    assertThat(square).isCloseTo(1, within(0.02));
  }

  @Test
  void aConstantFeatureScoresZero() {
    assertThat(scores(row(4, 4, 4), 4)).containsExactly(new double[] {0}, within(1e-12));
  }
}
