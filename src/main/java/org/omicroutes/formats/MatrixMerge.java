package org.omicroutes.formats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.omicroutes.cohort.LabelledMatrix;

/** Puts matrices with different samples side by side. */
final class MatrixMerge {
  private MatrixMerge() {}

  /** The features that all matrices have, in the order of the first one. */
  static LabelledMatrix common(List<LabelledMatrix> parts) {
    Set<String> features = new LinkedHashSet<>(parts.get(0).featureIds());
    parts.forEach(part -> features.removeIf(id -> part.featureIndex(id) < 0));
    return merge(parts, List.copyOf(features), Double.NaN);
  }

  /**
   * The features that any matrix has, in the order of their first appearance.
   *
   * @param absent the value of a feature in samples of a matrix that does not have it
   */
  static LabelledMatrix union(List<LabelledMatrix> parts, double absent) {
    Set<String> features = new LinkedHashSet<>();
    parts.forEach(part -> features.addAll(part.featureIds()));
    return merge(parts, List.copyOf(features), absent);
  }

  private static LabelledMatrix merge(
      List<LabelledMatrix> parts, List<String> features, double absent) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<String> samples = new ArrayList<>();
    parts.forEach(part -> samples.addAll(part.sampleIds()));
    double[][] rows = new double[features.size()][samples.size()];
    int offset = 0;
    for (LabelledMatrix part : parts) {
      for (int f = 0; f < rows.length; f++) {
        int from = part.featureIndex(features.get(f));
        if (from < 0) {
          Arrays.fill(rows[f], offset, offset + part.sampleCount(), absent);
        } else {
          System.arraycopy(part.row(from), 0, rows[f], offset, part.sampleCount());
        }
      }
      offset += part.sampleCount();
    }
    return LabelledMatrix.of(features, samples, rows);
  }
}
