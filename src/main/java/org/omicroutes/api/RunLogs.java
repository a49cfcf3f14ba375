package org.omicroutes.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.omicroutes.state.Run;
import org.omicroutes.state.Task;

/** What a run writes about itself: {@code logs/run.log} in its folder, one line per event. */
final class RunLogs {
  /** Of a log beyond this only the end is shown. */
  private static final int MOST_LINES = 20_000;

  private RunLogs() {}

  static String all(Run run) throws IOException {
    return lines(run, "", "");
  }

  /** The lines about one step. */
  static String of(Run run, Task task) throws IOException {
    return lines(run, task.name(), task.label());
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
