package org.omicroutes.explain;

import java.util.List;
import java.util.Map;
import org.omicroutes.models.ModelFiles;
import org.omicroutes.models.SurvivalModels;
import org.omicroutes.models.mmfn.HorizonModel;

/** Models of one horizon among all. */
final class HorizonModels {
  /** For the reader of a page; an error names those that there are. */
  static final String NAMES = "`mmfn` or what it is compared with.";

  private HorizonModels() {}

  /**
   * @throws IllegalArgumentException where the model is of another kind
   */
  static HorizonModel of(ModelFiles.Loaded loaded) {
    if (loaded.model() instanceof HorizonModel model) {
      return model;
    }
    List<String> names =
        SurvivalModels.all().entrySet().stream()
            .filter(entry -> HorizonModel.class.isAssignableFrom(entry.getValue().type()))
            .map(Map.Entry::getKey)
            .toList();
    throw new IllegalArgumentException(
        "model: found "
            + loaded.name()
            + ", expected a model of one horizon: train with --model "
            + String.join(", ", names));
  }
}
