package org.omicroutes.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

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
    return own(simpleName)
        .filter(step -> step.spec().name().equals(name))
        .or(() -> provided(simpleName).filter(step -> step.spec().name().equals(name)))
        .or(() -> get().find(name));
  }

  /**
   * A step that the first list of providers names, which is this program's: a {@link ServiceLoader}
   * opens every library to look for more of them, which takes a quarter of a small step's time.
   */
  private static Optional<Step<?>> own(String simpleName) {
    ClassLoader loader = StepRegistry.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream("META-INF/services/" + Step.class.getName())) {
      if (in == null) {
        return Optional.empty();
      }
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R")) {
        if (line.endsWith("." + simpleName)) {
          return Optional.of(
              (Step<?>) loader.loadClass(line).getDeclaredConstructor().newInstance());
        }
      }
      return Optional.empty();
    } catch (IOException | ReflectiveOperationException e) {
      // The service loader, which is asked next, finds the step or tells what is wrong with it.
      return Optional.empty();
    }
  }

  private static Optional<Step<?>> provided(String simpleName) {
    return ServiceLoader.load(Step.class, StepRegistry.class.getClassLoader()).stream()
        .filter(provider -> provider.type().getSimpleName().equals(simpleName))
        .<Step<?>>map(ServiceLoader.Provider::get)
        .findFirst();
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
