package org.omicroutes.camel;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.omicroutes.step.Execution;
import org.omicroutes.step.RunListener;

/** The run's own log, {@code logs/run.log} in its folder: one line per event, appended. */
final class RunLog implements RunListener, Closeable {
  private final BufferedWriter out;

  RunLog(Path folder) throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    out =
        Files.newBufferedWriter(
            logs.resolve("run.log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void started(Execution execution) {
    line("start", execution, "because " + execution.reason());
  }

  @Override
  public void note(Execution execution, String message) {
    line("note", execution, message);
  }

  @Override
  public void finished(Execution execution) {
    line(execution.reused() ? "reused" : "done", execution, "key " + execution.key());
  }

  @Override
  public void failed(Execution execution, Exception cause) {
    line("failed", execution, String.valueOf(cause));
  }

  private synchronized void line(String event, Execution execution, String text) {
    try {
      out.write(
          String.join(
              "\t",
              Instant.now().toString(),
              event,
              execution.step(),
              execution.label(),
              text.replaceAll("\\s+", " ")));
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the run's log cannot be written", e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
