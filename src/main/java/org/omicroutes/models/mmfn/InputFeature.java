package org.omicroutes.models.mmfn;

/**
 * One input of a fused model, as it is prepared.
 *
 * @param modality the name of the file it is of
 * @param feature its name there; of a category, the column
 */
public record InputFeature(String modality, String feature, Kind kind) {

  /** What an input holds. */
  public enum Kind {
    GENE,
    CONTINUOUS,
    CATEGORY
  }
}
