package org.omicroutes.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How well each model does: values that are known or counted by hand. */
class StudyTablesStepTest extends StudyTrial {
  @Test
  void perfectAndConstantModelsHaveTheValuesTheyMust() throws Exception {
    StudyReport report = run(simulated("A", 3, 0));
    assertThat(cell(report, "T1", "C", "A", "moanet")).isEqualTo("1.000 (1.000 to 1.000)");
    assertThat(cell(report, "T1", "td-AUC 36 m", "A", "moanet")).startsWith("1.000");
    assertThat(cell(report, "T1", "C", "A", "constant")).isEqualTo("0.500 (0.500 to 0.500)");
    assertThat(cell(report, "T1", "R2 (D)", "A", "constant")).isEqualTo("NA");
    assertThat(cell(report, "T1", "C: moanet minus model", "A", "constant"))
        .isEqualTo("0.500 (0.500 to 0.500)");
    assertThat(cell(report, "T1", "p", "A", "moanet")).isEmpty();
    assertThat(cell(report, "T2", "SD of C", "A", "moanet")).startsWith("0.0000");
    assertThat(cell(report, "T2", "apparent minus held-out C", "A", "moanet")).startsWith("0.000");
    assertThat(cell(report, "T2", "apparent minus held-out C", "A", "constant")).isEqualTo("NA");
    assertThat(report.headline())
        .startsWith("moanet has the best mean C, 1.000 in A. No baseline beats moanet");
  }

  @Test
  void discriminationAndItsTestsAreThoseOfTheFolds() throws Exception {
    SimulatedStudy cohort = simulated("A", 4, 0);
    StudyReport report = run(cohort);
    double[] differences = new double[SimulatedStudy.REPEATS * SimulatedStudy.FOLDS];
    double sum = 0;
    for (int k = 0; k < differences.length; k++) {
      double c = cohort.concordance(k / SimulatedStudy.FOLDS, k % SimulatedStudy.FOLDS);
      sum += c / differences.length;
      differences[k] = 1 - c;
    }
    assertThat(number(cell(report, "T1", "C", "A", "kernel-ensemble")))
        .isCloseTo(sum, within(0.00051));
    double mean = 1 - sum;
    double variance = 0;
    for (double d : differences) {
      variance += (d - mean) * (d - mean) / (differences.length - 1);
    }
    double error =
        Math.sqrt(variance * (1.0 / differences.length + 1.0 / (SimulatedStudy.FOLDS - 1)));
    String[] row = {"A", "C", "moanet", "kernel-ensemble"};
    assertThat(number(cell(report, "T1-differences", "standard error", row)))
        .isCloseTo(error, within(0.000051));
    assertThat(number(cell(report, "T1-differences", "reference minus model", row)))
        .isCloseTo(mean, within(0.00051));
    assertThat(cell(report, "T1-differences", "pairs", row)).isEqualTo("6");
  }

  @Test
  void f1AndRestrictedTimesAreCountedByHandWithoutCensoring() throws Exception {
    SimulatedStudy cohort = simulated("A", 5, 0);
    StudyReport report = run(cohort);
    double f1 = 0;
    double absolute = 0;
    double horizon = 36 * 365.25 / 12;
    double[] risk = cohort.risks.get("kernel-ensemble");
    for (int r = 0; r < SimulatedStudy.REPEATS; r++) {
      double hits = 0;
      double wrong = 0;
      for (int i = 0; i < SimulatedStudy.PATIENTS; i++) {
        int below = 0;
        int size = 0;
        for (int j = 0; j < SimulatedStudy.PATIENTS; j++) {
          if (cohort.foldOf[r][j] == cohort.foldOf[r][i]) {
            size++;
            below += risk[j] < risk[i] ? 1 : 0;
          }
        }
        boolean called = (below + 0.5) / size >= 0.5;
        boolean event = cohort.times[i] <= horizon;
        hits += called && event ? 1 : 0;
        wrong += called != event ? 1 : 0;
        double area = 0;
        double before = 1;
        for (int month : new int[] {12, 24, 36}) {
          double s = Math.exp(-month / 40.0 * Math.exp(risk[i]));
          area += 12 * (before + s) / 2;
          before = s;
        }
        double seen = Math.min(cohort.times[i], horizon) * 12 / 365.25;
        absolute += Math.abs(area - seen) / SimulatedStudy.PATIENTS / SimulatedStudy.REPEATS;
      }
      f1 += 2 * hits / (2 * hits + wrong) / SimulatedStudy.REPEATS;
    }
    assertThat(number(cell(report, "T1", "F1 36 m", "A", "kernel-ensemble")))
        .isCloseTo(f1, within(0.00051));
    assertThat(number(cell(report, "T2", "MAE (months)", "A", "kernel-ensemble")))
        .isCloseTo(absolute, within(0.051));
  }

  @Test
  void severalCohortsAreAveragedWithTheirStandardError() throws Exception {
    SimulatedStudy[] cohorts = {simulated("A", 1, 0), simulated("B", 2, 0), simulated("C", 3, 0.4)};
    StudyReport report = run(cohorts);
    double[] own = new double[3];
    for (int k = 0; k < 3; k++) {
      own[k] = number(cell(report, "T1", "C", cohorts[k].name, "kernel-ensemble"));
    }
    double mean = Arrays.stream(own).average().orElseThrow();
    assertThat(number(cell(report, "T1", "C", "mean", "kernel-ensemble")))
        .isCloseTo(mean, within(0.0011));
    double sd = Math.sqrt(Arrays.stream(own).map(v -> (v - mean) * (v - mean)).sum() / 2);
    String[] row = {"mean", "C", "moanet", "kernel-ensemble"};
    assertThat(number(cell(report, "T1-differences", "standard error", row)))
        .isCloseTo(sd / Math.sqrt(3), within(0.001));
    assertThat(cell(report, "T1-differences", "pairs", row)).isEqualTo("3");
    assertThat(report.headline()).contains("1.000 over 3 cohorts");
    assertThat(cell(report, "T5", "C", "mean", "moanet", "cohort", "largest gap"))
        .isEqualTo("0.000 (0.000 to 0.000)");
    assertThat(cell(report, "T5", "patients", "mean", "moanet", "sex", "male"))
        .isEqualTo(Integer.toString(3 * SimulatedStudy.PATIENTS / 2));
    assertThat(cell(report, "T6-intervals", "coverage", "mean", "conformal lower bound"))
        .startsWith("1.000");
    assertThat(report.aucCurves()).filteredOn(c -> c.cohort().equals("mean")).hasSize(3);
    String chance = "ECE by chance 36 m";
    assertThat(number(cell(report, "T6", chance, "pooled", "kernel-ensemble")))
        .isLessThan(0.8 * number(cell(report, "T6", chance, "mean", "kernel-ensemble")));
    assertThat(cell(report, "T6", "Brier 60 m", "pooled", "kernel-ensemble")).isEqualTo("NA");
  }

  @Test
  void saysWhenABaselineWins() throws Exception {
    SimulatedStudy cohort = simulated("A", 3, 0);
    double[] perfect = cohort.risks.get("moanet");
    cohort.risks.put("moanet", cohort.risks.get("kernel-ensemble"));
    cohort.risks.put("kernel-ensemble", perfect);
    StudyReport report = run(cohort);
    assertThat(report.headline())
        .startsWith(
            "kernel-ensemble has the best mean C, 1.000 in A. A baseline beats moanet:"
                + " kernel-ensemble has 1.000 against");
  }
}
