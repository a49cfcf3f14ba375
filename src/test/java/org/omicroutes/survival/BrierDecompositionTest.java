package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

class BrierDecompositionTest {
  private static final double[] DAYS = {360, 720, 1080, 1440, 1800};

  private static Agreement agreement(String program, String function, String unit) {
    String data = "gbsg, 686 patients" + (unit.equals("days") ? "" : ", times rounded to 60 days");
    return Agreement.of("brier-decomposition", "recalibration", program, function, data);
  }

  @Test
  void partsAreThoseOfTheDefinition() throws Exception {
    Frozen patients = Frozen.read("recalibration/patients.tsv.gz");
    Frozen all = Frozen.read("recalibration/brier.tsv.gz");
    for (String unit : List.of("days", "rounded")) {
      Frozen rows = all.where("unit", unit);
      BrierDecomposition[] found = new BrierDecomposition[rows.size()];
      for (int k = 0; k < found.length; k++) {
        int day = (int) rows.numbers("horizon")[k];
        found[k] =
            BrierDecomposition.of(
                patients.numbers(unit),
                patients.flags("event"),
                patients.numbers("s" + day),
                day,
                rows.integers("count")[k]);
      }
      compare(unit, rows, found, "brier", BrierDecomposition::brier);
      compare(unit, rows, found, "reliability", BrierDecomposition::reliability);
      compare(unit, rows, found, "resolution", BrierDecomposition::resolution);
      compare(unit, rows, found, "uncertainty", BrierDecomposition::uncertainty);
      compare(unit, rows, found, "withinVariance", BrierDecomposition::withinVariance);
      compare(unit, rows, found, "withinCovariance", BrierDecomposition::withinCovariance);
      compare(unit, rows, found, "slope", BrierDecomposition::slope);
      compare(unit, rows, found, "intercept", BrierDecomposition::intercept);
    }
  }

  private static void compare(
      String unit,
      Frozen rows,
      BrierDecomposition[] found,
      String name,
      ToDoubleFunction<BrierDecomposition> part) {
    boolean line = List.of("slope", "intercept").contains(name);
    agreement("stats", line ? "lm" : "weighted.mean", unit)
        .absolute(
            (line ? "reliability " : "") + name + ", 5 and 10 groups",
            Arrays.stream(found).mapToDouble(part).toArray(),
            rows.numbers(name),
            1e-10);
  }

  @Test
  void likelihoodIsThatOfTheDefinition() throws Exception {
    Frozen patients = Frozen.read("recalibration/patients.tsv.gz");
    Frozen rows = Frozen.read("recalibration/likelihood.tsv.gz");
    for (String unit : List.of("days", "rounded")) {
      double found =
          BrierDecomposition.negativeLogLikelihood(
              DAYS,
              patients.matrix(patients.header().subList(3, 8)),
              patients.numbers(unit),
              patients.flags("event"));
      agreement("stats", "approx", unit)
          .close(
              "negative log likelihood at horizons",
              found,
              rows.where("unit", unit).number("nll"),
              1e-12);
    }
  }

  @Property
  void partsAddUpToTheBrierScore(
      @ForAll long seed,
      @ForAll @IntRange(min = 10, max = 80) int n,
      @ForAll @IntRange(min = 1, max = 12) int count,
      @ForAll @IntRange(min = 1, max = 20) int values) {
    Random random = new Random(seed);
    double[] times = random.doubles(n).map(u -> Math.ceil(30 * u)).toArray();
    double[] survival = random.doubles(n).map(u -> Math.rint(u * values) / values).toArray();
    boolean[] events = new boolean[n];
    for (int i = 0; i < n; i++) {
      events[i] = random.nextBoolean();
    }
    var parts = BrierDecomposition.of(times, events, survival, 12, count);
    Estimate brier = BrierScore.at(times, events, survival, 12);
    if (!brier.estimable()) {
      assertThat(parts.brier()).isNaN();
      return;
    }
    assertThat(parts.brier()).isCloseTo(brier.value(), within(1e-10));
    assertThat(
            parts.reliability()
                - parts.resolution()
                + parts.uncertainty()
                + parts.withinVariance()
                - parts.withinCovariance())
        .isCloseTo(brier.value(), within(1e-10));
    assertThat(parts.resolution()).isBetween(0.0, parts.uncertainty() + 1e-12);
    assertThat(parts.uncertainty())
        .isCloseTo(BrierScore.ofNull(times, events, 12).value(), within(1e-10));
    assertThat(parts.groups()).hasSizeLessThanOrEqualTo(count);
  }

  @Test
  void oneValueAGroupLeavesNothingWithin() {
    int n = 90;
    double[] survival = IntStream.range(0, n).mapToDouble(i -> (i % 3 + 1) / 4.0).toArray();
    double[] times = IntStream.range(0, n).mapToDouble(i -> 1 + i * 7 % 90).toArray();
    boolean[] events = new boolean[n];
    Arrays.fill(events, true);
    var parts = BrierDecomposition.of(times, events, survival, 45, 3);
    assertThat(parts.groups()).hasSize(3);
    assertThat(parts.withinVariance()).isCloseTo(0, within(1e-15));
    assertThat(parts.withinCovariance()).isCloseTo(0, within(1e-15));
  }

  @Test
  void likelihoodByHandAndItsFloor() {
    double[] days = {10, 20};
    double[][] curves = {{0.8, 0.5}, {0.8, 0.5}, {0.8, 0.5}, {1, 1}};
    double[] times = {10, 15, 99, 5};
    boolean[] events = {true, false, true, true};
    double expected = -(Math.log(0.2) + Math.log(0.65) + Math.log(0.5) + Math.log(1e-10)) / 4;
    assertThat(BrierDecomposition.negativeLogLikelihood(days, curves, times, events))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void uglyCases() {
    double[] times = {5, 6, 7};
    double[] survival = {0.1, 0.5, 0.9};
    var unseen = BrierDecomposition.of(times, new boolean[3], survival, 10, 2);
    assertThat(unseen.reliability()).isNaN();
    double[] same = {0.5, 0.5, 0.5};
    var one = BrierDecomposition.of(times, new boolean[] {true, false, true}, same, 6, 3);
    assertThat(one.groups()).hasSize(1);
    assertThat(one.slope()).isNaN();
    survival[1] = Double.NaN;
    assertThatThrownBy(() -> BrierDecomposition.of(times, new boolean[3], survival, 6, 2))
        .isInstanceOf(DataException.class);
  }
}
