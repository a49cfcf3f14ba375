package org.omicroutes.models.mmfn;

import java.util.Arrays;
import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.Roles;
import org.omicroutes.survival.FoldSplit;

/**
 * What every fit of a model at a horizon starts from.
 *
 * @param training all training patients, also those without a label
 * @param survival of the same patients in the same order
 * @param labels of the same
 * @param curve from probabilities to survival
 */
record HorizonTask(
    PatientData training,
    SurvivalData survival,
    HorizonLabels labels,
    HorizonCurve curve,
    FitContext context) {

  /** Each part of a training needs patients of both labels. */
  private static final int LEAST = 2;

  /**
   * @throws DataException where fewer than two patients died by the horizon or were seen beyond it
   */
  static HorizonTask of(PatientData training, SurvivalData survival, FitContext context) {
    Roles.ofTraining(training, survival);
    double days = context.classes().days();
    HorizonLabels labels = HorizonLabels.of(survival, days, context.classes().censored());
    if (labels.deaths() < LEAST || labels.alive() < LEAST) {
      throw DataException.of(
          labels.deaths()
              + " training patients who died by day "
              + days
              + " and "
              + labels.alive()
              + " seen beyond it",
          "at least " + LEAST + " of each");
    }
    return new HorizonTask(training, survival, labels, HorizonCurve.of(survival, days), context);
  }

  /** Of genes and clinical variables, for classifiers of one table. */
  MmfnPreprocessing preprocessing(int mostGenes, GenePreprocessing.Choice choice) {
    return MmfnPreprocessing.fit(training, Arm.FUSION, labels.labels(), mostGenes, choice);
  }

  /**
   * Folds of all training patients, stratified by label, so that each has patients of both.
   *
   * @param most how many folds, fewer where there are fewer patients of a label
   * @return one a patient, from 1
   */
  int[] folds(int most) {
    int used = Math.min(most, Math.min(labels.deaths(), labels.alive()));
    return FoldSplit.stratified(survival, labels.days(), used, context.seed());
  }

  /** Positions of the patients with a label who are in a fold, or who are not. */
  int[] labelled(int[] folds, int fold, boolean inside) {
    return Arrays.stream(labels.labelled()).filter(i -> (folds[i] == fold) == inside).toArray();
  }
}
