package org.omicroutes.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The process's streams. Standard output carries data and what was asked for; all that is said
 * besides, by libraries too, goes to standard error, as text or as one JSON object a line.
 */
final class Console {
  /** What a line of standard error is. */
  enum Format {
    text,
    json
  }

  private static final Failing DATA = new Failing(new FileOutputStream(FileDescriptor.out));
  private static volatile Format format = Format.text;
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();
  private static volatile boolean isQuiet;
  private static volatile boolean isEnding;

  private Console() {}

  /**
   * Takes the streams over and reads how to speak off the command line, so that complaints about
   * the command line itself already come in the right form.
   */
  static void open(String[] arguments) {
    System.setOut(System.err);
    List<String> words = List.of(arguments);
    isQuiet = words.contains("--quiet");
    boolean json = words.contains("--log-format=json");
    int at = words.indexOf("--log-format");
    json |= at >= 0 && at + 1 < words.size() && words.get(at + 1).equals("json");
    format = json ? Format.json : Format.text;
  }

  /** Where data go; text is UTF-8 whatever the locale. */
  static OutputStream data() {
    return DATA;
  }

  static PrintWriter printer() {
    return new PrintWriter(new OutputStreamWriter(DATA, StandardCharsets.UTF_8));
  }

  static Format format() {
    return format;
  }

  static boolean isQuiet() {
    return isQuiet;
  }

  /** The process is ending by a signal: what fails now because of that is not worth a word. */
  static void silence() {
    isEnding = true;
  }

  /** What to call a file in messages that stands for something else. */
  static void call(Path file, String name) {
    NAMES.put(file.toString(), name);
  }

  private static String named(String message) {
    String text = message;
    for (var name : NAMES.entrySet()) {
      text = text.replace(name.getKey(), name.getValue());
    }
    return text;
  }

  /** Something that went wrong. */
  static void error(PrintWriter err, String wrong) {
    if (isEnding) {
      return;
    }
    String message = named(String.valueOf(wrong));
    if (format == Format.json) {
      err.println(json("ERROR", "", message, Double.NaN));
    } else {
      err.println("error: " + message);
    }
    err.flush();
  }

  /** Something worth knowing that is no data. */
  static void info(PrintWriter err, String message) {
    if (isQuiet || isEnding) {
      return;
    }
    err.println(format == Format.json ? json("INFO", "", message, Double.NaN) : message);
    err.flush();
  }

  /** A line for {@code err} by a listener that has looked after quiet and format itself. */
  static void line(PrintStream err, String text) {
    if (!isEnding) {
      err.println(text);
    }
  }

  /**
   * One JSON object.
   *
   * @param step left out where empty
   * @param progress 0 to 1; left out where NaN
   */
  static String json(String level, String step, String message, double progress) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
      out.writeStringField("level", level);
      if (!step.isEmpty()) {
        out.writeStringField("step", step);
      }
      out.writeStringField("message", message);
      if (!Double.isNaN(progress)) {
        out.writeNumberField("progress", Math.round(progress * 1000) / 1000.0);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * The exit code of a process that would end with this one, in view of what became of the data: a
   * reader that went away early ({@code | head}) is no failure, a full disk is one.
   */
  static int end(int code, PrintWriter err) {
    try {
      DATA.flush();
    } catch (IOException e) {
      // kept by DATA
    }
    IOException failure = DATA.failure;
    if (failure == null || code != ExitCode.DONE) {
      return code;
    }
    return ExitCode.tell(failure, err);
  }

  /** Whether a write failed because nobody reads any more. */
  static boolean isBrokenPipe(Throwable thrown) {
    return thrown instanceof IOException && "Broken pipe".equals(thrown.getMessage());
  }

  /** Remembers the first failure, which a {@link PrintWriter} on top would swallow. */
  private static final class Failing extends FilterOutputStream {
    private volatile IOException failure;

    Failing(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }
  }
}
