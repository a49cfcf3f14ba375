package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

class UncertaintyPartsTest {

  @Test
  void partsAreScipys() throws Exception {
    Frozen members = Frozen.read("uncertainty-parts/members.tsv.gz");
    Frozen expected = Frozen.read("uncertainty-parts/expected.tsv.gz");
    double[][] p = members.matrix(members.header());
    UncertaintyParts[] found =
        Arrays.stream(p).map(UncertaintyParts::of).toArray(UncertaintyParts[]::new);
    double[][] columns = new double[7][found.length];
    for (int i = 0; i < found.length; i++) {
      UncertaintyParts u = found[i];
      double[] row = {
        u.mean(),
        u.variance(),
        u.dataVariance(),
        u.modelVariance(),
        u.entropy(),
        u.dataEntropy(),
        u.modelEntropy()
      };
      for (int k = 0; k < row.length; k++) {
        columns[k][i] = row[k];
      }
    }
    String data = "60 patients × 9 ensemble members";
    Agreement numpy = Agreement.of("uncertainty", "uncertainty-parts", "numpy", "cov, var", data);
    Agreement scipy =
        Agreement.of("uncertainty", "uncertainty-parts", "scipy", "stats.entropy", data);
    List<String> names = expected.header();
    for (int k = 0; k < columns.length; k++) {
      Agreement reference = k < 4 ? numpy : scipy;
      reference.absolute(names.get(k), columns[k], expected.numbers(names.get(k)), 1e-12);
    }
  }

  /** Draws a member, then the outcome: the variances of the definition, not of the formula. */
  @Test
  void drawnOutcomesHaveTheVariances() {
    double[] members = {0.9, 0.7, 0.75, 0.4, 0.85};
    UncertaintyParts parts = UncertaintyParts.of(members);
    Random random = new Random(5);
    int draws = 200_000;
    double[] alive = new double[members.length];
    int[] counts = new int[members.length];
    for (int d = 0; d < draws; d++) {
      int m = random.nextInt(members.length);
      counts[m]++;
      alive[m] += random.nextDouble() < members[m] ? 1 : 0;
    }
    double all = Arrays.stream(alive).sum() / draws;
    double between = 0;
    double inside = 0;
    for (int m = 0; m < members.length; m++) {
      double share = alive[m] / counts[m];
      between += counts[m] * (share - all) * (share - all) / draws;
      inside += counts[m] * share * (1 - share) / draws;
    }
    assertThat(parts.variance()).isCloseTo(all * (1 - all), within(0.003));
    assertThat(parts.modelVariance()).isCloseTo(between, within(0.003));
    assertThat(parts.dataVariance()).isCloseTo(inside, within(0.003));
  }

  @Property
  void partsAddUpAndNoneIsNegative(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 0, max = 1) Double> members) {
    UncertaintyParts u = UncertaintyParts.of(doubles(members));
    assertThat(u.dataVariance() + u.modelVariance()).isCloseTo(u.variance(), within(1e-12));
    assertThat(u.dataEntropy() + u.modelEntropy()).isCloseTo(u.entropy(), within(1e-12));
    assertThat(List.of(u.dataVariance(), u.modelVariance(), u.dataEntropy(), u.modelEntropy()))
        .allMatch(v -> v >= 0);
    // Half a nat per unit of squared distance: Pinsker's inequality.
    assertThat(u.modelEntropy()).isGreaterThanOrEqualTo(2 * u.modelVariance() - 1e-12);
  }

  @Property
  void deathInPlaceOfLifeHasTheSameUncertainty(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 0, max = 1) Double> members) {
    double[] p = doubles(members);
    UncertaintyParts u = UncertaintyParts.of(p);
    UncertaintyParts v = UncertaintyParts.of(Arrays.stream(p).map(x -> 1 - x).toArray());
    assertThat(v.modelVariance()).isCloseTo(u.modelVariance(), within(1e-12));
    assertThat(v.modelEntropy()).isCloseTo(u.modelEntropy(), within(1e-12));
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void membersThatAgreeLeaveNothingToTheModel() {
    UncertaintyParts u = UncertaintyParts.of(new double[] {0.3, 0.3, 0.3});
    assertThat(u.modelVariance()).isCloseTo(0, within(1e-30));
    assertThat(u.modelEntropy()).isCloseTo(0, within(1e-15));
    assertThat(u.variance()).isCloseTo(0.21, within(1e-15));
  }

  @Test
  void noProbabilityIsNamed() {
    assertThatThrownBy(() -> UncertaintyParts.of(new double[] {0.5, Double.NaN}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> UncertaintyParts.of(new double[0])).isInstanceOf(DataException.class);
  }
}
