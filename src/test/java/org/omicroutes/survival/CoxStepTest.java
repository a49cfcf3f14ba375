package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.StepTester;

/** Strata, weights and the tables of {@code cox} and {@code kaplan-meier}. */
class CoxStepTest {
  @TempDir Path dir;
  private final Simulated cohort = Simulated.cohort(90, 3, 5);
  private final int[] strata = new int[90];
  private final double[] weights = new double[90];
  private Path features;
  private Path survival;
  private Path strataFile;
  private Path weightFile;

  @BeforeEach
  void write() throws Exception {
    features = cohort.writeFeatures(dir.resolve("x.tsv"));
    survival = cohort.writeSurvival(dir.resolve("y.tsv"));
    StringBuilder s = new StringBuilder("sample\tstratum\n");
    StringBuilder w = new StringBuilder("sample\tweight\n");
    for (int i = 89; i >= 0; i--) {
      strata[i] = i % 2;
      weights[i] = 0.5 + i % 3;
      s.append("p").append(i).append('\t').append(i % 2 == 0 ? "late" : "early").append('\n');
      w.append("p").append(i).append('\t').append(weights[i]).append('\n');
    }
    strataFile = Files.writeString(dir.resolve("strata.tsv"), s);
    weightFile = Files.writeString(dir.resolve("weights.tsv"), w);
  }

  private StepTester<CoxStep.Options> cox() {
    return StepTester.of(new CoxStep()).in("features", features);
  }

  private static double number(SampleTable table, String row, String column) {
    return Double.parseDouble(table.value(row, column));
  }

  @Test
  void writesWhatTheStratifiedWeightedModelSays() throws Exception {
    Path out = dir.resolve("out.tsv");
    Path zph = dir.resolve("zph.tsv");
    Path baseline = dir.resolve("baseline.tsv");
    Path predictions = dir.resolve("p.tsv");
    Path state = dir.resolve("state.json");
    cox()
        .in("survival", survival)
        .in("strata", strataFile)
        .in("weights", weightFile)
        .out("out", out)
        .out("out-zph", zph)
        .out("out-tests", dir.resolve("tests.tsv"))
        .out("out-baseline", baseline)
        .out("out-predictions", predictions)
        .out("out-state", state)
        .run();
    // The step counts strata by name: early, late.
    int[] named = java.util.Arrays.stream(strata).map(s -> 1 - s).toArray();
    CoxData data =
        CoxData.of(
                cohort.features().featureIds(),
                cohort.features().toSamplesByFeatures(),
                cohort.survival(),
                CoxModel.Ties.EFRON)
            .withStrata(named)
            .withWeights(weights);
    CoxModel model = CoxModel.fit(data);
    SampleTable table = TableFiles.readSamples(out);
    double se = model.robustStandardErrors()[1];
    double b = model.coefficients()[1];
    assertThat(number(table, "f1", "coef")).isEqualTo(b);
    assertThat(number(table, "f1", "se")).isEqualTo(model.standardErrors()[1]);
    assertThat(number(table, "f1", "robust.se"))
        .isEqualTo(se)
        .isNotEqualTo(model.standardErrors()[1]);
    assertThat(number(table, "f1", "z")).isEqualTo(b / se);
    assertThat(number(table, "f1", "hr.upper"))
        .isCloseTo(Math.exp(b + 1.959964 * se), within(1e-6));
    SampleTable tests = TableFiles.readSamples(zph);
    assertThat(tests.sampleIds()).containsExactly("f0", "f1", "f2", "GLOBAL");
    var expected = ProportionalHazardsTest.of(model, data, ProportionalHazardsTest.Transform.KM);
    assertThat(number(tests, "GLOBAL", "p")).isEqualTo(expected.global().pValue());
    assertThat(number(tests, "GLOBAL", "df")).isEqualTo(3);
    assertThat(Files.readAllLines(dir.resolve("tests.tsv"))).hasSize(4);
    List<String> lines = Files.readAllLines(baseline);
    assertThat(lines.get(1)).startsWith("early\t");
    assertThat(lines.get(lines.size() - 1)).startsWith("late\t");
    var p = PredictionFiles.read(predictions);
    double risk = model.risk(data.x()[2]);
    assertThat(p.survival()[2][1])
        .isCloseTo(model.baselines(data).get(1).survival(p.horizonDays(1), risk), within(1e-12));
    Path again = dir.resolve("p2.tsv");
    cox().in("state", state).in("strata", strataFile).out("out-predictions", again).run();
    assertThat(again).hasSameTextualContentAs(predictions);
  }

  @Test
  void aSampleOfNoKnownStratumIsAnError() throws Exception {
    Path state = dir.resolve("state.json");
    cox().in("survival", survival).in("strata", strataFile).out("out-state", state).run();
    Path predictions = dir.resolve("p.tsv");
    var none = cox().in("state", state).out("out-predictions", predictions);
    assertThatThrownBy(none::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("strata: found nothing")
        .hasMessageContaining("early, late");
    String text = Files.readString(strataFile);
    Path unseen = Files.writeString(dir.resolve("u.tsv"), text.replace("p7\tearly", "p7\tnew"));
    var strange = cox().in("state", state).in("strata", unseen).out("out-predictions", predictions);
    assertThatThrownBy(strange::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("u.tsv")
        .hasMessageContaining("'new' of sample p7")
        .hasMessageContaining("early, late");
    Path lacking = Files.writeString(dir.resolve("l.tsv"), text.replace("p7\tearly\n", ""));
    var missing = cox().in("survival", survival).in("strata", lacking);
    assertThatThrownBy(missing::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none of sample p7");
    assertThatThrownBy(cox().in("state", state).out("out-zph", predictions)::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out-zph");
    Path old = Files.writeString(dir.resolve("old.json"), "{\"model\":null,\"baseline\":null}");
    assertThatThrownBy(cox().in("state", old)::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("earlier version");
    Path wrong =
        Files.writeString(
            dir.resolve("w.tsv"), Files.readString(weightFile).replace("p4\t1.5", "p4\t-1"));
    assertThatThrownBy(cox().in("survival", survival).in("weights", wrong)::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("w.tsv, column weight: found '-1' of sample p4");
  }

  @Test
  void aStratumWithoutEventsIsNoted() throws Exception {
    StringBuilder text = new StringBuilder("sample\tstratum\n");
    for (int i = 0; i < 90; i++) {
      boolean rare = !cohort.survival().event(i) && i < 45;
      text.append("p").append(i).append('\t').append(rare ? "rare" : "rest").append('\n');
    }
    Path file = Files.writeString(dir.resolve("rare.tsv"), text);
    var tester = cox().in("survival", survival).in("strata", file);
    tester.out("out-predictions", dir.resolve("p.tsv")).run();
    assertThat(tester.notes()).containsExactly("no event in stratum rare: its survival is 1");
  }

  @Test
  void theCurveHasLimitsHazardAndSummary() throws Exception {
    Path out = dir.resolve("km.tsv");
    Path summary = dir.resolve("summary.tsv");
    StepTester.of(new KaplanMeierStep())
        .in("survival", survival)
        .param("interval", "log-log")
        .out("out", out)
        .out("out-summary", summary)
        .run();
    KaplanMeier km = KaplanMeier.of(cohort.survival().times(), cohort.survival().events());
    String[] row = Files.readAllLines(out).get(31).split("\t");
    double[] limits = km.interval(30, KaplanMeier.Interval.LOG_LOG);
    assertThat(Double.parseDouble(row[6])).isEqualTo(limits[0]);
    assertThat(Double.parseDouble(row[7])).isEqualTo(limits[1]);
    assertThat(Double.parseDouble(row[8]))
        .isEqualTo(NelsonAalen.of(km, NelsonAalen.Ties.TOGETHER).hazard()[30]);
    SampleTable table = TableFiles.readSamples(summary);
    var median = SurvivalSummary.quantile(km, 0.5, KaplanMeier.Interval.LOG_LOG);
    assertThat(number(table, "samples", "value")).isEqualTo(90);
    assertThat(number(table, "median", "value")).isEqualTo(median.value());
    assertThat(number(table, "median", "upper")).isEqualTo(median.upper());
    assertThat(number(table, "restricted-mean-12m", "value"))
        .isEqualTo(SurvivalSummary.restrictedMean(km, 12 * 30.4375).value(), within(1e-9));
  }

  @Test
  void aCurveOfCensoredSamplesIsOne() throws Exception {
    Path censored =
        Files.writeString(dir.resolve("c.tsv"), "sample\ttime\tevent\np1\t5\t0\np2\t6\t0\n");
    Path out = dir.resolve("km.tsv");
    var tester =
        StepTester.of(new KaplanMeierStep())
            .in("survival", censored)
            .out("out", out)
            .out("out-summary", dir.resolve("s.tsv"));
    tester.run();
    assertThat(tester.notes()).containsExactly("no event among 2 samples: the curve is 1");
    assertThat(Files.readAllLines(out).get(2)).startsWith("6\t1\t0\t1\t1\t0\t1\t1\t0\t0");
  }
}
