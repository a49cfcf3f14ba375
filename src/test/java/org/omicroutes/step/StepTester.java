package org.omicroutes.step;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a step in a test on files, without a runner: {@code StepTester.of(new
 * MValuesStep()).in("betas", file).param("offset", "0.01").out("out", out).run()}.
 */
public final class StepTester<P extends Record> {
  private final Step<P> step;
  private final Map<String, Map<String, Path>> inputs = new LinkedHashMap<>();
  private final Map<String, Path> outputs = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private StepTester(Step<P> step) {
    this.step = step;
  }

  public static <P extends Record> StepTester<P> of(Step<P> step) {
    return new StepTester<>(step);
  }

  public StepTester<P> in(String port, Path file) {
    return in(port, file.toString(), file);
  }

  /** A named input of a NAMED port. */
  public StepTester<P> in(String port, String name, Path file) {
    step.spec().input(port);
    inputs.computeIfAbsent(port, p -> new LinkedHashMap<>()).put(name, file);
    return this;
  }

  public StepTester<P> out(String port, Path file) {
    step.spec().output(port);
    outputs.put(port, file);
    return this;
  }

  /** A parameter by its component name. */
  public StepTester<P> param(String name, Object value) {
    parameters.put(name, String.valueOf(value));
    return this;
  }

  /** What the step noted in the last run. */
  public List<String> notes() {
    return notes;
  }

  public StepTester<P> run() throws Exception {
    for (Path file : outputs.values()) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    step.run(new Context(Parameters.parse(step.spec().parameters(), parameters)));
    return this;
  }

  /** The files that the step reads beyond those on its ports. */
  public List<Path> alsoReads() throws Exception {
    return step.alsoReads(new Context(Parameters.parse(step.spec().parameters(), parameters)));
  }

  private final class Context implements StepContext<P> {
    private final P values;

    Context(P values) {
      this.values = values;
    }

    @Override
    public P parameters() {
      return values;
    }

    @Override
    public Path input(String port) {
      return inputs(port).get(0);
    }

    @Override
    public Optional<Path> optionalInput(String port) {
      return inputs(port).stream().findFirst();
    }

    @Override
    public List<Path> inputs(String port) {
      return List.copyOf(namedInputs(port).values());
    }

    @Override
    public Map<String, Path> namedInputs(String port) {
      step.spec().input(port);
      return inputs.getOrDefault(port, Map.of());
    }

    @Override
    public Path output(String port) {
      return optionalOutput(port).orElseThrow(() -> new IllegalStateException("no out " + port));
    }

    @Override
    public Optional<Path> optionalOutput(String port) {
      step.spec().output(port);
      return Optional.ofNullable(outputs.get(port));
    }

    @Override
    public void progress(double fraction, String message) {}

    @Override
    public void note(String message) {
      notes.add(message);
    }
  }
}
