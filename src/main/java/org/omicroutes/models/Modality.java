package org.omicroutes.models;

import org.omicroutes.cohort.LabelledMatrix;

/**
 * One block of what is known of patients.
 *
 * @param kind how a model is to take the values
 * @param values features × patients; NaN is missing; a patient may be absent altogether
 */
public record Modality(Kind kind, LabelledMatrix values) {

  public Modality {
    if (kind == Kind.BINARY) {
      values = values.map(v -> v > 1 ? 1 : v);
    }
  }

  /** What the values of a modality are. */
  public enum Kind {
    /** Clinical variables: z-scores, and 0/1 for the levels of categories. */
    CLINICAL,
    /** Molecular measurements on a continuous scale (expression, methylation, copy number). */
    CONTINUOUS,
    /**
     * Zeros and ones, a gene each (mutations); a count above 1 is taken for 1. What a fitted model
     * is asked about may lie in between: a mean over patients.
     */
    BINARY,
    /** Few summaries of many measurements (latent factors, network modules, mutation burden). */
    SUMMARY
  }
}
