package org.omicroutes.step;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The one declaration of a step, from which its command, Camel endpoint, reference page and
 * provenance are made.
 *
 * @param name kebab-case, unique in the registry
 * @param version raised whenever the same input may give another output
 * @param summary one sentence
 * @param details Markdown: the method, what a missing value means, errors, references
 * @param inputs files read
 * @param outputs files written
 * @param parameters a record whose components carry {@link Param}
 */
public record StepSpec<P extends Record>(
    String name,
    String version,
    String summary,
    String details,
    List<Port> inputs,
    List<Port> outputs,
    Class<P> parameters) {

  public StepSpec {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    Set<String> names = new HashSet<>();
    inputs.forEach(port -> requireNew(names, port.name(), name));
    outputs.forEach(port -> requireNew(names, port.name(), name));
    Parameters.of(parameters).forEach(p -> requireNew(names, p.optionName(), name));
  }

  private static void requireNew(Set<String> names, String option, String step) {
    if (!names.add(option)) {
      throw new IllegalArgumentException("step " + step + " declares " + option + " twice");
    }
  }

  /** The declared parameters in order. */
  public List<Parameters.Parameter> parameterList() {
    return Parameters.of(parameters);
  }

  public Port input(String port) {
    return find(inputs, port);
  }

  public Port output(String port) {
    return find(outputs, port);
  }

  private Port find(List<Port> ports, String port) {
    return ports.stream()
        .filter(candidate -> candidate.name().equals(port))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("step " + name + " has no port " + port));
  }

  /** Starts a declaration. */
  public static <P extends Record> Builder<P> of(String name, String version, Class<P> parameters) {
    return new Builder<>(name, version, parameters);
  }

  /** Collects a declaration; {@code build} checks it. */
  public static final class Builder<P extends Record> {
    private final String name;
    private final String version;
    private final Class<P> parameters;
    private String summary = "";
    private String details = "";
    private final List<Port> inputs = new ArrayList<>();
    private final List<Port> outputs = new ArrayList<>();

    private Builder(String name, String version, Class<P> parameters) {
      this.name = name;
      this.version = version;
      this.parameters = parameters;
    }

    public Builder<P> summary(String text) {
      summary = text;
      return this;
    }

    public Builder<P> details(String markdown) {
      details = markdown;
      return this;
    }

    public Builder<P> in(Port port) {
      inputs.add(port);
      return this;
    }

    public Builder<P> out(Port port) {
      outputs.add(port);
      return this;
    }

    public StepSpec<P> build() {
      return new StepSpec<>(name, version, summary, details, inputs, outputs, parameters);
    }
  }
}
