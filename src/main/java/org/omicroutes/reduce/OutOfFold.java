package org.omicroutes.reduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Puts together features that were learned with outcomes so that every training sample has the
 * values of a fit that had not seen it (cross-fitting). A model trained on them meets in training
 * what it will meet in new patients; on in-sample features it would trust them far too much.
 */
public final class OutOfFold {
  private OutOfFold() {}

  /**
   * @param folds the fold of each training sample
   * @param byFold fold to features × samples of the fit that left that fold out
   * @param full features × samples of the fit on all training samples; its samples are the result's
   * @param prefix only features that begin with it are kept; empty for all
   * @return those features that all fits have, in the order of {@code full}; a training sample that
   *     its fold's matrix lacks is missing (NaN)
   * @throws DataException where a fold has no fit or no feature is common
   */
  public static LabelledMatrix assemble(
      Map<String, String> folds,
      Map<String, LabelledMatrix> byFold,
      LabelledMatrix full,
      String prefix) {
    for (String fold : folds.values()) {
      if (!byFold.containsKey(fold)) {
        throw DataException.of("fold " + fold + " without features", "one matrix for each fold");
      }
    }
    List<String> features =
        full.featureIds().stream()
            .filter(id -> id.startsWith(prefix))
            .filter(id -> byFold.values().stream().allMatch(m -> m.featureIndex(id) >= 0))
            .toList();
    if (features.isEmpty()) {
      throw DataException.of(
          "no feature '" + prefix + "…' that all fits have", "at least one common feature");
    }
    Map<String, LabelledMatrix> selected = new LinkedHashMap<>();
    byFold.forEach((fold, matrix) -> selected.put(fold, matrix.selectFeatures(features)));
    double[][] values = full.selectFeatures(features).toArray();
    for (int s = 0; s < full.sampleCount(); s++) {
      String sample = full.sampleIds().get(s);
      String fold = folds.get(sample);
      if (fold != null) {
        LabelledMatrix matrix = selected.get(fold);
        int column = matrix.sampleIndex(sample);
        for (int f = 0; f < values.length; f++) {
          values[f][s] = column < 0 ? Double.NaN : matrix.at(f, column);
        }
      }
    }
    return LabelledMatrix.of(features, full.sampleIds(), values);
  }
}
