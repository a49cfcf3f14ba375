package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Against scikit-learn (src/test/oracle/classification-weighted/make.py). */
class WeightedMeasuresTest {
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @CsvSource({
    "wide, 200 patients",
    "ties, '70 patients, probabilities of one decimal'",
    "small, '5 patients, ties'",
    "certain, '6 patients, probabilities 0 and 1'",
    "same, '5 patients, one probability'"
  })
  void isScikitLearn(String name, String what) throws Exception {
    for (String kind : List.of("equal", "weighted")) {
      Frozen data = Frozen.read("classification-weighted/scores.tsv.gz").where("data", name);
      double[] weights = data.numbers("weight");
      if (kind.equals("equal")) {
        Arrays.fill(weights, 1);
      }
      ScoredLabels scored =
          ScoredLabels.of(data.numbers("label"), data.numbers("probability"), weights);
      String described = what + (kind.equals("equal") ? "" : ", weighted");
      scores(scored, frozen("expected", name, kind), described);
      classes(scored, frozen("expected", name, kind), described);
      curves(scored, frozen("roc", name, kind), frozen("recall", name, kind), described);
    }
  }

  private static Frozen frozen(String file, String name, String kind) throws Exception {
    return Frozen.read("classification-weighted/" + file + ".tsv.gz")
        .where("data", name)
        .where("weights", kind);
  }

  private static Agreement agreement(String routine, String function, String what) {
    return Agreement.of(routine, "classification-weighted", "scikit-learn", function, what);
  }

  private static void scores(ScoredLabels data, Frozen expected, String what) {
    agreement("roc-auc", "roc_auc_score", what)
        .close("AUC", RocAuc.of(data).value(), expected.number("auc"), TOLERANCE);
    agreement("precision-recall", "average_precision_score", what)
        .close(
            "average precision", PrecisionRecall.average(data), expected.number("ap"), TOLERANCE);
    agreement("probability-score", "brier_score_loss", what)
        .close(
            "Brier score",
            ProbabilityScore.brier(data).value(),
            expected.number("brier"),
            TOLERANCE);
    agreement("probability-score", "log_loss", what)
        .close(
            "log loss",
            ProbabilityScore.logLoss(data).value(),
            expected.number("logloss"),
            TOLERANCE);
  }

  private static void classes(ScoredLabels data, Frozen expected, String what) {
    ConfusionMatrix matrix = ConfusionMatrix.of(data, 0.5);
    ConfusionMatrix.Cells cells = matrix.weighted();
    agreement("confusion-matrix", "confusion_matrix", what)
        .close(
            "cells",
            new double[] {
              cells.truePositive(),
              cells.falsePositive(),
              cells.falseNegative(),
              cells.trueNegative()
            },
            expected.matrix(List.of("tp", "fp", "fn", "tn"))[0],
            TOLERANCE);
    boolean nobody = cells.truePositive() + cells.falsePositive() == 0;
    assertThat(Double.isNaN(matrix.precision(0.95).value())).isEqualTo(nobody);
    List<ToDoubleFunction<ConfusionMatrix>> measures =
        List.of(
            m -> m.accuracy(0.95).value(),
            // scikit-learn's 0 with a warning, here none
            m -> nobody ? 0 : m.precision(0.95).value(),
            m -> m.recall(0.95).value(),
            m -> m.specificity(0.95).value(),
            m -> m.f1(0.95).value(),
            m -> m.balancedAccuracy(0.95).value());
    agreement("confusion-matrix", "precision_score and others", what)
        .close(
            "accuracy, precision, recall, specificity, F1, balanced accuracy",
            measures.stream().mapToDouble(m -> m.applyAsDouble(matrix)).toArray(),
            expected
                .matrix(
                    List.of("accuracy", "precision", "recall", "specificity", "f1", "balanced"))[0],
            TOLERANCE);
  }

  private static void curves(ScoredLabels data, Frozen roc, Frozen recall, String what) {
    List<RocCurve.Point> points = RocCurve.of(data);
    assertThat(points.get(0)).isEqualTo(new RocCurve.Point(Double.POSITIVE_INFINITY, 0, 0));
    List<RocCurve.Point> rest = points.subList(1, points.size());
    agreement("roc-auc", "roc_curve", what)
        .close(
            "thresholds",
            rest.stream().mapToDouble(RocCurve.Point::threshold).toArray(),
            roc.numbers("threshold"),
            0)
        .close(
            "false positive rates",
            rest.stream().mapToDouble(RocCurve.Point::falsePositiveRate).toArray(),
            roc.numbers("fpr"),
            TOLERANCE)
        .close(
            "true positive rates",
            rest.stream().mapToDouble(RocCurve.Point::truePositiveRate).toArray(),
            roc.numbers("tpr"),
            TOLERANCE);
    List<PrecisionRecall.Point> steps = PrecisionRecall.curve(data);
    agreement("precision-recall", "precision_recall_curve", what)
        .close(
            "recall",
            steps.stream().mapToDouble(PrecisionRecall.Point::recall).toArray(),
            recall.numbers("recall"),
            TOLERANCE)
        .close(
            "precision",
            steps.stream().mapToDouble(PrecisionRecall.Point::precision).toArray(),
            recall.numbers("precision"),
            TOLERANCE);
  }
}
