package org.omicroutes.engines;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an engine tells of its tasks while it runs: Nextflow in its trace, cwltool among its
 * messages, where there are no times but those at which a line is first seen. Of other CWL runners
 * nothing is known.
 */
final class TaskFeed {
  /** The columns of the trace that are asked for, in this order. */
  static final String COLUMNS = "name,status,exit,start,complete,workdir";

  private static final int NAME = 0;
  private static final int STATUS = 1;
  private static final int EXIT = 2;
  private static final int START = 3;
  private static final int COMPLETE = 4;
  private static final int FOLDER = 5;
  private static final int MOST_BYTES = 4 << 20;

  private static final Pattern JOB =
      Pattern.compile(
          "(?:\\u001b\\[[0-9;]*m)*[A-Z]+(?:\\u001b\\[[0-9;]*m)* \\[job ([^\\]]+)] (.*)");

  private final Engine.Language language;
  private final Path root;
  private final Path file;
  private final Map<String, Instant> begun = new HashMap<>();
  private long read;

  /**
   * @param root the run's folder
   * @param file trace or messages
   * @param from bytes of it that an earlier attempt wrote
   */
  TaskFeed(Engine.Language language, Path root, Path file, long from) {
    this.language = language;
    this.root = root;
    this.file = file;
    this.read = from;
  }

  /** The tasks that have ended since it was last asked. */
  List<EngineTask> next() throws IOException {
    List<EngineTask> tasks = new ArrayList<>();
    for (String line : newLines()) {
      Optional<EngineTask> task = language == Engine.Language.NEXTFLOW ? traced(line) : job(line);
      task.ifPresent(tasks::add);
    }
    return tasks;
  }

  /** Whole lines only: the last may still be written. */
  private List<String> newLines() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.max(0, Math.min(in.length() - read, MOST_BYTES))];
      in.seek(read);
      in.readFully(bytes);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      read += end;
      return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
    }
  }

  private Optional<EngineTask> traced(String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length <= FOLDER || cells[STATUS].equals("status")) {
      return Optional.empty();
    }
    EngineTask.Status status =
        switch (cells[STATUS]) {
          case "COMPLETED" -> EngineTask.Status.COMPLETED;
          case "CACHED" -> EngineTask.Status.REUSED;
          case "ABORTED" -> EngineTask.Status.STOPPED;
          default -> EngineTask.Status.FAILED;
        };
    Path folder = Path.of(cells[FOLDER]);
    return Optional.of(
        new EngineTask(
            cells[NAME],
            folder.startsWith(root) ? root.relativize(folder) : null,
            status,
            time(cells[START]),
            time(cells[COMPLETE]),
            cells[EXIT].matches("[0-9]{1,3}") ? Integer.valueOf(cells[EXIT]) : null));
  }

  /** Milliseconds since 1970; null for none. */
  private static Instant time(String cell) {
    return cell.matches("[0-9]{1,18}") ? Instant.ofEpochMilli(Long.parseLong(cell)) : null;
  }

  private Optional<EngineTask> job(String line) {
    Matcher job = JOB.matcher(line);
    if (!job.matches()) {
      return Optional.empty();
    }
    String name = job.group(1);
    if (!job.group(2).startsWith("completed ")) {
      begun.putIfAbsent(name, Instant.now());
      return Optional.empty();
    }
    boolean isDone = job.group(2).equals("completed success");
    Instant now = Instant.now();
    Instant started = begun.remove(name);
    return Optional.of(
        new EngineTask(
            name,
            null,
            isDone ? EngineTask.Status.COMPLETED : EngineTask.Status.FAILED,
            started == null ? now : started,
            now,
            isDone ? 0 : null));
  }
}
