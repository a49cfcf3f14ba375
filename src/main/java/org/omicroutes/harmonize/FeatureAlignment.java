package org.omicroutes.harmonize;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/** Brings a matrix to the features, and their order, that something was fitted on. */
final class FeatureAlignment {
  private FeatureAlignment() {}

  /**
   * New rows in the order of {@code features}. A feature that the matrix lacks is missing (NaN) in
   * all its samples; one that was not fitted is left out; both are noted.
   *
   * @throws DataException where the two have no feature in common
   */
  static double[][] rows(LabelledMatrix matrix, List<String> features, Consumer<String> note) {
    double[][] rows = new double[features.size()][];
    int lacking = 0;
    for (int f = 0; f < rows.length; f++) {
      int row = matrix.featureIndex(features.get(f));
      if (row >= 0) {
        rows[f] = matrix.row(row);
      } else {
        rows[f] = new double[matrix.sampleCount()];
        Arrays.fill(rows[f], Double.NaN);
        lacking++;
      }
    }
    int known = rows.length - lacking;
    if (known == 0) {
      throw DataException.of(
          "none of the " + rows.length + " fitted features (such as " + features.get(0) + ")",
          "the kind of feature ids that was fitted on");
    }
    if (lacking > 0) {
      note.accept(lacking + " of " + rows.length + " fitted features are not in the matrix");
    }
    if (matrix.featureCount() > known) {
      note.accept((matrix.featureCount() - known) + " features were not fitted and are left out");
    }
    return rows;
  }
}
