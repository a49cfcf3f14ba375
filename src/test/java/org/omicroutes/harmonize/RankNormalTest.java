package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

  /** Its ranks are learned as 201 quantiles: rough in the tails, by design. */
  @Test
  void areNearlyTheScoresOfRBeyondTheKnots() throws IOException {
    var matrix = frozen("large");
    var found = RankNormal.transform(matrix, RankNormal.fit(matrix), note -> {});
    var expected = frozen("large_expected");
    // Features of four kinds in turn: continuous, heavy-tailed, counts, 0/1.
    var continuous = expected.selectFeatures(List.of("f04", "f05", "f08", "f09", "f12"));
    double inner = 0;
    double outer = 0;
    for (int f = 0; f < continuous.featureCount(); f++) {
      double[] ours = found.row(found.featureIndex(continuous.featureIds().get(f)));
      double[] theirs = continuous.row(f);
      for (int s = 0; s < ours.length; s++) {
        double off = Math.abs(ours[s] - theirs[s]);
        inner = Math.abs(theirs[s]) < 2 ? Math.max(inner, off) : inner;
        outer = Double.isNaN(off) ? outer : Math.max(outer, off);
      }
    }
    assertThat(inner).isLessThan(0.05);
    assertThat(outer).isLessThan(0.25);
    Agreement.disagreement(
        "rank-normal",
        "normal scores of more samples than 201, 5 continuous features × 400",
        String.format(
            Locale.ROOT,
            "largest difference from qnorm((rank - 0.5) / n) %.4f within ±2, %.4f in the tails",
            inner,
            outer),
        "Up to 201 samples the scores are exact; beyond, the ranks are learned as 201 quantiles, so"
            + " that the state stays small, and the outermost score is that of 201 samples.");
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
