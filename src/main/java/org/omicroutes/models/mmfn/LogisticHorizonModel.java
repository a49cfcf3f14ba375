package org.omicroutes.models.mmfn;

import org.omicroutes.classify.LogisticModel;

/**
 * Penalised logistic regression of death by the horizon.
 *
 * @param preprocessing from patients to inputs
 * @param geneScale what is multiplied into the genes' z-scores
 * @param classifier from inputs to probabilities
 * @param curve from probabilities to survival
 */
public record LogisticHorizonModel(
    MmfnPreprocessing preprocessing, double geneScale, LogisticModel classifier, HorizonCurve curve)
    implements ClassifierModel {}
