package org.omicroutes.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

/** The tables against R (src/test/oracle/class-tables/make.R) and against counts by hand. */
class ClassTablesStepTest extends ClassTrial {

  @ParameterizedTest
  @ValueSource(strings = {"weighted", "left-out"})
  void saysWhatRSays(String censored) throws Exception {
    Frozen patients = Frozen.read("class-tables/patients.tsv.gz");
    StepTester<ClassTablesStep.Options> step =
        step().param("model", "first").param("censored", censored);
    List<String> samples = patients.texts("sample");
    step.in("survival", "A", Frozen.path("class-tables/patients.tsv.gz"));
    step.in("folds", "A/1", Frozen.path("class-tables/patients.tsv.gz"));
    for (String model : List.of("first", "second")) {
      for (String fold : List.of("1", "2", "3", "4")) {
        List<String> lines = new ArrayList<>(List.of("sample\trisk\tsurvival_36m"));
        for (int i = 0; i < samples.size(); i++) {
          if (patients.texts("fold").get(i).equals(fold)) {
            double p = patients.numbers(model)[i];
            lines.add(samples.get(i) + "\t" + p + "\t" + (1 - p));
          }
        }
        String file = model + fold + ".tsv";
        step.in(
            "predictions", "A/1/" + fold + "/" + model, write(file, lines.toArray(String[]::new)));
      }
    }
    step.run();
    Frozen found = Frozen.of(dir.resolve("tables/estimates.tsv"));
    Frozen expected = Frozen.read("class-tables/estimates.tsv.gz").where("case", censored);
    double[] estimates = new double[expected.size()];
    List<Double> errors = new ArrayList<>();
    List<Double> expectedErrors = new ArrayList<>();
    for (int k = 0; k < estimates.length; k++) {
      Frozen own =
          found
              .where("table", expected.texts("table").get(k))
              .where("row", expected.texts("row").get(k))
              .where("column", expected.texts("column").get(k));
      estimates[k] = own.number("estimate");
      if (Double.isFinite(expected.numbers("se")[k])) {
        errors.add(own.number("standard_error"));
        expectedErrors.add(expected.numbers("se")[k]);
      }
    }
    String what = samples.size() + " patients in 4 folds, " + censored;
    Agreement.of("class-tables", "class-tables", "survival", "survfit", what)
        .close("figures of the tables", estimates, expected.numbers("estimate"), 1e-9);
    if (censored.equals("left-out")) {
      Agreement.of("class-tables", "class-tables", "pROC", "roc", what)
          .close(
              "standard errors of AUC and its difference, means over folds",
              errors.stream().mapToDouble(e -> e).toArray(),
              expectedErrors.stream().mapToDouble(e -> e).toArray(),
              1e-9);
    }
  }

  @Test
  void countsByHand() throws Exception {
    eight().param("censored", "left-out").run();
    ClassReport report = report();
    assertThat(table(report, "C1-patients").rows())
        .containsExactly(List.of("A", "8", "3", "4", "1", "0.429"));
    // Fold 1: 4 of 4 pairs in order; fold 2: 1 of 2.
    assertThat(cell(report, "C1", "AUC", "A", "mmfn")).startsWith("0.750");
    assertThat(cell(report, "C5", "AUC", "A", "mmfn")).isEqualTo("0.750 (SD 0.354)");
    // Called deaths: p0, p1, p5.
    assertThat(table(report, "C2").rows())
        .containsExactly(List.of("A", "mmfn", "2", "1", "1", "3", "2.0", "1.0", "1.0", "3.0"));
    assertThat(cell(report, "C1", "accuracy", "A", "mmfn")).startsWith("0.714");
    assertThat(cell(report, "C1", "precision", "A", "mmfn")).startsWith("0.667");
    assertThat(cell(report, "C1", "specificity", "A", "mmfn")).startsWith("0.750");
    assertThat(cell(report, "C5-folds", "F1", "A", "mmfn", "1/1")).isEqualTo("1.000");
    assertThat(cell(report, "C5-folds", "precision", "A", "mmfn", "1/2")).isEqualTo("0.000");
    // From 0.4 to 0.6: p1, p2 and p7, who has no label.
    assertThat(table(report, "C6").rows())
        .containsExactly(List.of("A", "mmfn", "8", "3", "37.5", "2", "1.000", "0.600"));
    assertThat(Files.readAllLines(dir.resolve("review.tsv")))
        .containsExactly(
            "cohort\trepeat\tfold\tsample\tmodel\tprobability\tlabel",
            "A\t1\t1\tp1\tmmfn\t0.55\t1",
            "A\t1\t1\tp2\tmmfn\t0.44999999999999996\t0",
            "A\t1\t2\tp7\tmmfn\t0.5\tNA");
    assertThat(report.confusions())
        .containsExactly(new ClassReport.Confusion("A", "mmfn", 2, 1, 1, 3));
    assertThat(report.study().headline())
        .startsWith("mmfn tells who dies by 36 months with an AUC of 0.750")
        .contains("there is no other model");
  }

  @Test
  void theAreaUnderEachCurveIsThatOfTheTable() throws Exception {
    SimulatedClasses cohort = new SimulatedClasses(dir, "A", 60, 3, 2, 0.3, 2);
    var step = step();
    cohort.addNeeded(step);
    step.run();
    ClassReport report = report();
    assertThat(report.roc()).hasSize(8);
    for (ClassReport.Curve c : report.roc()) {
      assertThat(area(c)).as(c.model()).isCloseTo(c.area(), within(1e-9));
      assertThat(cell(report, "C1", "AUC", "A", c.model()))
          .startsWith(StudyTable.number(c.area(), 3));
    }
    for (ClassReport.Histogram h : report.histograms()) {
      ClassReport.LabelCounts labels = report.labels().get(0);
      assertThat(Arrays.stream(h.died()).sum()).isCloseTo(labels.died(), within(1e-9));
    }
    assertThat(report.study().calibration()).isNotEmpty();
    assertThat(report.learning()).isEmpty();
    assertThat(report.study().tables())
        .extracting(StudyReport.Table::id)
        .containsExactly("C1", "C1-patients", "C2", "C3", "C4", "C5", "C5-folds", "C6");
  }

  private static double area(ClassReport.Curve c) {
    double sum = 0;
    for (int i = 1; i < c.x().length; i++) {
      sum += (c.x()[i] - c.x()[i - 1]) * (c.y()[i] + c.y()[i - 1]) / 2;
    }
    return sum;
  }

  @Test
  void theAreaUnderPrecisionRecallIsTheAveragePrecision() throws Exception {
    eight().run();
    ClassReport.Curve c = report().precisionRecall().get(0);
    assertThat(area(c)).isCloseTo(c.area(), within(1e-12));
  }

  @Test
  void severalCohortsHaveMeans() throws Exception {
    var step = step();
    new SimulatedClasses(dir, "A", 60, 3, 1, 0.3, 2).addNeeded(step);
    new SimulatedClasses(dir, "B", 60, 3, 1, 0.3, 3).addNeeded(step);
    step.run();
    ClassReport report = report();
    double mean =
        (StudyTrial.number(cell(report, "C1", "Brier", "A", "svm"))
                + StudyTrial.number(cell(report, "C1", "Brier", "B", "svm")))
            / 2;
    assertThat(StudyTrial.number(cell(report, "C1", "Brier", "mean", "svm")))
        .isCloseTo(mean, within(0.0001));
    assertThat(report.study().headline()).contains("on average over 2 cohorts");
  }

  @Test
  void sameInputGivesTheSameBytes() throws Exception {
    SimulatedClasses cohort = new SimulatedClasses(dir, "A", 60, 3, 1, 0.3, 2);
    var step = step();
    cohort.add(step);
    step.run();
    byte[] json = Files.readAllBytes(dir.resolve("classes.json"));
    byte[] estimates = Files.readAllBytes(dir.resolve("tables/estimates.tsv"));
    step.run();
    assertThat(Files.readAllBytes(dir.resolve("classes.json"))).isEqualTo(json);
    assertThat(Files.readAllBytes(dir.resolve("tables/estimates.tsv"))).isEqualTo(estimates);
  }

  @Test
  void aConstantModelHasTheValuesItMust() throws Exception {
    String[] head = {"sample\trisk\tsurvival_36m"};
    List<String> first = new ArrayList<>(List.of(head));
    List<String> second = new ArrayList<>(List.of(head));
    for (int i = 0; i < 8; i++) {
      (i < 4 ? first : second).add("p" + i + "\t1\t0.75");
    }
    eight()
        .in("predictions", "A/1/1/constant", write("k1.tsv", first.toArray(String[]::new)))
        .in("predictions", "A/1/2/constant", write("k2.tsv", second.toArray(String[]::new)))
        .run();
    ClassReport report = report();
    assertThat(cell(report, "C1", "AUC", "A", "constant")).startsWith("0.500");
    assertThat(cell(report, "C1", "precision", "A", "constant")).isEqualTo("NA");
    assertThat(cell(report, "C1", "recall", "A", "constant")).startsWith("0.000");
    assertThat(cell(report, "C1", "C", "A", "constant")).startsWith("0.500");
    assertThat(cell(report, "C3", "slope", "A", "constant")).isEqualTo("NA");
    assertThat(cell(report, "C6", "flagged", "A", "constant")).isEqualTo("0");
    assertThat(cell(report, "C6", "correct among flagged", "A", "constant")).isEqualTo("NA");
    assertThat(cell(report, "C4", "AUC: mmfn minus model", "A", "constant")).startsWith("0.250");
  }

  @Test
  void calibrationCurvesGoByTheWeightsOfTheTables() throws Exception {
    SimulatedClasses cohort = new SimulatedClasses(dir, "A", 90, 3, 1, 0.6, 2);
    var step = step();
    cohort.addNeeded(step);
    step.run();
    double[] weighted = report().study().calibration().get(0).observed();
    step.param("censored", "left-out").run();
    double[] leftOut = report().study().calibration().get(0).observed();
    // With weights those alive stand for more of the censored than the dead do, so fewer died.
    for (int k = 0; k < weighted.length; k++) {
      assertThat(leftOut[k]).isGreaterThan(weighted[k]);
    }
    assertThat(report().outcome().censored()).isEqualTo("left out");
  }
}
