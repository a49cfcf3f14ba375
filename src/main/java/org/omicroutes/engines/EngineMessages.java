package org.omicroutes.engines;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an engine said in one attempt, in files that all attempts append to.
 *
 * @param stdout what it printed
 * @param printed bytes of it from before
 * @param stderr its messages
 * @param told bytes of them from before
 */
public record EngineMessages(Path stdout, long printed, Path stderr, long told) {
  private static final int LAST_BYTES = 65_536;
  private static final int LAST_LINES = 5;
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

  /** What will be said from now on. */
  static EngineMessages from(Path stdout, Path stderr) throws IOException {
    return new EngineMessages(stdout, size(stdout), stderr, size(stderr));
  }

  private static long size(Path log) throws IOException {
    return Files.exists(log) ? Files.size(log) : 0;
  }

  /** Whether a line holds the pattern; of much that was said, the end is looked at. */
  public boolean tell(Pattern pattern) throws IOException {
    return lines(stderr, told).stream().anyMatch(line -> pattern.matcher(line).find())
        || lines(stdout, printed).stream().anyMatch(line -> pattern.matcher(line).find());
  }

  /**
   * The last lines, for an error message: of what the failed task said, where the engine tells it;
   * else of the messages, else of what was printed.
   */
  String last() throws IOException {
    List<String> output = lines(stdout, printed);
    for (String heading : List.of("Command error:", "Caused by:")) {
      List<String> below = below(output, heading);
      if (!below.isEmpty()) {
        return joined(below);
      }
    }
    List<String> messages = lines(stderr, told);
    return joined(messages.isEmpty() ? output : ofTask(messages));
  }

  /**
   * What the last task said that failed, as CWL runners tell it: below the task's command and above
   * its exit status.
   */
  private static List<String> ofTask(List<String> lines) {
    int end = lines.size() - 1;
    while (end >= 0 && !lines.get(end).contains("] exited with status")) {
      end--;
    }
    int start = 0;
    for (int i = 0; i < end; i++) {
      boolean goesOn = i > 0 && lines.get(i - 1).endsWith("\\");
      if (goesOn || lines.get(i).startsWith("INFO [job")) {
        start = i + 1;
      }
    }
    return end < 0 ? lines : lines.subList(start, end + 1);
  }

  /** The indented lines after a heading. */
  private static List<String> below(List<String> lines, String heading) {
    List<String> below = new ArrayList<>();
    int at = lines.lastIndexOf(heading);
    for (int i = at + 1; at >= 0 && i < lines.size() && lines.get(i).startsWith(" "); i++) {
      below.add(lines.get(i).strip());
    }
    below.remove("(empty)");
    return below;
  }

  private static String joined(List<String> lines) {
    List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    return last.isEmpty() ? "" : " (" + String.join(" | ", last) + ")";
  }

  /** Those that are not blank. */
  private static List<String> lines(Path file, long from) throws IOException {
    if (Files.notExists(file)) {
      return List.of();
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(from, in.length() - LAST_BYTES);
      byte[] bytes = new byte[(int) (in.length() - start)];
      in.seek(start);
      in.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return COLOURS.matcher(text).replaceAll("").lines().filter(line -> !line.isBlank()).toList();
    }
  }
}
