package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.survival.SurvivalRecalibration.Method;

class SurvivalRecalibrationTest {
  private static final double[] DAYS = {360, 720, 1080, 1440, 1800};
  private static Frozen patients;
  private static double[][] curves;

  @BeforeAll
  static void read() throws Exception {
    patients = Frozen.read("recalibration/patients.tsv.gz");
    curves = patients.matrix(patients.header().subList(3, 8));
  }

  private static Agreement agreement(String program, String function, String unit) {
    String data = "gbsg, 686 patients" + (unit.equals("days") ? "" : ", times rounded to 60 days");
    return Agreement.of("survival-recalibration", "recalibration", program, function, data);
  }

  private static SurvivalRecalibration fit(String unit, Method method) {
    return SurvivalRecalibration.fit(
        DAYS, curves, patients.numbers(unit), patients.flags("event"), method);
  }

  @Test
  void slopesAreGlms() throws Exception {
    Frozen all = Frozen.read("recalibration/slopes.tsv.gz");
    for (String unit : new String[] {"days", "rounded"}) {
      for (Method method : new Method[] {Method.LOGISTIC, Method.CLOGLOG}) {
        Frozen rows = all.where("unit", unit).where("method", method.name());
        var maps = fit(unit, method).maps();
        String name = method.name().toLowerCase(java.util.Locale.ROOT);
        agreement("stats", "glm", unit)
            .absolute(
                "intercept, " + name,
                Arrays.stream(maps).mapToDouble(m -> m.intercept()).toArray(),
                rows.numbers("intercept"),
                1e-8)
            .absolute(
                "slope, " + name,
                Arrays.stream(maps).mapToDouble(m -> m.slope()).toArray(),
                rows.numbers("slope"),
                1e-8);
      }
    }
  }

  @Test
  void isotonicMapIsTheMinMaxFormula() throws Exception {
    Frozen rows = Frozen.read("recalibration/isotonic.tsv.gz");
    for (String unit : new String[] {"days", "rounded"}) {
      var maps = fit(unit, Method.ISOTONIC).maps();
      for (int h : new int[] {0, 2, 4}) {
        double[] expected = rows.numbers(unit + (h + 1));
        double[] found = new double[expected.length];
        for (int i = 0; i < found.length; i++) {
          boolean known = !Double.isNaN(expected[i]);
          found[i] = known ? maps[h].curve().value(curves[i][h]) : Double.NaN;
        }
        agreement("R", "min-max formula", unit)
            .absolute("isotonic map at day " + (int) DAYS[h], found, expected, 1e-10);
      }
    }
  }

  @Test
  void withoutWeightsItIsIsoreg() throws Exception {
    Frozen rows = Frozen.read("recalibration/isoreg.tsv.gz");
    double[] one = new double[rows.size()];
    Arrays.fill(one, 1);
    IsotonicRegression fit = IsotonicRegression.fit(rows.numbers("lp"), rows.numbers("age"), one);
    agreement("stats", "isoreg", "days")
        .close(
            "isotonic regression with ties",
            Arrays.stream(rows.numbers("lp")).map(fit::value).toArray(),
            rows.numbers("fitted"),
            1e-10);
  }

  private record Cohort(double[] times, boolean[] events, double[][] curves, double[][] truth) {}

  /** Curves whose log hazards are twice as spread as the truth. */
  private static Cohort simulate(int n, Random random) {
    Cohort c = new Cohort(new double[n], new boolean[n], new double[n][5], new double[n][5]);
    for (int i = 0; i < n; i++) {
      double x = random.nextGaussian();
      double death = -Math.log(random.nextDouble()) * 1500 * Math.exp(-0.7 * x);
      double censoring = 400 + 2400 * random.nextDouble();
      c.times[i] = Math.min(death, censoring);
      c.events[i] = death <= censoring;
      for (int h = 0; h < 5; h++) {
        c.curves[i][h] = Math.exp(-DAYS[h] / 1000 * Math.exp(1.4 * x));
        c.truth[i][h] = Math.exp(-DAYS[h] / 1500 * Math.exp(0.7 * x));
      }
    }
    return c;
  }

  private static double distance(double[][] a, double[][] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int h = 0; h < a[i].length; h++) {
        sum += (a[i][h] - b[i][h]) * (a[i][h] - b[i][h]) / a.length / a[i].length;
      }
    }
    return Math.sqrt(sum);
  }

  @Test
  void extremePredictionsComeCloseToTheTruthOfNewPatients() {
    Random random = new Random(4);
    Cohort learned = simulate(1500, random);
    Cohort fresh = simulate(500, random);
    double before = distance(fresh.curves, fresh.truth);
    assertThat(before).isGreaterThan(0.12);
    for (Method method : Method.values()) {
      var map =
          SurvivalRecalibration.fit(DAYS, learned.curves, learned.times, learned.events, method);
      double[][] after = map.transform(fresh.curves);
      assertThat(distance(after, fresh.truth)).as(method.name()).isLessThan(0.05);
      if (method == Method.CLOGLOG) {
        assertThat(map.maps()[2].slope()).isCloseTo(0.5, within(0.08));
      }
    }
  }

  @Property(tries = 60)
  void curvesFallInTimeAndPatientsDoNotMatterToEachOther(
      @ForAll long seed, @ForAll @IntRange(min = 60, max = 120) int n) {
    Cohort c = simulate(n, new Random(seed));
    for (Method method : Method.values()) {
      double[][] all;
      SurvivalRecalibration map;
      try {
        map = SurvivalRecalibration.fit(DAYS, c.curves, c.times, c.events, method);
        all = map.transform(c.curves);
      } catch (DataException e) {
        assertThat(e).hasMessageMatching(".*(followed|separate|no event).*");
        continue;
      }
      for (int i = 0; i < n; i++) {
        for (int h = 0; h < 5; h++) {
          assertThat(all[i][h]).isBetween(0.0, h == 0 ? 1 : all[i][h - 1]);
        }
        assertThat(map.transform(new double[][] {c.curves[i]})[0]).containsExactly(all[i]);
      }
    }
  }

  @Property(tries = 60)
  void isotonicFitKeepsTheMeanAndCannotBeBeatenByScaling(@ForAll long seed) {
    Random random = new Random(seed);
    int n = 40;
    double[] x = random.doubles(n).map(v -> Math.rint(v * 15)).toArray();
    double[] y = new double[n];
    double[] w = new double[n];
    double total = 0;
    for (int i = 0; i < n; i++) {
      y[i] = x[i] / 10 + random.nextGaussian();
      w[i] = random.nextInt(4) == 0 ? 0 : random.nextDouble() + 0.1;
      total += w[i] * y[i];
    }
    IsotonicRegression fit = IsotonicRegression.fit(x, y, w);
    double mean = 0;
    double orthogonal = 0;
    for (int i = 0; i < n; i++) {
      double f = fit.value(x[i]);
      mean += w[i] * f;
      orthogonal += w[i] * (y[i] - f) * f;
    }
    assertThat(mean).isCloseTo(total, within(1e-9));
    assertThat(orthogonal).isCloseTo(0, within(1e-9));
    assertThat(fit.y()).isSorted();
  }

  @Test
  void whatCannotBeLearnedIsSaid() {
    double[] days = {100};
    double[][] s = {{0.2}, {0.4}, {0.6}, {0.8}};
    double[] times = {50, 60, 200, 300};
    boolean[] events = {true, true, false, false};
    assertThatThrownBy(() -> SurvivalRecalibration.fit(days, s, times, events, Method.LOGISTIC))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("separate");
    assertThatThrownBy(
            () -> SurvivalRecalibration.fit(days, s, times, new boolean[4], Method.ISOTONIC))
        .hasMessageContaining("no event by day 100");
    double[] early = {50, 60, 70, 80};
    assertThatThrownBy(() -> SurvivalRecalibration.fit(days, s, early, events, Method.CLOGLOG))
        .hasMessageContaining("nobody followed beyond day 100");
    s[1][0] = Double.NaN;
    assertThatThrownBy(() -> SurvivalRecalibration.fit(days, s, times, events, Method.ISOTONIC))
        .hasMessageContaining("NaN");
  }
}
