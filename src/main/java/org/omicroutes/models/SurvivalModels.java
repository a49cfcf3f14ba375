package org.omicroutes.models;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kinds of models there are, by the value of {@code --model}. */
public final class SurvivalModels {
  private SurvivalModels() {}

  /** All trainers on the class path, in the order of their names. */
  public static Map<String, ModelTrainer<?>> all() {
    Map<String, ModelTrainer<?>> trainers = new TreeMap<>();
    for (ModelTrainer<?> trainer :
        ServiceLoader.load(ModelTrainer.class, SurvivalModels.class.getClassLoader())) {
      if (trainers.put(trainer.name(), trainer) != null) {
        throw new IllegalStateException("two models are called " + trainer.name());
      }
    }
    return trainers;
  }

  /**
   * @throws IllegalArgumentException where there is no such model
   */
  public static ModelTrainer<?> named(String name) {
    Map<String, ModelTrainer<?>> trainers = all();
    ModelTrainer<?> trainer = trainers.get(name);
    if (trainer == null) {
      throw new IllegalArgumentException(
          "model: found " + name + ", expected one of " + String.join(", ", trainers.keySet()));
    }
    return trainer;
  }
}
