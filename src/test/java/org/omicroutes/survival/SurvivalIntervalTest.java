package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

class SurvivalIntervalTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  static final double[] DAYS = {182, 365, 730, 1095, 1460, 1825, 2190};
  private static Frozen patients;
  private static double[][] curves;

  @BeforeAll
  static void read() throws Exception {
    patients = Frozen.read("survival-intervals/patients.tsv.gz");
    curves = patients.matrix(patients.header().subList(3, 10));
  }

  private static Agreement agreement(String program, String function, String unit) {
    String data = "gbsg, 686 patients" + (unit.equals("days") ? "" : ", times rounded to 30 days");
    return Agreement.of("survival-interval", "survival-intervals", program, function, data);
  }

  private static SurvivalInterval[] intervals(double level) {
    return Arrays.stream(curves)
        .map(c -> SurvivalInterval.of(DAYS, c, level))
        .toArray(SurvivalInterval[]::new);
  }

  @Test
  void endsAreRsInterpolation() throws Exception {
    Frozen expected = Frozen.read("survival-intervals/reached.tsv.gz");
    SurvivalInterval[] found = intervals(0.6);
    agreement("R", "approx", "days")
        .close(
            "20 % quantile",
            Arrays.stream(found).mapToDouble(SurvivalInterval::lower).toArray(),
            expected.numbers("t80"),
            1e-9)
        .close(
            "median",
            Arrays.stream(found).mapToDouble(SurvivalInterval::median).toArray(),
            expected.numbers("t50"),
            1e-9)
        .close(
            "80 % quantile",
            Arrays.stream(found).mapToDouble(SurvivalInterval::upper).toArray(),
            expected.numbers("t20"),
            1e-9);
  }

  @Test
  void coverageHasSurvfitsWeights() throws Exception {
    Frozen all = Frozen.read("survival-intervals/coverage.tsv.gz");
    for (String unit : new String[] {"days", "rounded"}) {
      Frozen rows = all.where("unit", unit);
      double[][] found = new double[3][rows.size()];
      for (int k = 0; k < rows.size(); k++) {
        SurvivalInterval.Coverage coverage =
            SurvivalInterval.coverage(
                patients.numbers(unit),
                patients.flags("event"),
                intervals(rows.numbers("level")[k]),
                rows.numbers("horizon")[k]);
        found[0][k] = coverage.value();
        found[1][k] = coverage.standardError();
        found[2][k] = coverage.known();
      }
      agreement("survival", "survfit", unit)
          .absolute("coverage of intervals", found[0], rows.numbers("coverage"), 1e-9)
          .absolute("SE of the coverage", found[1], rows.numbers("se"), 1e-9)
          .absolute("patients settled", found[2], rows.numbers("known"), 0);
    }
  }

  @Test
  void byHand() {
    double[] days = {100, 200, 300};
    SurvivalInterval interval = SurvivalInterval.of(days, new double[] {0.8, 0.8, 0.3}, 0.6);
    assertThat(interval.lower()).isCloseTo(100, within(1e-9));
    assertThat(interval.median()).isCloseTo(260, within(1e-9));
    assertThat(interval.upper()).isEqualTo(INF);
    assertThat(SurvivalInterval.of(days, new double[] {1, 1, 1}, 0.5).lower()).isEqualTo(INF);
    double[] dead = {0, 0, 0};
    assertThat(SurvivalInterval.of(days, dead, 0.5).upper()).isCloseTo(75, within(1e-9));
  }

  @Test
  void coverageWithoutCensoringIsTheShareInside() {
    SurvivalInterval[] intervals = new SurvivalInterval[5];
    Arrays.fill(intervals, new SurvivalInterval(10, 20, 30));
    boolean[] events = {true, true, true, true, true};
    var coverage =
        SurvivalInterval.coverage(new double[] {5, 10, 30, 31, 90}, events, intervals, 80);
    assertThat(coverage.value()).isCloseTo(0.4, within(1e-15));
    assertThat(coverage.standardError()).isCloseTo(Math.sqrt(0.24 / 5), within(1e-15));
    // Cut at 25 days the two long lives are inside as well as anybody can tell.
    coverage = SurvivalInterval.coverage(new double[] {5, 10, 30, 31, 90}, events, intervals, 25);
    assertThat(coverage.value()).isCloseTo(0.8, within(1e-15));
  }

  @Test
  void coverageUnderCensoringIsThatOfTheWholeTruth() {
    Random random = new Random(2);
    int n = 4000;
    double[] times = new double[n];
    boolean[] events = new boolean[n];
    SurvivalInterval[] intervals = new SurvivalInterval[n];
    int inside = 0;
    for (int i = 0; i < n; i++) {
      double scale = 300 + 900 * random.nextDouble();
      double death = -Math.log(random.nextDouble()) * scale;
      double censoring = 1500 * random.nextDouble();
      times[i] = Math.min(death, censoring);
      events[i] = death <= censoring;
      intervals[i] = new SurvivalInterval(0.1 * scale, 0.6 * scale, 1.1 * scale);
      double cut = Math.min(death, 1200);
      inside += cut >= Math.min(intervals[i].lower(), 1200) && cut <= intervals[i].upper() ? 1 : 0;
    }
    var found = SurvivalInterval.coverage(times, events, intervals, 1200);
    assertThat(found.value()).isCloseTo((double) inside / n, within(3 * found.standardError()));
    assertThat(found.standardError()).isLessThan(0.015);
  }

  @Test
  void allCensoredBeforeAnythingIsSettledIsUnknown() {
    SurvivalInterval[] intervals = {new SurvivalInterval(10, 20, 30)};
    var found = SurvivalInterval.coverage(new double[] {5}, new boolean[1], intervals, 80);
    assertThat(found.value()).isNaN();
    assertThat(found.known()).isZero();
  }

  @Test
  void whatIsNoCurveIsNamed() {
    double[] days = {100, 200};
    assertThatThrownBy(() -> SurvivalInterval.of(days, new double[] {0.5, 0.6}, 0.9))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("0.6")
        .hasMessageContaining("day 200");
    assertThatThrownBy(() -> SurvivalInterval.of(days, new double[] {0.5, Double.NaN}, 0.9))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> SurvivalInterval.of(days, new double[] {0.5}, 0.9))
        .isInstanceOf(DataException.class);
  }
}
