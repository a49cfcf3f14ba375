package org.omicroutes.formats;

import java.util.List;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * One omic layer as it was read.
 *
 * @param kind what the numbers are
 * @param matrix features × patients
 * @param burden per patient the number of non-silent mutations (1 × patients, feature {@code
 *     burden}); null for layers other than mutations
 * @param setAside what was left out and why
 */
public record LayerData(
    Kind kind, LabelledMatrix matrix, LabelledMatrix burden, List<SetAside> setAside) {

  /** What the numbers of a layer are, which decides how it is harmonised. */
  public enum Kind {
    /** Raw read counts, whole numbers. */
    COUNTS,
    /** Methylation beta values in [0, 1]. */
    BETA,
    /** 0 or 1, such as gene mutated or not. */
    BINARY,
    /** Ready values, taken as they are. */
    READY
  }

  /**
   * Things of one sort that were left out.
   *
   * @param reason a plain-language sentence
   * @param count how many
   * @param examples up to five of them
   */
  public record SetAside(String reason, long count, List<String> examples) {}

  public LayerData {
    setAside = List.copyOf(setAside);
  }
}
