package org.omicroutes.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A program that runs below this one, started with a list of arguments and never through a shell.
 * It ends with all the processes that it started: told to first, forced to after a while.
 *
 * @param command the program and its arguments
 * @param folder that it starts in
 * @param stdout file that its output is appended to
 * @param stderr file that its messages are appended to
 * @param place file that remembers the process while it runs, so that what a crash of this program
 *     left behind can be ended
 * @param patience between telling and forcing
 */
public record ChildProcess(
    List<String> command, Path folder, Path stdout, Path stderr, Path place, Duration patience) {
  private static final int MILLISECONDS_BETWEEN_LOOKS = 100;

  /** What this program is told in confidence, such as passwords, is not the child's to know. */
  private static final List<String> OWN_VARIABLES = List.of("OMICROUTES_", "QUARKUS_", "CAMEL_");

  public ChildProcess {
    command = List.copyOf(command);
  }

  /**
   * Runs it to its end.
   *
   * @param stopping whether it is to end before that; asked many times a second
   * @return its exit status; 128 and more where a signal ended it
   * @throws CancellationException where it was stopped
   * @throws IOException where it cannot be started
   */
  public int run(BooleanSupplier stopping) throws IOException {
    Files.createDirectories(stdout.getParent());
    Files.createDirectories(stderr.getParent());
    endLeftBehind();
    Process process = start();
    try {
      remember(process);
      while (!process.waitFor(MILLISECONDS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
        if (stopping.getAsBoolean()) {
          end(process.toHandle());
          throw new CancellationException(command.get(0) + " was stopped");
        }
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(command.get(0) + " was interrupted");
    } finally {
      if (process.isAlive()) {
        end(process.toHandle());
      }
      Files.deleteIfExists(place);
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(stdout.toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(stderr.toFile()));
    builder.environment().keySet().removeIf(n -> OWN_VARIABLES.stream().anyMatch(n::startsWith));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IOException("'" + command.get(0) + "' cannot be started: " + e.getMessage(), e);
    }
  }

  private void remember(Process process) throws IOException {
    Files.createDirectories(place.getParent());
    Files.writeString(place, process.pid() + " " + begun(process.toHandle()));
  }

  /** A number is used again for another process; with its start it is unique. */
  private static String begun(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  /** Two engines in one folder would spoil each other's files. */
  private void endLeftBehind() throws IOException {
    if (!Files.exists(place)) {
      return;
    }
    String[] parts = Files.readString(place).strip().split(" ");
    if (parts.length == 2 && parts[0].matches("[0-9]{1,18}") && !parts[1].equals("unknown")) {
      Optional<ProcessHandle> left =
          ProcessHandle.of(Long.parseLong(parts[0]))
              .filter(process -> begun(process).equals(parts[1]));
      left.ifPresent(this::end);
    }
    Files.deleteIfExists(place);
  }

  /** Ends a process with all below it, those too that lose their parent meanwhile. */
  private void end(ProcessHandle root) {
    Set<ProcessHandle> tree = new LinkedHashSet<>();
    gather(root, tree);
    tree.forEach(ProcessHandle::destroy);
    long until = System.nanoTime() + patience.toNanos();
    while (tree.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < until) {
      List.copyOf(tree).forEach(process -> gather(process, tree));
      try {
        TimeUnit.MILLISECONDS.sleep(MILLISECONDS_BETWEEN_LOOKS / 2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    List.copyOf(tree).forEach(process -> gather(process, tree));
    tree.forEach(ProcessHandle::destroyForcibly);
  }

  private static void gather(ProcessHandle root, Set<ProcessHandle> tree) {
    tree.add(root);
    root.descendants().forEach(tree::add);
  }
}
