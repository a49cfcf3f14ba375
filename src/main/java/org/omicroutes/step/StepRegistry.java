package org.omicroutes.step;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All steps on the class path, by name. */
public final class StepRegistry {
  private final Map<String, Step<?>> steps;

  private StepRegistry(Map<String, Step<?>> steps) {
    this.steps = steps;
  }

  /** The steps that this program was built with and those of artifacts beside it. */
  public static StepRegistry get() {
    return All.STEPS;
  }

  /**
   * One step, for callers that need no other: where its class is called as the step is ({@code
   * MValuesStep} for {@code m-values}), no other step is made.
   */
  public static Optional<Step<?>> only(String name) {
    String simpleName = className(name);
    return providers()
        .filter(provider -> provider.type().getSimpleName().equals(simpleName))
        .<Step<?>>map(ServiceLoader.Provider::get)
        .filter(step -> step.spec().name().equals(name))
        .findFirst()
        .or(() -> get().find(name));
  }

  @SuppressWarnings("rawtypes")
  private static Stream<ServiceLoader.Provider<Step>> providers() {
    return ServiceLoader.load(Step.class, StepRegistry.class.getClassLoader()).stream();
  }

  private static String className(String step) {
    StringBuilder name = new StringBuilder();
    for (String word : step.split("-")) {
      if (!word.isEmpty()) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return name + "Step";
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

  private static final class All {
    static final StepRegistry STEPS = load(StepRegistry.class.getClassLoader());
  }
}
