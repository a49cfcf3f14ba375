package org.omicroutes.step;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A step with everything it needs to run: typed parameters and files on its ports. Made through
 * {@link #of}; {@code build} refuses what does not fit the declaration.
 *
 * @param inputs port to files by name; the names of unnamed files are their places 0, 1, …
 * @param outputs port to the final place of the file
 */
public record Invocation<P extends Record>(
    Step<P> step, P parameters, Map<String, Map<String, Path>> inputs, Map<String, Path> outputs) {

  public Invocation {
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
  }

  public static <P extends Record> Builder<P> of(Step<P> step) {
    return new Builder<>(step);
  }

  /** Collects an invocation. Every refusal is an {@link IllegalArgumentException}. */
  public static final class Builder<P extends Record> {
    private final Step<P> step;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, Map<String, Path>> inputs = new LinkedHashMap<>();
    private final Map<String, Path> outputs = new LinkedHashMap<>();

    private Builder(Step<P> step) {
      this.step = step;
    }

    /** A parameter by its component name, as text. */
    public Builder<P> parameter(String name, String value) {
      parameters.put(name, value);
      return this;
    }

    /** Files on a port in order; for a NAMED port use {@link #namedInput}. */
    public Builder<P> input(String port, List<Path> files) {
      for (int i = 0; i < files.size(); i++) {
        put(port, String.valueOf(i), files.get(i));
      }
      return this;
    }

    public Builder<P> namedInput(String port, String name, Path file) {
      put(port, name, file);
      return this;
    }

    private void put(String port, String name, Path file) {
      step.spec().input(port);
      Path before = inputs.computeIfAbsent(port, p -> new LinkedHashMap<>()).put(name, file);
      if (before != null) {
        throw new IllegalArgumentException("--" + port + ": the name " + name + " twice");
      }
    }

    public Builder<P> output(String port, Path file) {
      step.spec().output(port);
      outputs.put(port, file);
      return this;
    }

    public Invocation<P> build() {
      StepSpec<P> spec = step.spec();
      for (Port port : spec.inputs()) {
        int given = inputs.getOrDefault(port.name(), Map.of()).size();
        if (port.required() && given == 0) {
          throw new IllegalArgumentException(spec.name() + " needs --" + port.name());
        }
        if (!port.repeatable() && given > 1) {
          throw new IllegalArgumentException(
              spec.name() + " takes one --" + port.name() + ", found " + given);
        }
      }
      for (Port port : spec.outputs()) {
        if (port.required() && !outputs.containsKey(port.name())) {
          throw new IllegalArgumentException(spec.name() + " needs --" + port.name());
        }
      }
      return new Invocation<>(
          step, Parameters.parse(spec.parameters(), parameters), inputs, outputs);
    }
  }
}
