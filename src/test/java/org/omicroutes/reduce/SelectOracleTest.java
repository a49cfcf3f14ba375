package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.omicroutes.formats.Json;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

class SelectOracleTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void spreadIsThatOfR(FeatureSelection.By by) throws Exception {
    StepTester.of(new SelectStep())
        .in("matrix", Frozen.path("select/matrix.tsv.gz"))
        .param("by", by.name().toLowerCase(java.util.Locale.ROOT))
        .param("maxMissing", 1)
        .out("out", dir.resolve("out.tsv"))
        .out("out-state", dir.resolve("state.json"))
        .run();
    var state = Json.read(dir.resolve("state.json"), FeatureSelection.State.class);
    Frozen table = Frozen.read("select/spread.tsv.gz");
    // A constant feature is never kept.
    assertThat(state.features()).hasSize(199).doesNotContain("f010");
    boolean variance = by == FeatureSelection.By.VARIANCE;
    String column = variance ? "variance" : "mad";
    double[] expected =
        state.features().stream()
            .mapToDouble(f -> table.where("feature", f).number(column))
            .toArray();
    Agreement.of(
            "select",
            "select",
            "R",
            variance ? "var" : "mad",
            "simulated, 200 features × 31 samples, 15 % missing")
        .close(
            variance ? "variance" : "median absolute deviation", state.spread(), expected, 1e-12);
  }
}
