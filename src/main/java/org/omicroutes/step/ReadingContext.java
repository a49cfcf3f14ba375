package org.omicroutes.step;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The context before anything is written: what {@link Step#alsoReads} may look at. */
class ReadingContext<P extends Record> implements StepContext<P> {
  private final Invocation<P> invocation;

  ReadingContext(Invocation<P> invocation) {
    this.invocation = invocation;
  }

  @Override
  public P parameters() {
    return invocation.parameters();
  }

  @Override
  public Path input(String port) {
    return optionalInput(port)
        .orElseThrow(() -> new IllegalStateException("nothing on port " + port));
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
    invocation.step().spec().input(port);
    return invocation.inputs().getOrDefault(port, Map.of());
  }

  @Override
  public Path output(String port) {
    return optionalOutput(port)
        .orElseThrow(() -> new IllegalStateException("port " + port + " was not asked for"));
  }

  @Override
  public Optional<Path> optionalOutput(String port) {
    throw new IllegalStateException("nothing can be written yet");
  }

  @Override
  public void progress(double fraction, String message) {}

  @Override
  public void note(String message) {}
}
