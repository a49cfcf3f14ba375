package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.harmonize.Imputation.Method;
import org.omicroutes.oracle.Agreement;

class ImputationTest {
  private static final double NONE = Double.NaN;
  private static final String DATA = "simulated, 198 features × 36 samples, 6 % missing";
  private final List<String> notes = new ArrayList<>();

  private static LabelledMatrix matrix(double[]... rows) {
    return LabelledMatrix.of(ids("f", rows.length), ids("s", rows[0].length), rows);
  }

  private static List<String> ids(String prefix, int n) {
    return IntStream.range(0, n).mapToObj(i -> prefix + i).toList();
  }

  private LabelledMatrix run(LabelledMatrix m, Method method, int k, double maxMissing) {
    return Imputation.transform(
        m, Imputation.fit(m, method, k, maxMissing, notes::add), notes::add);
  }

  private static LabelledMatrix frozen(String name) throws IOException {
    return MatrixFiles.read(Path.of("src/test/oracle/impute", name + ".tsv.gz"));
  }

  private static Agreement agreement(String program, String function) {
    return Agreement.of("impute", "impute", program, function, DATA);
  }

  @ParameterizedTest
  @CsvSource({
    "MEAN,rowMeans,filled with the mean",
    "MEDIAN,median,filled with the median",
    "KNN,KNNimpute by its formula,filled by 10 neighbours weighted by 1 / distance"
  })
  void isTheReferences(Method method, String function, String quantity) throws IOException {
    agreement("R", function)
        .absolute(
            quantity,
            run(frozen("matrix"), method, 10, 0.5),
            frozen(method.name().toLowerCase(Locale.ROOT)),
            1e-12);
  }

  /** Which averages with equal weights, the one difference to ours. */
  @Test
  void neighboursAreThoseOfImputeKnn() throws IOException {
    var matrix = frozen("matrix");
    var expected = frozen("impute_knn");
    var state = Imputation.fit(matrix, Method.KNN, 10, 0.5, notes::add);
    double[][] ones = new double[state.weights().length][];
    for (int f = 0; f < ones.length; f++) {
      ones[f] = new double[state.weights()[f].length];
      Arrays.fill(ones[f], 1);
    }
    var equal =
        new Imputation.State(
            state.features(), state.centre(), state.neighbours(), ones, state.dropped());
    agreement("impute", "impute.knn")
        .absolute(
            "filled by the same 10 neighbours with equal weights",
            Imputation.transform(matrix, equal, notes::add),
            expected,
            1e-12);

    double ours = rootMeanSquareError(Imputation.transform(matrix, state, notes::add), matrix);
    double theirs = rootMeanSquareError(expected, matrix);
    assertThat(ours).isLessThan(theirs);
    Agreement.disagreement(
        "impute",
        "root mean square error of what 10 neighbours fill in, " + DATA,
        String.format(
            Locale.ROOT,
            "weights 1 / distance %.4f, equal weights (impute.knn) %.4f",
            ours,
            theirs),
        "Weights 1 / distance, as Troyanskaya et al. 2001 define KNNimpute; the Bioconductor package"
            + " averages the same neighbours with equal weights.");
  }

  /** Over the cells that are missing in {@code holes}, in the features of {@code filled}. */
  private static double rootMeanSquareError(LabelledMatrix filled, LabelledMatrix holes)
      throws IOException {
    var truth = frozen("truth");
    double sum = 0;
    int cells = 0;
    for (int f = 0; f < truth.featureCount(); f++) {
      String feature = truth.featureIds().get(f);
      for (int s = 0; s < truth.sampleCount(); s++) {
        if (Double.isNaN(holes.at(holes.featureIndex(feature), s))) {
          double off = filled.at(filled.featureIndex(feature), s) - truth.at(f, s);
          sum += off * off;
          cells++;
        }
      }
    }
    return Math.sqrt(sum / cells);
  }

  @Test
  void meanAndMedianAreTheFeatures() {
    var m = matrix(new double[] {1, 2, 9, NONE}, new double[] {5, 5, 5, 5});
    assertThat(run(m, Method.MEAN, 1, 0.5).row(0)).containsExactly(1, 2, 9, 4);
    assertThat(run(m, Method.MEDIAN, 1, 0.5).row(0)).containsExactly(1, 2, 9, 2);
  }

  @Test
  void neighboursAreWeighedByDistance() {
    // RMS over s0..s2: 1 to f1 and 2 to f2, so (7 * 1 + 10 * 0.5) / 1.5; f3 is too far for k = 2.
    var m =
        matrix(
            new double[] {1, 2, 3, NONE},
            new double[] {2, 3, 4, 7},
            new double[] {3, 4, 5, 10},
            new double[] {50, 60, 70, 80});
    assertThat(run(m, Method.KNN, 2, 0.5).at(0, 3)).isCloseTo(8, within(1e-12));
  }

  @Test
  void aNeighbourWithoutAValueThereIsPassedOver() {
    var m =
        matrix(
            new double[] {1, 2, 3, NONE, NONE},
            new double[] {2, 3, 4, 7, NONE},
            new double[] {3, 4, 5, NONE, NONE},
            new double[] {NONE, NONE, NONE, 1, 1});
    var found = run(m, Method.KNN, 2, 0.5);
    assertThat(found.featureIds()).containsExactly("f0", "f1", "f2");
    assertThat(found.row(0)).containsExactly(1, 2, 3, 7, 2);
    assertThat(notes).anyMatch(note -> note.startsWith("1 features"));
  }

  @Test
  void nearestNeighboursBeatTheMeanOnCorrelatedFeatures() {
    var random = new Random(5);
    double[][] full = new double[120][80];
    double[][] holes = new double[120][80];
    double[][] factors = new double[6][80];
    for (double[] factor : factors) {
      for (int s = 0; s < 80; s++) {
        factor[s] = random.nextGaussian();
      }
    }
    for (int f = 0; f < 120; f++) {
      for (int s = 0; s < 80; s++) {
        full[f][s] = factors[f % 6][s] + 0.3 * random.nextGaussian();
        holes[f][s] = random.nextDouble() < 0.1 ? NONE : full[f][s];
      }
    }
    double knn = error(full, holes, run(matrix(holes), Method.KNN, 10, 0.5));
    double mean = error(full, holes, run(matrix(holes), Method.MEAN, 10, 0.5));
    assertThat(knn).isLessThan(0.4 * mean);
  }

  private static double error(double[][] full, double[][] holes, LabelledMatrix found) {
    double sum = 0;
    for (int f = 0; f < full.length; f++) {
      for (int s = 0; s < full[f].length; s++) {
        double off = full[f][s] - found.at(f, s);
        sum += Double.isNaN(holes[f][s]) ? off * off : 0;
      }
    }
    return Math.sqrt(sum);
  }

  @Test
  void earlyGivenUpDistancesFindTheSameNeighboursAsAFullSearch() {
    var random = new Random(9);
    double[][] rows = new double[50][200];
    double[] means = new double[50];
    for (int f = 0; f < 50; f++) {
      for (int s = 0; s < 200; s++) {
        rows[f][s] = f / 20.0 + random.nextGaussian() * (1 + f % 3);
        means[f] += rows[f][s] / 200;
      }
    }
    var search = new FeatureNeighbours(rows, means, 5, 1);
    search.of(20);
    var expected =
        IntStream.range(0, 50)
            .filter(f -> f != 20)
            .boxed()
            .sorted(Comparator.comparingDouble(f -> squares(rows[20], rows[f])))
            .limit(5)
            .mapToInt(Integer::intValue)
            .toArray();
    assertThat(search.positions()).isEqualTo(expected);
  }

  private static double squares(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(s -> (a[s] - b[s]) * (a[s] - b[s])).sum();
  }

  @Test
  void newSamplesAreFilledAloneAndLackingFeaturesGetTheMean() {
    var m = matrix(new double[] {1, 2, 3}, new double[] {4, NONE, 8});
    var state = Imputation.fit(m, Method.KNN, 3, 0.5, notes::add);
    var fresh = LabelledMatrix.of(List.of("f0"), List.of("n"), new double[][] {{2.5}});
    var found = Imputation.transform(fresh, state, notes::add);
    assertThat(found.featureIds()).containsExactly("f0", "f1");
    assertThat(found.at(0, 0)).isEqualTo(2.5);
    assertThat(found.at(1, 0)).isCloseTo(2.5, within(1e-12));
    var complete = Imputation.fit(m, Method.MEAN, 3, 0.5, notes::add);
    assertThat(Imputation.transform(fresh, complete, notes::add).at(1, 0)).isEqualTo(6);
  }

  @Test
  void nothingLeftIsAnError() {
    var m = matrix(new double[] {NONE, NONE, 3}, new double[] {NONE, NONE, NONE});
    assertThatThrownBy(() -> Imputation.fit(m, Method.MEAN, 3, 0.5, notes::add))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("0.5");
  }
}
