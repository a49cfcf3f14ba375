package org.omicroutes.api;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.omicroutes.engines.EngineRun;
import org.omicroutes.engines.EngineTask;
import org.omicroutes.state.Run;
import org.omicroutes.state.Task;

/** What a run writes about itself: {@code logs/run.log} in its folder, one line per event. */
final class RunLogs {
  /** Of a log beyond this only the end is shown. */
  private static final int MOST_LINES = 20_000;

  private static final int MOST_BYTES = 4 << 20;

  private RunLogs() {}

  /** All that was written to the standard output, or about the run where it has none. */
  static String all(Run run) throws IOException {
    return EngineWork.isEngine(run) ? end(run, EngineRun.STDOUT) : lines(run, "", "");
  }

  /** The lines about one step. */
  static String of(Run run, Task task) throws IOException {
    if (!EngineWork.isEngine(run)) {
      return lines(run, task.name(), task.label());
    }
    Path own = Path.of(task.label(), EngineTask.OUT);
    return isThere(run, own) ? end(run, own) : all(run);
  }

  /**
   * Why a step failed; of another engine's task all that it said on its standard error.
   *
   * @param message null for none
   */
  static String errors(Run run, Task task, String message) throws IOException {
    Path own = Path.of(task.label(), EngineTask.ERR);
    return EngineWork.isEngine(run) && isThere(run, own)
        ? end(run, own) + line(message)
        : errors(run, message);
  }

  /** A task of an engine has a folder of its own below the run's, unless the engine hides it. */
  private static boolean isThere(Run run, Path log) {
    Path folder = Path.of(run.folder());
    Path file = folder.resolve(log).normalize();
    return file.startsWith(folder) && Files.isRegularFile(file);
  }

  /**
   * Why it failed; of another engine all that it said, which ends with that.
   *
   * @param message null for none
   */
  static String errors(Run run, String message) throws IOException {
    return (EngineWork.isEngine(run) ? end(run, EngineRun.STDERR) : "") + line(message);
  }

  private static String end(Run run, Path log) throws IOException {
    Path file = Path.of(run.folder()).resolve(log);
    if (!Files.exists(file)) {
      return "";
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long length = in.length();
      byte[] bytes = new byte[(int) Math.min(length, MOST_BYTES)];
      in.seek(length - bytes.length);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static String lines(Run run, String step, String label) throws IOException {
    Path log = Path.of(run.folder(), "logs", "run.log");
    if (!Files.exists(log)) {
      return "";
    }
    String part = step.isEmpty() ? "" : "\t" + step + "\t" + label + "\t";
    long count;
    try (Stream<String> lines = Files.lines(log)) {
      count = lines.filter(line -> line.contains(part)).count();
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(part))
          .skip(Math.max(0, count - MOST_LINES))
          .map(RunLogs::line)
          .collect(Collectors.joining());
    }
  }

  /**
   * @param text null for none
   */
  static String line(String text) {
    return text == null ? "" : text + "\n";
  }
}
