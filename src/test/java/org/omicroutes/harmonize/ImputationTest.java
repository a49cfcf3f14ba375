package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.harmonize.Imputation.Method;

class ImputationTest {
  private static final double NONE = Double.NaN;
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
