package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.StepTester;

/** survival-metrics where data allow little: what cannot be measured is NA, the rest is there. */
class MetricsEdgeCasesTest {
  private static final double DAY = SurvivalPredictions.DAYS_PER_MONTH;
  private static final int N = 40;

  @TempDir Path dir;
  private final Simulated cohort = Simulated.cohort(N, 2, 9);
  private double[] times = cohort.survival().times();
  private boolean[] events = cohort.survival().events();
  private double[] risk = cohort.features().row(0);

  private StepTester<SurvivalMetricsStep.Options> step() throws Exception {
    return step(PredictionFiles::write);
  }

  private interface Writer {
    void write(Path file, SurvivalPredictions predictions) throws Exception;
  }

  private StepTester<SurvivalMetricsStep.Options> step(Writer writer) throws Exception {
    List<String> ids = cohort.survival().sampleIds();
    double[][] curves = new double[N][2];
    for (int i = 0; i < N; i++) {
      curves[i][0] = Math.exp(-0.2 * Math.exp(risk[i]));
      curves[i][1] = Math.exp(-0.4 * Math.exp(risk[i]));
    }
    Path file = dir.resolve("p.tsv");
    writer.write(file, new SurvivalPredictions(ids, risk, new int[] {12, 24}, curves));
    Path survival = dir.resolve("y.tsv");
    TableFiles.writeSurvival(survival, new SurvivalData(ids, times, events));
    return StepTester.of(new SurvivalMetricsStep())
        .in("predictions", file)
        .in("survival", survival)
        .param("bootstraps", 20)
        .out("out", dir.resolve("m.tsv"));
  }

  /** The estimates by metric and horizon. */
  private java.util.Map<String, String> run() throws Exception {
    step().run();
    return Files.readAllLines(dir.resolve("m.tsv")).stream()
        .map(line -> line.split("\t"))
        .collect(Collectors.toMap(c -> c[0] + c[1], c -> c[2]));
  }

  @Test
  void everythingIsThereInAnOrdinaryCohort() throws Exception {
    step().run();
    List<String> rows = Files.readAllLines(dir.resolve("m.tsv"));
    assertThat(rows.get(0)).isEqualTo("metric\thorizon\testimate\tse\tlower\tupper\tp");
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split("\t", -1);
      assertThat(cells).as(row).hasSize(7);
      boolean test = cells[0].startsWith("logRank") || cells[0].equals("dCalibration");
      assertThat(cells[2]).as(row).isNotEqualTo("NA");
      assertThat(cells[3].equals("NA")).as(row).isEqualTo(test);
      assertThat(cells[6].equals("NA")).as(row).isNotEqualTo(test);
      if (!test) {
        double estimate = Double.parseDouble(cells[2]);
        assertThat(Double.parseDouble(cells[4])).as(row).isLessThanOrEqualTo(estimate);
        assertThat(Double.parseDouble(cells[5])).as(row).isGreaterThanOrEqualTo(estimate);
      }
    }
    assertThat(rows.stream().map(r -> r.split("\t")[0]).distinct())
        .containsExactlyElementsOf(rows.stream().map(r -> r.split("\t")[0]).distinct().toList())
        .containsAll(SurvivalMetrics.definitions().keySet());
  }

  @Test
  void allCensored() throws Exception {
    Arrays.fill(events, false);
    Arrays.fill(times, 900);
    var found = run();
    assertThat(found.get("cIndex")).isEqualTo("NA");
    assertThat(found.get("tdAuc12")).isEqualTo("NA");
    assertThat(found.get("calibrationSlope12")).isEqualTo("NA");
    assertThat(found.get("scaledBrier12")).isEqualTo("NA");
    assertThat(found.get("dCalibration")).isEqualTo("NA");
    double expected =
        Arrays.stream(risk)
            .map(r -> Math.pow(1 - Math.exp(-0.2 * Math.exp(r)), 2))
            .average()
            .orElse(0);
    assertThat(Double.parseDouble(found.get("brier12"))).isCloseTo(expected, within(1e-12));
  }

  @Test
  void nothingCanBeMeasured() throws Exception {
    Arrays.fill(events, false);
    Arrays.fill(times, 300);
    assertThatThrownBy(() -> step().run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("0 events among 40 samples, last time 300")
        .hasMessageContaining("y.tsv");
  }

  @Test
  void oneEvent() throws Exception {
    Arrays.fill(events, false);
    Arrays.setAll(times, i -> 100 + 20 * i);
    events[3] = true;
    risk[3] = 5;
    var found = run();
    assertThat(Double.parseDouble(found.get("cIndex"))).isEqualTo(1);
    assertThat(Double.parseDouble(found.get("tdAuc12"))).isCloseTo(1, within(1e-12));
    assertThat(found.get("calibrationSlope12")).isEqualTo("NA");
    assertThat(found.get("roystonD")).isEqualTo("NA");
    assertThat(Double.parseDouble(found.get("brier12"))).isBetween(0.0, 1.0);
  }

  @Test
  void equalPredictionsAndHeavyTies() throws Exception {
    Arrays.fill(risk, 0.3);
    Arrays.setAll(times, i -> i < 20 ? 12 * DAY : 24 * DAY);
    times[39] = 1000;
    var found = run();
    assertThat(Double.parseDouble(found.get("cIndex"))).isEqualTo(0.5);
    assertThat(Double.parseDouble(found.get("tdAuc12"))).isCloseTo(0.5, within(1e-12));
    assertThat(found.get("calibrationSlope12")).isEqualTo("NA");
    assertThat(found.get("roystonD")).isEqualTo("NA");
    assertThat(found.get("logRankMedian")).isEqualTo("NA");
    // One group holds all.
    assertThat(found.get("ece24")).isEqualTo(found.get("mce24"));
  }

  @Test
  void followUpEndsBeforeTheLastHorizon() throws Exception {
    Arrays.setAll(times, i -> 300 + 10 * i);
    for (int i = 0; i < N; i++) {
      events[i] = i % 2 == 0;
    }
    var found = run();
    assertThat(Double.parseDouble(found.get("brier12"))).isPositive();
    assertThat(Double.parseDouble(found.get("cIndex"))).isBetween(0.0, 1.0);
    for (String metric : List.of("tdAuc", "brier", "scaledBrier", "ece", "mce")) {
      assertThat(found.get(metric + "24")).as(metric).isEqualTo("NA");
    }
    assertThat(found.get("calibrationIntercept24")).isEqualTo("NA");
    assertThat(found.get("ibs")).isEqualTo("NA");
    assertThat(found.get("scaledIbs")).isEqualTo("NA");
  }

  @Test
  void onlySamplesAndHorizonsOfBothModelsAreCompared() throws Exception {
    var step = step();
    List<String> few = new ArrayList<>(cohort.survival().sampleIds().subList(0, 30));
    SurvivalPredictions other = PredictionFiles.read(dir.resolve("p.tsv")).select(few);
    Path second = dir.resolve("q.tsv");
    PredictionFiles.write(second, other.at(new int[] {24}));
    step.in("compare", second).run();
    assertThat(step.notes()).anyMatch(n -> n.contains("10 predicted samples are left out"));
    assertThat(step.notes()).anyMatch(n -> n.contains("1 horizons"));
    String rows = Files.readString(dir.resolve("m.tsv"));
    assertThat(rows).doesNotContain("\t12\t").contains("ibs difference\t\t0\t0\t0\t0\tNA");
    assertThat(rows).contains("riskGroupKappa\t\t1\t");
  }

  @Test
  void theSameSeedGivesTheSameFileWhateverTheOrderOfRows() throws Exception {
    step().run();
    String first = Files.readString(dir.resolve("m.tsv"));
    step((file, p) -> {
          List<String> reversed = new ArrayList<>(p.sampleIds());
          java.util.Collections.reverse(reversed);
          PredictionFiles.write(file, p.select(reversed));
        })
        .run();
    assertThat(Files.readString(dir.resolve("m.tsv"))).isEqualTo(first);
    step().param("seed", 2).run();
    assertThat(Files.readString(dir.resolve("m.tsv"))).isNotEqualTo(first);
  }
}
