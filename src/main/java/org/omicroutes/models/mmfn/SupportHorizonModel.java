package org.omicroutes.models.mmfn;

import org.omicroutes.classify.SupportVectors;

/**
 * A support vector machine of death by the horizon.
 *
 * @param preprocessing from patients to inputs
 * @param geneScale what is multiplied into the genes' z-scores
 * @param classifier from inputs to probabilities
 * @param curve from probabilities to survival
 */
public record SupportHorizonModel(
    MmfnPreprocessing preprocessing,
    double geneScale,
    SupportVectors classifier,
    HorizonCurve curve)
    implements ClassifierModel {}
