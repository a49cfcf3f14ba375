package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

class ConformalSurvivalTest {
  private static final double[] DAYS = {100, 200, 400, 600, 800, 1000, 1500, 2000};

  @Test
  void levelIsTheOneOfTheDefinition() throws Exception {
    Frozen patients = Frozen.read("survival-intervals/patients.tsv.gz");
    double[][] curves = patients.matrix(patients.header().subList(3, 10));
    Frozen rows = Frozen.read("survival-intervals/conformal.tsv.gz");
    double[] found = new double[rows.size()];
    for (int k = 0; k < found.length; k++) {
      double level =
          ConformalSurvival.fit(
                  SurvivalIntervalTest.DAYS,
                  curves,
                  patients.numbers(rows.texts("unit").get(k)),
                  patients.flags("event"),
                  rows.numbers("alpha")[k],
                  rows.numbers("cutoff")[k])
              .level();
      // The grid of the reference has steps of 0.001: it knows the cell that the level lies in.
      found[k] = Math.floor(level * 1000 + 1e-9) / 1000;
      assertThat(level).isBetween(rows.numbers("from")[k] - 1e-9, rows.numbers("to")[k] + 1e-9);
    }
    Agreement.of(
            "conformal-survival",
            "survival-intervals",
            "survival",
            "survfit",
            "gbsg, 686 patients, 4 levels × 2 cut-offs, with and without ties")
        .absolute("level by trying 1001 levels", found, rows.numbers("from"), 1e-12);
  }

  /** True lives, observed times and what a wrong model says of them. */
  private record Cohort(double[] lives, double[] times, boolean[] events, double[][] curves) {}

  private static Cohort simulate(int n, boolean censored, double wrong, Random random) {
    Cohort c = new Cohort(new double[n], new double[n], new boolean[n], new double[n][DAYS.length]);
    for (int i = 0; i < n; i++) {
      double x = random.nextGaussian();
      double scale = 600 * Math.exp(0.7 * x);
      c.lives[i] = -Math.log(random.nextDouble()) * scale;
      double censoring = censored ? -Math.log(random.nextDouble()) * 1200 : 1e9;
      c.times[i] = Math.min(c.lives[i], censoring);
      c.events[i] = c.lives[i] <= censoring;
      for (int h = 0; h < DAYS.length; h++) {
        c.curves[i][h] = Math.exp(-DAYS[h] / (wrong * 600 * Math.exp(0.4 * x)));
      }
    }
    return c;
  }

  private static double coverage(boolean censored, double wrong, double alpha) {
    Random random = new Random(17);
    double covered = 0;
    int seeds = 100;
    for (int s = 0; s < seeds; s++) {
      Cohort known = simulate(150, censored, wrong, random);
      Cohort fresh = simulate(150, censored, wrong, random);
      var model = ConformalSurvival.fit(DAYS, known.curves, known.times, known.events, alpha, 1200);
      double[] bounds = model.bounds(DAYS, fresh.curves);
      for (int i = 0; i < bounds.length; i++) {
        covered += fresh.lives[i] >= bounds[i] ? 1.0 / bounds.length / seeds : 0;
      }
    }
    return covered;
  }

  @Test
  void boundsHoldAsOftenAsSaidAlsoOfWrongModels() {
    for (double alpha : new double[] {0.1, 0.2, 0.4}) {
      for (double wrong : new double[] {0.4, 1, 2}) {
        assertThat(coverage(false, wrong, alpha)).isBetween(1 - alpha - 0.015, 1 - alpha + 0.025);
        assertThat(coverage(true, wrong, alpha)).isBetween(1 - alpha - 0.02, 1 - alpha + 0.03);
      }
    }
  }

  @Test
  void aTimidModelAloneDoesNotHoldWhatItSays() {
    Random random = new Random(3);
    Cohort c = simulate(2000, true, 2, random);
    double[] plain = new ConformalSurvival(0.2, 0.2, 1200, 0).bounds(DAYS, c.curves);
    int covered = 0;
    for (int i = 0; i < plain.length; i++) {
      covered += c.lives[i] >= plain[i] ? 1 : 0;
    }
    assertThat(covered / 2000.0).isLessThan(0.72);
  }

  @Property(tries = 50)
  void withoutCensoringTheMissesAreThoseAllowed(
      @ForAll long seed, @ForAll @IntRange(min = 20, max = 90) int n) {
    Cohort c = simulate(n, false, 1, new Random(seed));
    var model = ConformalSurvival.fit(DAYS, c.curves, c.times, c.events, 0.3, 1999);
    double[] bounds = model.bounds(DAYS, c.curves);
    int missed = 0;
    for (int i = 0; i < n; i++) {
      missed += c.times[i] < bounds[i] - 1e-6 ? 1 : 0;
    }
    assertThat((missed + 1.0) / (n + 1)).isLessThanOrEqualTo(0.3 + 1e-9);
    assertThat((missed + 2.0) / (n + 1)).isGreaterThan(0.3);
  }

  @Property(tries = 50)
  void boundsFallWithSafety(@ForAll long seed) {
    Cohort c = simulate(60, true, 1, new Random(seed));
    double[] last = null;
    for (double alpha : new double[] {0.5, 0.3, 0.1, 0.01}) {
      double[] bounds =
          ConformalSurvival.fit(DAYS, c.curves, c.times, c.events, alpha).bounds(DAYS, c.curves);
      for (int i = 0; last != null && i < bounds.length; i++) {
        assertThat(bounds[i]).isLessThanOrEqualTo(last[i]);
      }
      last = bounds;
    }
    assertThat(last).containsOnly(0);
  }

  @Test
  void allCensoredGivesTheCutoff() {
    Cohort c = simulate(50, true, 1, new Random(1));
    var model = ConformalSurvival.fit(DAYS, c.curves, c.times, new boolean[50], 0.1, 500);
    assertThat(model.level()).isEqualTo(1);
    assertThat(model.bounds(DAYS, c.curves)).containsOnly(500);
  }

  @Test
  void aCutoffOfItsOwnKeepsWeightsSmall() {
    Cohort c = simulate(300, true, 1, new Random(1));
    double cutoff = ConformalSurvival.fit(DAYS, c.curves, c.times, c.events, 0.1).cutoff();
    KaplanMeier censoring = KaplanMeier.censoring(c.times, c.events);
    assertThat(censoring.before(cutoff)).isGreaterThanOrEqualTo(0.1);
    assertThat(cutoff).isCloseTo(1200 * Math.log(10), within(900.0));
  }

  @Test
  void noPatientsAndNoCurvesAreNamed() {
    assertThatThrownBy(
            () -> ConformalSurvival.fit(DAYS, new double[0][], new double[0], new boolean[0], 0.1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no calibration patients");
    assertThatThrownBy(
            () ->
                ConformalSurvival.fit(
                    DAYS, new double[2][8], new double[] {1}, new boolean[1], 0.1, 9))
        .isInstanceOf(DataException.class);
  }
}
