package org.omicroutes.engines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.step.Folders;

/**
 * A workflow that an engine runs in a folder: its inputs in {@code workflow/}, its outputs in
 * {@code outputs/}, what the engine says in {@code logs/}, what it keeps for itself in {@code
 * work/}. An attempt that follows another begins again; Nextflow reuses the tasks that were done.
 *
 * @param engine that runs it
 * @param workflow the workflow's file, or its URL
 * @param inputs a JSON object with absolute paths: CWL's input object, Nextflow's parameters
 * @param folder of the run
 */
public record EngineRun(Engine engine, String workflow, JsonNode inputs, Path folder) {
  /** The folder of outputs, below the run's. */
  public static final String OUTPUTS = "outputs";

  /** What the engine writes, below the run's folder. */
  public static final Path STDOUT = Path.of("logs", "engine.stdout");

  public static final Path STDERR = Path.of("logs", "engine.stderr");

  private static final Path TRACE = Path.of("logs", "trace.tsv");
  private static final Path SETTINGS = Path.of(".omicroutes", "nextflow.config");
  private static final long NANOSECONDS_BETWEEN_LOOKS = 1_000_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CALL = Path.of(".omicroutes", "engine.json");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int KILLED = 128 + 9;
  private static final int TERMINATED = 128 + 15;

  /**
   * How the engine was called; kept in the run's folder.
   *
   * @param exitCode null while it runs, and where it was ended
   */
  public record EngineCall(List<String> command, Integer exitCode) {

    /** Of the run in a folder; an empty command where none was begun. */
    public static EngineCall in(Path folder) throws IOException {
      Path file = folder.resolve(CALL);
      return Files.exists(file)
          ? JSON.readValue(file.toFile(), EngineCall.class)
          : new EngineCall(List.of(), null);
    }

    void keep(Path folder) throws IOException {
      Files.createDirectories(folder.resolve(CALL).getParent());
      JSON.writeValue(folder.resolve(CALL).toFile(), this);
    }
  }

  /** The file that the engine reads its inputs from. */
  public Path inputsFile() {
    return folder.resolve("workflow").resolve("inputs.json");
  }

  /**
   * Runs the workflow to its end.
   *
   * @param stopping whether it is to end before that
   * @param tasks hears of the engine's tasks as they end
   * @throws DataException where the engine says that it failed
   * @throws java.util.concurrent.CancellationException where it was stopped
   * @throws IOException where it cannot be started, or something else ended it
   */
  public void run(BooleanSupplier stopping, Consumer<EngineTask> tasks) throws IOException {
    Path outputs = folder.resolve(OUTPUTS);
    if (Files.exists(outputs)) {
      Folders.delete(outputs);
    }
    Files.createDirectories(outputs);
    Files.createDirectories(folder.resolve("work").resolve("tmp"));
    Files.createDirectories(inputsFile().getParent());
    JSON.writerWithDefaultPrettyPrinter().writeValue(inputsFile().toFile(), given());
    List<String> command = command();
    new EngineCall(command, null).keep(folder);
    EngineMessages messages = EngineMessages.from(folder.resolve(STDOUT), folder.resolve(STDERR));
    TaskFeed feed = feed(messages.told());
    int exit;
    try {
      exit = call(command, watching(stopping, feed, tasks));
    } finally {
      feed.next().forEach(tasks);
    }
    new EngineCall(command, exit).keep(folder);
    if (exit == KILLED || exit == TERMINATED) {
      throw new IOException(engine.name() + " was ended by a signal (exit status " + exit + ")");
    }
    if (exit != 0) {
      throw DataException.of(
          engine.name() + " ended with exit status " + exit + messages.last(), "exit status 0");
    }
    takeLinked(outputs);
  }

  private int call(List<String> command, BooleanSupplier stopping) throws IOException {
    return new ChildProcess(
            command,
            folder,
            folder.resolve(STDOUT),
            folder.resolve(STDERR),
            folder.resolve(".omicroutes").resolve("engine.pid"),
            PATIENCE)
        .run(stopping);
  }

  /** The trace is begun anew by every attempt, messages are added to. */
  private TaskFeed feed(long errors) throws IOException {
    if (engine.language() == Engine.Language.CWL) {
      return new TaskFeed(engine.language(), folder, folder.resolve(STDERR), errors);
    }
    Files.deleteIfExists(folder.resolve(TRACE));
    Files.writeString(
        folder.resolve(SETTINGS),
        """
        trace {
            enabled   = true
            overwrite = true
            raw       = true
            fields    = '%s'
        }
        """
            .formatted(TaskFeed.COLUMNS));
    return new TaskFeed(engine.language(), folder, folder.resolve(TRACE), 0);
  }

  private static BooleanSupplier watching(
      BooleanSupplier stopping, TaskFeed feed, Consumer<EngineTask> tasks) {
    long[] last = {System.nanoTime()};
    return () -> {
      if (System.nanoTime() - last[0] > NANOSECONDS_BETWEEN_LOOKS) {
        last[0] = System.nanoTime();
        try {
          feed.next().forEach(tasks);
        } catch (IOException later) {
          // It is looked at again; what a run does is more than what is told of it.
        }
      }
      return stopping.getAsBoolean();
    };
  }

  /** Where results go is the server's to choose. */
  private JsonNode given() {
    if (engine.language() != Engine.Language.NEXTFLOW) {
      return inputs;
    }
    ObjectNode all = inputs.deepCopy();
    return all.put("outdir", folder.resolve(OUTPUTS).toString());
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(engine.command());
    switch (engine.language()) {
      case CWL ->
          command.addAll(
              List.of(
                  "--outdir",
                  folder.resolve(OUTPUTS).toString(),
                  workflow,
                  inputsFile().toString()));
      case NEXTFLOW -> {
        // Options of the program stand before the command, so the log goes where the rest goes.
        command.addAll(List.of("-log", folder.resolve("logs/nextflow.log").toString()));
        command.addAll(List.of("run", workflow));
        command.addAll(List.of("-params-file", inputsFile().toString()));
        command.addAll(List.of("-work-dir", folder.resolve("work/nextflow").toString()));
        command.addAll(List.of("-c", folder.resolve(SETTINGS).toString()));
        command.addAll(List.of("-with-trace", folder.resolve(TRACE).toString()));
        command.addAll(List.of("-ansi-log", "false"));
        if (Files.exists(folder.resolve(".nextflow").resolve("history"))) {
          command.add("-resume");
        }
      }
    }
    return command;
  }

  /** All that it said in this folder. */
  public EngineMessages messages() {
    return new EngineMessages(folder.resolve(STDOUT), 0, folder.resolve(STDERR), 0);
  }

  /** Nextflow publishes links into its work folder; results are files of their own. */
  private void takeLinked(Path outputs) throws IOException {
    Path own = folder.toRealPath();
    List<Path> links;
    try (Stream<Path> all = Files.walk(outputs)) {
      links = all.filter(Files::isSymbolicLink).sorted().toList();
    }
    for (Path link : links) {
      if (Files.exists(link) && link.toRealPath().startsWith(own)) {
        Path target = link.toRealPath();
        Files.delete(link);
        copy(target, link);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : all.sorted().toList()) {
        Path place = to.resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(place);
        } else {
          Files.copy(source, place);
        }
      }
    }
  }
}
