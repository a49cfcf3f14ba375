package org.omicroutes.survival;

import java.util.List;
import org.omicroutes.cohort.DataException;

/**
 * The fitted state of the step {@code rsf}.
 *
 * @param features names in the order of training
 * @param eventTimes of the training samples in days
 * @param settings the forest was grown with
 * @param trees packed by {@link ForestCodec}
 * @param importance of the features
 * @param outOfBag performance on the training samples
 */
record ForestState(
    List<String> features,
    double[] eventTimes,
    ForestSettings settings,
    byte[] trees,
    ForestImportance importance,
    ForestOutOfBag.Performance outOfBag) {

  /**
   * The forest, its trees unpacked.
   *
   * @throws DataException where they are damaged
   */
  SurvivalForest forest() {
    if (features == null || eventTimes == null || trees == null) {
      throw DataException.of("a state without trees", "the state of a random forest");
    }
    return new SurvivalForest(
        features, eventTimes, ForestCodec.read(trees, features.size(), eventTimes.length));
  }
}
