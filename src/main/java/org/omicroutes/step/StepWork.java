package org.omicroutes.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.omicroutes.cohort.StopSignal;

/** The work of a step: it runs beside the places of its outputs, which it gets when it is done. */
final class StepWork {
  private final RunDirectory memory;
  private final FileRefs refs;
  private final OutputPlaces places;
  private final List<RunListener> listeners;
  private final Runnable requireGoingOn;

  /**
   * @param memory that takes the outputs too; null for none
   * @param requireGoingOn throws where the run was told to stop
   */
  StepWork(
      RunDirectory memory,
      FileRefs refs,
      OutputPlaces places,
      List<RunListener> listeners,
      Runnable requireGoingOn) {
    this.memory = memory;
    this.refs = refs;
    this.places = places;
    this.listeners = listeners;
    this.requireGoingOn = requireGoingOn;
  }

  /** Runs a step; where it fails nothing is left of it. */
  <P extends Record> Execution make(Invocation<P> invocation, Execution planned) throws Exception {
    listeners.forEach(listener -> listener.started(planned));
    Path staging = null;
    try {
      staging = OutputPlaces.staging(invocation);
      var working = new WorkingContext<>(invocation, staging, planned, listeners, requireGoingOn);
      work(invocation.step(), working);
      List<FileRef> outputs = new ArrayList<>();
      for (var output : working.staged().entrySet()) {
        outputs.addAll(finish(output.getKey(), output.getValue(), invocation));
      }
      Execution done = done(planned, outputs, working.notes());
      if (memory != null) {
        memory.record(done);
      }
      for (var output : working.staged().entrySet()) {
        Path place = invocation.outputs().get(output.getKey()).toAbsolutePath();
        places.moveInto(output.getValue(), place);
      }
      return done;
    } catch (Exception e) {
      listeners.forEach(listener -> listener.failed(planned, e));
      throw e;
    } finally {
      if (staging != null) {
        Scratch.delete(staging);
      }
    }
  }

  /** Who is stopped may take that for broken data, or for the end of a file. */
  private static <P extends Record> void work(Step<P> step, StepContext<P> context)
      throws Exception {
    try {
      step.run(context);
    } catch (Exception e) {
      StopSignal.check();
      throw e;
    }
    StopSignal.check();
  }

  private static Execution done(Execution planned, List<FileRef> outputs, List<String> notes) {
    return new Execution(
        planned.key(),
        planned.step(),
        planned.version(),
        planned.label(),
        planned.parameters(),
        planned.parts(),
        planned.inputs(),
        outputs,
        notes,
        planned.started(),
        Instant.now().toString(),
        false,
        planned.reason());
  }

  /** Takes an output into the store: a file, or all files of a folder under their names in it. */
  private List<FileRef> finish(String port, Path staged, Invocation<?> invocation)
      throws IOException {
    if (!Files.exists(staged)) {
      throw new IllegalStateException(
          "step " + invocation.step().spec().name() + " wrote nothing on its port " + port);
    }
    Path target = invocation.outputs().get(port);
    if (Files.isRegularFile(staged)) {
      return List.of(kept(port, "", staged, target));
    }
    List<FileRef> files = new ArrayList<>();
    for (Path file : Folders.files(staged)) {
      String name = staged.relativize(file).toString();
      files.add(kept(port, name, file, target.resolve(name)));
    }
    return files;
  }

  private FileRef kept(String port, String name, Path staged, Path target) throws IOException {
    FileRef kept = refs.of(port, name, staged);
    if (memory != null) {
      memory.keep(staged, kept.sha256());
    }
    return new FileRef(port, name, refs.relative(target), kept.sha256(), kept.size());
  }
}
