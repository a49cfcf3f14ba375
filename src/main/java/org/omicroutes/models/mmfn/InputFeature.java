package org.omicroutes.models.mmfn;

/**
 * One prepared input of a model.
 *
 * @param modality where it comes from
 * @param feature a gene, a continuous clinical variable, or the column of a category
 */
public record InputFeature(String modality, String feature, Kind kind) {

  /** What a value of it is. */
  public enum Kind {
    /** A z-score of expression. */
    GENE,
    /** A z-score of a clinical variable. */
    CONTINUOUS,
    /** The code of a level; 0: a level that training patients did not have. */
    CATEGORY
  }
}
