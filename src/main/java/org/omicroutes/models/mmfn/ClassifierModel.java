package org.omicroutes.models.mmfn;

import org.omicroutes.classify.Classifier;
import org.omicroutes.models.PatientData;

/**
 * A classifier of one table of genes and clinical variables. Preprocessing is MMFN's; a category
 * becomes a 0/1 column for each level but the most frequent, so that a level not seen in training
 * counts as that one.
 */
interface ClassifierModel extends HorizonModel {

  /** From patients to inputs. */
  MmfnPreprocessing preprocessing();

  /** What is multiplied into the genes' z-scores. */
  double geneScale();

  /** From inputs to probabilities. */
  Classifier classifier();

  /** From probabilities to survival. */
  HorizonCurve curve();

  @Override
  default double horizonDays() {
    return curve().days();
  }

  @Override
  default double[] probability(PatientData patients) {
    return classifier().probability(ClassTable.rows(preprocessing(), patients, geneScale()));
  }

  /** A log hazard but for a constant. */
  @Override
  default double[] risk(PatientData patients) {
    return curve().risk(probability(patients));
  }

  @Override
  default double[][] survival(PatientData patients, double[] days) {
    return curve().survival(probability(patients), days);
  }
}
