package org.omicroutes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.util.TimeUtils;

/**
 * What a server needs before it can start: a folder that it may write to and a database whose
 * tables are up to date. A database that is away, as after a reboot of all machines, is waited for.
 */
final class ServerStart {
  /** How long it is waited for, such as {@code 90s}. */
  static final String WAIT = "OMICROUTES_DATABASE_WAIT";

  private static final String OTHERWISE = "2m";
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final PrintWriter err;
  private final Duration patience;

  /**
   * @param patience for a database that is away
   */
  ServerStart(PrintWriter err, Duration patience) {
    this.err = err;
    this.patience = patience;
  }

  /**
   * @param results the server's folder of results, which is made
   * @throws IOException that says in words what lacks and what names it
   */
  void prepare(Path results, ServerDatabase database) throws IOException {
    requireWritable(results, "--results");
    if (database.isEmbedded()) {
      requireWritable(database.stateFolder(), "--results");
    }
    await(database);
  }

  /** As the environment says. */
  static Duration patience() {
    String text = System.getenv().getOrDefault(WAIT, OTHERWISE);
    if (!text.matches("[0-9]{1,6}[smh]")) {
      throw new IllegalArgumentException(
          WAIT + ": found '" + text + "', expected such as 30s or " + OTHERWISE);
    }
    return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
  }

  private void await(ServerDatabase database) throws IOException {
    long until = System.nanoTime() + patience.toNanos();
    Duration pause = Duration.ofSeconds(1);
    String told = "";
    while (true) {
      try {
        database.open();
        return;
      } catch (DatabaseFailure e) {
        if (!e.isPassing() || System.nanoTime() + pause.toNanos() > until) {
          throw e;
        }
        if (!told.equals(e.getMessage())) {
          told = e.getMessage();
          err.println(told);
          err.println("Waiting for it, " + seconds(until) + " s at most (" + WAIT + ")");
          err.flush();
        }
      }
      sleep(pause);
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  private static long seconds(long until) {
    return TimeUnit.NANOSECONDS.toSeconds(until - System.nanoTime());
  }

  private static void sleep(Duration pause) throws IOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the database was waited for", e);
    }
  }

  /** Makes the folder where it lacks, and a file in it for a moment. */
  private static void requireWritable(Path folder, String option) throws IOException {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".omicroutes-", ".tmp"));
    } catch (IOException e) {
      throw new IOException(
          "the folder %s cannot be written to: %s%n%s names it"
              .formatted(folder.toAbsolutePath().normalize(), why(e), option),
          e);
    }
  }

  private static String why(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "it cannot be made";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "there is a file of this name";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.toString() : reason;
  }
}
