package org.omicroutes.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What stands beside the comparison: layers, ablations, subgroups, intervals, figures. */
class StudyPartsTest extends StudyTrial {
  @Test
  void importanceAblationMissingLayersAndIntervals() throws Exception {
    StudyReport report = run(simulated("A", 6, 0));
    assertThat(cell(report, "T3", "mean |SHAP|", "A", "moanet", "rna"))
        .isEqualTo("0.3000 (0.3000 to 0.3000)");
    assertThat(cell(report, "T3", "share", "A", "moanet", "clinical"))
        .isEqualTo("0.250 (0.250 to 0.250)");
    assertThat(cell(report, "T4", "C", "A", "full")).startsWith("1.000");
    double without = number(cell(report, "T4", "C", "A", "without-rna"));
    assertThat(without).isBetween(0.3, 0.7);
    assertThat(number(cell(report, "T4", "C: full minus variant", "A", "without-rna")))
        .isCloseTo(1 - without, within(0.0011));
    assertThat(report.missingLayers()).extracting(m -> m.missing().size()).containsExactly(0, 2);
    // A third of the intervals starts after the end, of patients who do not live to month 60.
    assertThat(cell(report, "T6-intervals", "coverage", "A", "survival interval"))
        .startsWith("0.667");
    assertThat(cell(report, "T6-intervals", "coverage", "A", "conformal lower bound"))
        .startsWith("1.000");
    assertThat(report.attention())
        .containsExactly(new StudyReport.AttentionWeight("A", "rna", "cnv", 1.0));
    assertThat(report.setting().cohorts().get(0).layers()).containsExactly("cnv", "rna");
    assertThat(cell(report, "published", "ours (moanet)", "C", "0.791", "A")).startsWith("1.000");
  }

  @Test
  void ablationsMayBeOfTheFirstRepeatAlone() throws Exception {
    SimulatedStudy cohort = simulated("A", 4, 0);
    cohort.risks.put("moanet", cohort.risks.get("kernel-ensemble"));
    cohort.ablated = 1;
    StudyReport report = run(cohort);
    double first = 0;
    for (int f = 0; f < SimulatedStudy.FOLDS; f++) {
      first += cohort.concordance(0, f) / SimulatedStudy.FOLDS;
    }
    assertThat(number(cell(report, "T4", "C", "A", "full"))).isCloseTo(first, within(0.00051));
    assertThat(number(cell(report, "T4", "C", "A", "without-rna")))
        .isCloseTo(first, within(0.00051));
    assertThat(number(cell(report, "T1", "C", "A", "moanet"))).isNotCloseTo(first, within(0.001));
  }

  @Test
  void subgroupsThatAreTooSmallAreSaidToBe() throws Exception {
    StudyReport report = run(simulated("A", 7, 0.3));
    String[] asian = {"A", "moanet", "race", "asian"};
    assertThat(cell(report, "T5", "patients", asian)).isEqualTo("4");
    assertThat(cell(report, "T5", "C", asian)).isEmpty();
    assertThat(cell(report, "T5", "remark", asian))
        .isEqualTo("too small: fewer than 20 patients or 5 events");
    String[] race = {"A", "moanet", "race", "largest gap"};
    assertThat(cell(report, "T5", "C", race)).isEqualTo("NA");
    assertThat(cell(report, "T5", "remark", race))
        .isEqualTo("fewer than two groups are large enough");
    assertThat(cell(report, "T5", "C", "A", "moanet", "sex", "female")).startsWith("1.000");
    assertThat(cell(report, "T5", "C", "A", "moanet", "sex", "largest gap")).startsWith("0.000");
    assertThat(cell(report, "T5", "patients", "A", "moanet", "age", ">=65")).isEqualTo("45");
    assertThat(cell(report, "T5", "patients", "A", "moanet", "stage", "II")).isEqualTo("30");
  }

  @Test
  void figuresHoldWhatTheyDraw() throws Exception {
    SimulatedStudy cohort = simulated("A", 8, 0.3);
    StudyReport report = run(cohort);
    var curve = report.aucCurves().stream().filter(c -> c.model().equals("moanet")).toList();
    assertThat(curve).hasSize(1);
    assertThat(curve.get(0).auc()[5]).isEqualTo(1);
    var counts = report.eventCounts().get(0);
    int seen = 0;
    for (int i = 0; i < SimulatedStudy.PATIENTS; i++) {
      seen += cohort.events[i] && cohort.times[i] <= 36 * 365.25 / 12 ? 1 : 0;
    }
    assertThat(counts.events()[5]).isEqualTo(seen);
    assertThat(report.factorPoints()).hasSize(SimulatedStudy.PATIENTS);
    assertThat(report.factorPoints().get(0).group()).isEqualTo(3);
    assertThat(report.riskGroups()).hasSize(6);
    assertThat(report.riskGroups().get(0).survival()[0]).isEqualTo(1);
    // The perfect model separates the outcomes: it has no belt.
    assertThat(report.calibration()).hasSize(1);
    var belt = report.calibration().get(0);
    assertThat(belt.model()).isEqualTo("kernel-ensemble");
    for (int g = 0; g < belt.predicted().length; g++) {
      assertThat(belt.lower95()[g]).isLessThan(belt.lower80()[g]);
      assertThat(belt.lower80()[g]).isLessThan(belt.observed()[g]);
      assertThat(belt.observed()[g]).isLessThan(belt.upper80()[g]);
      assertThat(belt.upper80()[g]).isLessThan(belt.upper95()[g]);
    }
    assertThat(belt.rug()).hasSize(SimulatedStudy.PATIENTS);
  }
}
