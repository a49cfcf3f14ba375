package org.omicroutes.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.omicroutes.api.WesModel.RunRequest;
import org.omicroutes.engines.Engine;
import org.omicroutes.engines.EngineRun;
import org.omicroutes.provenance.EngineCrate;
import org.omicroutes.provenance.EngineSoftware;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunState;
import org.omicroutes.step.Folders;

/** One attempt at a run that an engine does: its folder, its one task, its crate. */
final class EngineWork {
  /** What belongs to a workflow's definition, and is kept with the run. */
  private static final Set<String> DEFINITIONS = Set.of("cwl", "nf", "config", "yml", "yaml");

  private final Run run;
  private final RunTasks tasks;
  private final Engine engine;
  private final EngineBinding.Bound bound;
  private final Path folder;

  /**
   * @throws Refusal where files of the request are gone or not open any more
   */
  EngineWork(
      Run run, RunRequest request, RunTasks tasks, Engine engine, boolean remote, FileAccess files)
      throws IOException {
    this.run = run;
    this.tasks = tasks;
    this.engine = engine;
    this.folder = Path.of(run.folder());
    // Whose results may be used was decided when the request came.
    FileAccess.Caller caller = new FileAccess.Caller(attachments(), id -> true);
    this.bound = EngineBinding.bind(engine.language(), request, remote, files, caller);
  }

  private Path attachments() {
    return RunRequests.attachments(folder.getParent());
  }

  /** Runs it to its end. */
  void work() throws IOException {
    Files.createDirectories(folder);
    EngineRun work = new EngineRun(engine, bound.workflow(), bound.params(), folder);
    EngineCrate crate = crate();
    crate.begin();
    tasks.begun(engine.name(), run.workflow());
    try {
      work.run(tasks::isStopping, tasks::ended);
      crate.completed(folder.resolve(EngineRun.OUTPUTS));
      tasks.ended(engine.name(), RunState.COMPLETE, null);
    } catch (IOException | RuntimeException e) {
      boolean isStopped = e instanceof CancellationException;
      RunState state =
          isStopped
              ? RunState.CANCELED
              : e instanceof IOException ? RunState.SYSTEM_ERROR : RunState.EXECUTOR_ERROR;
      String message = isStopped ? "stopped" : e.getMessage();
      crate.failed(message);
      tasks.ended(engine.name(), state, message);
      throw e;
    }
  }

  private EngineCrate crate() throws IOException {
    Engine.Language language = engine.language();
    return new EngineCrate(
        folder,
        definition(),
        new EngineSoftware(
            engine.name(),
            engine.version(),
            language.title(),
            language.url(),
            language.mediaType()),
        Instant.now(),
        bound.inputs(),
        bound.values());
  }

  /** The crate holds the workflow itself, and what was attached of its parts. */
  private String definition() throws IOException {
    String workflow = bound.workflow();
    if (!workflow.startsWith("/")) {
      return workflow;
    }
    Path main = Path.of(workflow.replaceAll("#.*", ""));
    Path kept = folder.resolve("workflow");
    if (!main.startsWith(attachments())) {
      copy(main, kept.resolve(main.getFileName().toString()));
      return "workflow/" + main.getFileName();
    }
    for (Path file : Folders.files(attachments())) {
      String name = file.getFileName().toString();
      if (file.equals(main) || DEFINITIONS.contains(name.substring(name.lastIndexOf('.') + 1))) {
        copy(file, kept.resolve(attachments().relativize(file).toString()));
      }
    }
    return "workflow/" + attachments().relativize(main);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The languages' types, for what is told of a run. */
  static boolean isEngine(Run run) {
    return List.of(Engine.Language.values()).stream().anyMatch(l -> l.type().equals(run.type()));
  }
}
