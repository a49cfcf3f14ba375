package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Against glm with offsets, and uniroot (src/test/oracle/calibration-belt/make.R). */
class CalibrationBeltTest {

  @ParameterizedTest
  @CsvSource({
    "line, 'simulated, 300 predictions'",
    "weighted, 'simulated, 400 predictions with weights'",
    "curve, 'simulated, 900 predictions, curved'"
  })
  void isTheProfileOfGlm(String name, String data) throws Exception {
    Frozen in = Frozen.read("calibration-belt/data.tsv.gz").where("data", name);
    Frozen expected = Frozen.read("calibration-belt/expected.tsv.gz").where("data", name);
    CalibrationBelt belt =
        CalibrationBelt.of(
            in.numbers("predicted"), in.flags("happened"), in.numbers("weight"), 1, 9, 0.8, 0.95);
    assertThat(belt.degree()).isEqualTo((int) expected.numbers("degree")[0]);
    Agreement agreement =
        Agreement.of("study-tables", "calibration-belt", "R", "glm", "calibration belt: " + data);
    for (int l = 0; l < 2; l++) {
      String level = l == 0 ? "80" : "95";
      Frozen limits = expected.where("level", level);
      agreement
          .absolute("curve", belt.observed(), limits.numbers("observed"), 1e-7)
          .absolute("lower " + level + " %", belt.bands()[l].lower(), limits.numbers("lower"), 1e-4)
          .absolute(
              "upper " + level + " %", belt.bands()[l].upper(), limits.numbers("upper"), 1e-4);
    }
  }

  @Test
  void quantilesAreThoseOfTheIntegrals() throws Exception {
    Frozen expected = Frozen.read("calibration-belt/quantiles.tsv.gz");
    double[] found = new double[expected.size()];
    for (int k = 0; k < found.length; k++) {
      found[k] =
          CalibrationStatistic.quantile(
              (int) expected.numbers("degree")[k], expected.numbers("level")[k]);
    }
    Agreement.of("study-tables", "calibration-belt", "R", "integrate", "degrees 1 to 3")
        .absolute("quantiles of the belt", found, expected.numbers("quantile"), 2e-2);
  }

  @Test
  void repeatsDoNotNarrowTheBelt() {
    Random random = new Random(3);
    double[] p = random.doubles(200).toArray();
    boolean[] y = new boolean[200];
    double[] w = new double[200];
    double[] twice = new double[400];
    boolean[] yy = new boolean[400];
    double[] ww = new double[400];
    for (int i = 0; i < 400; i++) {
      if (i < 200) {
        y[i] = random.nextDouble() < p[i];
        w[i] = 1;
      }
      twice[i] = p[i % 200];
      yy[i] = y[i % 200];
      ww[i] = 1;
    }
    CalibrationBelt once = CalibrationBelt.of(p, y, w, 1, 5, 0.95);
    CalibrationBelt again = CalibrationBelt.of(twice, yy, ww, 2, 5, 0.95);
    assertThat(again.bands()[0].upper())
        .containsExactly(once.bands()[0].upper(), org.assertj.core.api.Assertions.within(1e-6));
  }

  @Test
  void thereIsNoBeltOfAConstantOrOfSeparatedOutcomes() {
    double[] w = {1, 1, 1, 1};
    boolean[] y = {false, false, true, true};
    assertThat(CalibrationBelt.of(new double[] {.5, .5, .5, .5}, y, w, 1, 5, 0.9)).isNull();
    assertThat(CalibrationBelt.of(new double[] {.1, .2, .7, .9}, y, w, 1, 5, 0.9)).isNull();
    assertThat(CalibrationBelt.of(new double[] {.1, .2, .7, .9}, new boolean[4], w, 1, 5, 0.9))
        .isNull();
    assertThatThrownBy(() -> CalibrationBelt.of(new double[] {.1, .2, .7, 2}, y, w, 1, 5, 0.9))
        .isInstanceOf(DataException.class);
  }
}
