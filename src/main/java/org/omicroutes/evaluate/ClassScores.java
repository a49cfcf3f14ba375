package org.omicroutes.evaluate;

import org.omicroutes.classify.ConfusionMatrix;
import org.omicroutes.classify.Interval;
import org.omicroutes.classify.PrecisionRecall;
import org.omicroutes.classify.ProbabilityScore;
import org.omicroutes.classify.RocAuc;
import org.omicroutes.classify.ScoredLabels;

/** What one fold's labelled test patients say of a model; NaN where they do not allow a measure. */
record ClassScores(
    double auc,
    double prAuc,
    double accuracy,
    double precision,
    double recall,
    double specificity,
    double f1,
    double brier,
    double logLoss) {

  static ClassScores of(ScoredLabels data, double threshold) {
    int died = data.count(true);
    int alive = data.count(false);
    double none = Double.NaN;
    if (died + alive == 0) {
      return new ClassScores(none, none, none, none, none, none, none, none, none);
    }
    boolean both = died > 0 && alive > 0;
    ConfusionMatrix matrix = ConfusionMatrix.of(data, threshold);
    // The limits are not used, so any level will do.
    double level = 0.95;
    return new ClassScores(
        both ? RocAuc.of(data).value() : none,
        both ? PrecisionRecall.average(data) : none,
        matrix.accuracy(level).value(),
        matrix.precision(level).value(),
        matrix.recall(level).value(),
        matrix.specificity(level).value(),
        matrix.f1(level).value(),
        ProbabilityScore.brier(data).value(),
        ProbabilityScore.logLoss(data).value());
  }

  /** With the limits of the interval. */
  static StudyValue value(Interval interval) {
    return new StudyValue(interval.value(), Double.NaN, interval.lower(), interval.upper());
  }
}
