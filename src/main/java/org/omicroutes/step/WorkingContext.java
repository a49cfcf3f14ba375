package org.omicroutes.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The context of a step that runs: its outputs are written to a folder beside their places. */
final class WorkingContext<P extends Record> extends ReadingContext<P> {
  private final StepSpec<P> spec;
  private final Execution execution;
  private final List<RunListener> listeners;
  private final Runnable requireGoingOn;
  private final Map<String, Path> staged = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param staging an empty folder
   * @param requireGoingOn throws where the run was told to stop
   */
  WorkingContext(
      Invocation<P> invocation,
      Path staging,
      Execution execution,
      List<RunListener> listeners,
      Runnable requireGoingOn)
      throws IOException {
    super(invocation);
    this.spec = invocation.step().spec();
    this.execution = execution;
    this.listeners = listeners;
    this.requireGoingOn = requireGoingOn;
    for (var output : invocation.outputs().entrySet()) {
      Path folder = Files.createDirectory(staging.resolve(output.getKey()));
      staged.put(output.getKey(), folder.resolve(output.getValue().getFileName()));
    }
  }

  /** By port, where its output is written. */
  Map<String, Path> staged() {
    return staged;
  }

  /** What the step had to say. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public Optional<Path> optionalOutput(String port) {
    spec.output(port);
    return Optional.ofNullable(staged.get(port));
  }

  @Override
  public void progress(double fraction, String message) {
    requireGoingOn.run();
    listeners.forEach(listener -> listener.progress(execution, fraction, message));
  }

  @Override
  public void note(String message) {
    notes.add(message);
    listeners.forEach(listener -> listener.note(execution, message));
  }
}
