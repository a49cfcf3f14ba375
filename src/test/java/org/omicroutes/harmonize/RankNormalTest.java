package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
  void aConstantFeatureScoresZeroWhateverComesLater() {
    double[] fit = new double[500];
    Arrays.fill(fit, 4);
    for (int n : new int[] {1, 3, 201, 500}) {
      assertThat(scores(row(Arrays.copyOf(fit, n)), 4, -2, 9, Double.NaN))
          .containsExactly(new double[] {0, 0, 0, Double.NaN}, within(1e-12));
    }
  }

  /** Copy numbers of GISTIC: -2 to 2, most genes 0 in most samples. */
  @ParameterizedTest
  @ValueSource(ints = {150, 760})
  void fewLevelsKeepTheirOrderAndTheScoreOfTheirMeanRank(int n) {
    int[] counts = {n / 50, n / 5, 0, n / 10, n / 50};
    counts[2] = n - IntStream.of(counts).sum();
    double[] fit = new double[n];
    double[] expected = new double[5];
    int next = 0;
    for (int level = 0; level < 5; level++) {
      Arrays.fill(fit, next, next + counts[level], level - 2);
      expected[level] = at((next + counts[level] / 2.0) / n);
      next += counts[level];
    }
    double[] found = scores(row(fit), -2, -1, 0, 1, 2);
    assertThat(found).isSorted().doesNotHaveDuplicates();
    assertThat(found).containsExactly(expected, within(n <= RankNormal.KNOTS ? 1e-9 : 0.12));
    assertThat(found[2]).isCloseTo(expected[2], within(0.02));
  }

  @Test
  void aLevelOfOneSampleAmongManyIsBeyondTheCommonOnes() {
    double[] fit = new double[760];
    fit[17] = 2;
    double[] found = scores(row(fit), 0, 2, -1);
    assertThat(found[0]).isCloseTo(0, within(0.01));
    assertThat(found[1]).isGreaterThan(2.5);
    assertThat(found[2]).isLessThan(-2.5);
  }

  @Test
  void ranksAreThoseAmongTheKnownValuesAndWithoutAnyAllIsMissing() {
    double[] fit = new double[760];
    Arrays.fill(fit, Double.NaN);
    assertThat(scores(row(fit), 1, Double.NaN)).containsOnly(Double.NaN);
    fit[3] = 5;
    fit[400] = -1;
    fit[700] = 8;
    assertThat(scores(row(fit), -1, 5, 8, Double.NaN))
        .containsExactly(
            new double[] {at(1 / 6.0), at(0.5), at(5 / 6.0), Double.NaN}, within(1e-12));
  }
}
