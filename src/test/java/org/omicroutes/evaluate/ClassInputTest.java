package org.omicroutes.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;

/** Histories, importance and counterfactuals counted by hand, and what is said of broken files. */
class ClassInputTest extends ClassTrial {
  private static final String HISTORY =
      "network\tepoch\tlearning_rate\ttraining_loss\tvalidation_loss\ttraining_accuracy"
          + "\tvalidation_accuracy";

  @Test
  void theBestEpochHasTheLowestValidationLoss() throws Exception {
    eight()
        .in(
            "history",
            "A/1/1/mmfn",
            write(
                "h.tsv",
                HISTORY,
                "1\t1\t0.001\t0.7\t0.69\t0.5\t0.5",
                "1\t2\t0.001\t0.6\t0.65\t0.6\t0.55",
                "1\t3\t0.001\t0.5\t0.66\t0.7\t0.6",
                "2\t1\t0.001\t0.7\tNA\t0.5\tNA"))
        .run();
    ClassReport.LearningCurve first = report().learning().get(0);
    assertThat(first.bestEpoch()).isEqualTo(2);
    assertThat(first.fold()).isEqualTo("1/1");
    assertThat(first.validationAccuracy()).containsExactly(0.5, 0.55, 0.6);
    assertThat(report().learning().get(1).bestEpoch()).isZero();
  }

  @Test
  void importanceIsTheMeanOverFoldsAndSaysWhereMethodsDisagree() throws Exception {
    String head = "method\tmodality\tfeature\timportance\tstandard_error\trank";
    eight()
        .in(
            "importance",
            "A/1/1",
            write(
                "i1.tsv",
                head,
                "attention\trna\tA\t0.6\t\t1",
                "attention\trna\tB\t0.3\t\t2",
                "attention\tclinical\tage\t0.1\t\t3",
                "permutation\trna\tA\t0.01\t\t3",
                "permutation\trna\tB\t0.02\t\t2",
                "permutation\tclinical\tage\t0.05\t\t1"))
        .in(
            "importance",
            "A/1/2",
            write(
                "i2.tsv",
                head,
                "attention\trna\tA\t0.8\t\t1",
                "attention\tclinical\tage\t0.2\t\t2",
                "permutation\trna\tA\t0.01\t\t2"))
        .run();
    ClassReport report = report();
    assertThat(cell(report, "C7", "attention", "A", "A")).isEqualTo("0.700");
    // In fold 2 gene B was not an input and counts 0.
    assertThat(cell(report, "C7", "attention", "A", "B")).isEqualTo("0.150");
    // In fold 2 permutation was not asked about age.
    assertThat(cell(report, "C7", "permutation", "A", "age")).isEqualTo("0.0500");
    assertThat(cell(report, "C7", "rank by permutation", "A", "A")).isEqualTo("2.5");
    assertThat(cell(report, "C7-agreement", "Spearman's rho", "A", "attention")).isEqualTo("0.00");
    assertThat(cell(report, "C7-agreement", "in words", "A", "attention"))
        .startsWith("Attention and permutation disagree");
    assertThat(report.importance()).hasSize(6);
    assertThat(report.importance().get(0).folds()).isEqualTo(2);
  }

  @Test
  void counterfactualsAreCounted() throws Exception {
    String head = "sample\tprobability\treached_probability\tmodality\tfeature\tfrom\tto";
    eight()
        .in(
            "counterfactuals",
            "A/1/1",
            write(
                "c.tsv",
                head,
                "p0\t0.9\t\t\t\t\t",
                "p1\t0.55\t0.49\trna\tA\t1\t2",
                "p1\t0.55\t0.49\trna\tB\t1\t2",
                "p2\t0.45\t0.5\trna\tA\t1\t2",
                "p9\t0.45\t0.5\trna\tA\t1\t2"))
        .run();
    ClassReport report = report();
    assertThat(table(report, "C8").rows())
        .containsExactly(
            List.of("A", "death", "2", "1", "50.0", "2.0", "2"),
            List.of("A", "survival", "1", "1", "100.0", "1.0", "1"));
    assertThat(table(report, "C8-features").rows())
        .containsExactly(
            List.of("A", "A", "rna", "2", "100.0"), List.of("A", "B", "rna", "1", "50.0"));
  }

  @Test
  void aTestPatientWithoutPredictionIsAnErrorThatNamesTheFile() throws Exception {
    var step = eight();
    write("m2.tsv", "sample\trisk\tsurvival_36m", "p4\t2\t0.75", "p5\t3\t0.25", "p6\t1\t0.875");
    assertThatThrownBy(step::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("m2.tsv")
        .hasMessageContaining("no prediction of p7");
  }

  @Test
  void aFileWithoutTheHorizonIsAnError() throws Exception {
    assertThatThrownBy(() -> eight().param("horizon", 24).run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("m1.tsv, line 1")
        .hasMessageContaining("survival_24m");
  }

  @Test
  void missingFoldFilesAreAnError() throws Exception {
    var step = eight().in("predictions", "B/1/1/mmfn", dir.resolve("m1.tsv"));
    assertThatThrownBy(step::run).hasMessageContaining("folds: found cohorts [A], expected [A, B]");
    var lacking = eight().in("predictions", "A/1/1/cox", dir.resolve("m1.tsv"));
    assertThatThrownBy(lacking::run).hasMessageContaining("no REPEAT/FOLD [1/2] of A and cox");
  }

  @Test
  void aHorizonThatNobodyOutlivesNamesTheCohort() throws Exception {
    write("y.tsv", "sample\ttime\tevent");
    var step = eight();
    write(
        "y.tsv",
        "sample\ttime\tevent",
        "p0\t100\t1",
        "p1\t200\t1",
        "p2\t200\t0",
        "p3\t200\t1",
        "p4\t300\t1",
        "p5\t300\t0",
        "p6\t300\t0",
        "p7\t500\t0");
    assertThatThrownBy(step::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("y.tsv")
        .hasMessageContaining("nobody followed beyond")
        .hasMessageContaining("cohort A");
  }

  @Test
  void brokenExtrasNameLineAndColumn() throws Exception {
    var history =
        eight()
            .in(
                "history",
                "A/1/1/mmfn",
                write("h.tsv", HISTORY, "1\t2\t0\t1\t1\t1\t1", "1\t2\t0\t1\t1\t1\t1"));
    assertThatThrownBy(history::run)
        .hasMessageContaining("h.tsv, line 3, column epoch")
        .hasMessageContaining("a whole number above 2");
    var method =
        eight()
            .in(
                "importance",
                "A/1/1",
                write("i.tsv", "method\tmodality\tfeature\timportance", "lime\trna\tA\t1"));
    assertThatThrownBy(method::run)
        .hasMessageContaining("i.tsv, line 2, column method")
        .hasMessageContaining("'lime'");
    var model = eight().in("history", "A/1/1/mmnf", write("h.tsv", HISTORY));
    assertThatThrownBy(model::run).hasMessageContaining("history: found model mmnf of A");
    var fold = eight().in("importance", "A/1/3", dir.resolve("i.tsv"));
    assertThatThrownBy(fold::run).hasMessageContaining("importance: found the name 'A/1/3'");
    assertThatThrownBy(() -> eight().param("model", "moanet").run())
        .hasMessageContaining("model: found 'moanet', expected one of [mmfn]");
  }
}
