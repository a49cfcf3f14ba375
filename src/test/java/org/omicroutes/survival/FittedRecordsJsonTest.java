package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.formats.Json;

/** What was fitted says the same after it was saved and loaded. */
class FittedRecordsJsonTest {
  private static final double[] DAYS = {300, 600, 1200};
  @TempDir Path folder;

  private static double[][] curves(Simulated cohort) {
    double[][] curves = new double[cohort.survival().size()][DAYS.length];
    for (int i = 0; i < curves.length; i++) {
      for (int h = 0; h < DAYS.length; h++) {
        curves[i][h] = Math.exp(-DAYS[h] / 900 * Math.exp(cohort.features().at(0, i)));
      }
    }
    return curves;
  }

  private <T> T again(T fitted, Class<T> type) throws IOException {
    Path file = folder.resolve("fitted.json");
    Json.write(file, fitted);
    return Json.read(file, type);
  }

  @Test
  void recalibrationBoundsAndWeights() throws IOException {
    Simulated cohort = Simulated.cohort(120, 2, 8);
    double[] times = cohort.survival().times();
    boolean[] events = cohort.survival().events();
    double[][] curves = curves(cohort);
    for (var method : SurvivalRecalibration.Method.values()) {
      var map = SurvivalRecalibration.fit(DAYS, curves, times, events, method);
      assertThat(again(map, SurvivalRecalibration.class).transform(curves))
          .isDeepEqualTo(map.transform(curves));
    }
    var bounds = ConformalSurvival.fit(DAYS, curves, times, events, 0.2);
    assertThat(again(bounds, ConformalSurvival.class)).isEqualTo(bounds);
    var stacked = StackedWeights.fit(curves, times, events, 0.1);
    assertThat(again(stacked, StackedWeights.class).combine(curves))
        .containsExactly(stacked.combine(curves));
  }
}
