package org.omicroutes.evaluate;

import java.util.Arrays;
import org.omicroutes.survival.Concordance;
import org.omicroutes.survival.Estimate;
import org.omicroutes.survival.TimeDependentAuc;

/**
 * How well one model orders the held-out patients of each fold.
 *
 * @param c Harrell's C of each fold
 * @param auc td-AUC of each fold at the main horizon
 * @param meanC over folds and repeats
 * @param meanAuc over folds and repeats
 */
record StudyDiscrimination(Estimate[] c, Estimate[] auc, StudyValue meanC, StudyValue meanAuc) {

  static StudyDiscrimination of(StudyModel model, StudySettings settings) {
    Estimate[] c =
        model.perFold(
            f ->
                Concordance.harrell(
                    f.survival().times(), f.survival().events(), f.predictions().risk()));
    Estimate[] auc = auc(model, settings.horizonMonths());
    return new StudyDiscrimination(
        c,
        auc,
        model.meanOverFolds(c, settings.level()),
        model.meanOverFolds(auc, settings.level()));
  }

  /** td-AUC of each fold at a horizon. */
  static Estimate[] auc(StudyModel model, int months) {
    return model.perFold(
        f ->
            TimeDependentAuc.at(
                f.survival().times(),
                f.survival().events(),
                f.predictions().risk(),
                StudyCohort.days(months)));
  }

  /** First minus second over the folds where both could be estimated. */
  static CorrectedResampledTest compare(
      Estimate[] first, Estimate[] second, int folds, double level) {
    double[] differences = new double[first.length];
    Arrays.setAll(differences, f -> first[f].value() - second[f].value());
    return CorrectedResampledTest.of(differences, folds, level);
  }
}
