package org.omicroutes.step;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** All steps on the class path, by name. */
public final class StepRegistry {
  private static final StepRegistry INSTANCE = load(StepRegistry.class.getClassLoader());

  private final Map<String, Step<?>> steps;

  private StepRegistry(Map<String, Step<?>> steps) {
    this.steps = steps;
  }

  /** The steps that this program was built with and those of artifacts beside it. */
  public static StepRegistry get() {
    return INSTANCE;
  }

  static StepRegistry load(ClassLoader loader) {
    Map<String, Step<?>> steps = new TreeMap<>();
    for (Step<?> step : ServiceLoader.load(Step.class, loader)) {
      Step<?> before = steps.put(step.spec().name(), step);
      if (before != null) {
        throw new IllegalStateException(
            "two steps named "
                + step.spec().name()
                + ": "
                + before.getClass()
                + ", "
                + step.getClass());
      }
    }
    return new StepRegistry(steps);
  }

  /** All steps in the order of their names. */
  public Collection<Step<?>> all() {
    return steps.values();
  }

  public Optional<Step<?>> find(String name) {
    return Optional.ofNullable(steps.get(name));
  }
}
