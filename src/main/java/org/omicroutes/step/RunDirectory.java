package org.omicroutes.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The memory of a run: under {@code .omicroutes/} in its folder lie {@code executions/KEY.json},
 * {@code objects/SHA256} (every output, shared with its place in the run by a hard link where the
 * file system has them) and {@code history.jsonl} (every execution in order, also the reused ones).
 * One process at a time may hold it.
 */
public final class RunDirectory implements Closeable {
  private static final Pattern BEGUN =
      Pattern.compile("\\.crate-.*\\.tmp|.*\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

  private final Path root;
  private final Path store;
  private final FileChannel lockFile;
  private final FileLock lock;

  private RunDirectory(Path root, FileChannel lockFile, FileLock lock) {
    this.root = root;
    this.store = storeOf(root);
    this.lockFile = lockFile;
    this.lock = lock;
  }

  private static Path storeOf(Path root) {
    return root.resolve(".omicroutes");
  }

  /**
   * Opens a run's folder, which is made where there is none.
   *
   * @throws IOException where it cannot be written or another process holds it
   */
  public static RunDirectory open(Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    Path store = storeOf(root);
    Files.createDirectories(store.resolve("executions"));
    Files.createDirectories(store.resolve("objects"));
    FileChannel channel =
        FileChannel.open(
            store.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // held by another run of this very process: told below like any other holder
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    if (lock == null) {
      channel.close();
      throw new IOException("another run is at work in " + root);
    }
    return new RunDirectory(root, channel, lock);
  }

  /**
   * Whether a file or folder is called as those are that are still being written: what has such a
   * name when nobody is at work was left by a process that was killed.
   */
  public static boolean isBegun(String name) {
    return name.startsWith(".omicroutes-") || BEGUN.matcher(name).matches();
  }

  /** Whether a folder is that of a run. */
  public static boolean isRun(Path folder) {
    return Files.isDirectory(storeOf(folder));
  }

  public Path root() {
    return root;
  }

  /** The execution with this key, where its record is there. */
  Optional<Execution> find(String key) throws IOException {
    Path file = store.resolve("executions").resolve(key + ".json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readValue(file.toFile(), Execution.class));
    } catch (JsonProcessingException cutOff) {
      // As a power cut may leave it: the step runs again.
      return Optional.empty();
    }
  }

  Path object(String sha256) {
    return store.resolve("objects").resolve(sha256);
  }

  /** Takes a finished output into the store. */
  void keep(Path file, String sha256) throws IOException {
    Path object = object(sha256);
    if (!Files.exists(object)) {
      place(file, object);
    }
  }

  void drop(String sha256) throws IOException {
    Files.deleteIfExists(object(sha256));
  }

  /** Writes an execution's record; without it the result could not be reused, so failure fails. */
  void record(Execution execution) throws IOException {
    Path file = store.resolve("executions").resolve(execution.key() + ".json");
    Path temporary = file.resolveSibling(execution.key() + "." + UUID.randomUUID() + ".tmp");
    try {
      Json.MAPPER.writeValue(temporary.toFile(), execution);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Appends to the history: a whole line, or nothing where the disk is full. */
  synchronized void remember(Execution execution) throws IOException {
    byte[] line =
        (Json.MAPPER.writeValueAsString(execution) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel out =
        FileChannel.open(history(root), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long end = out.size();
      try {
        out.position(end);
        for (ByteBuffer rest = ByteBuffer.wrap(line); rest.hasRemaining(); ) {
          out.write(rest);
        }
      } catch (IOException e) {
        out.truncate(end);
        throw e;
      }
    }
  }

  private static Path history(Path root) {
    return storeOf(root).resolve("history.jsonl");
  }

  /** All executions of a run's folder in the order they ended; empty where it holds no run. */
  public static List<Execution> history(Path folder, String step) throws IOException {
    Path file = history(folder.toAbsolutePath().normalize());
    List<Execution> executions = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        Optional<Execution> execution = remembered(line);
        execution.filter(one -> step == null || one.step().equals(step)).ifPresent(executions::add);
      }
    }
    return executions;
  }

  /** Empty for a line that a power cut left unfinished; the history only explains. */
  private static Optional<Execution> remembered(String line) {
    try {
      return Optional.of(Json.MAPPER.readValue(line, Execution.class));
    } catch (JsonProcessingException cutOff) {
      return Optional.empty();
    }
  }

  /**
   * Puts {@code from} at {@code to} without copying where that is possible, never leaving half a
   * file there.
   */
  static void place(Path from, Path to) throws IOException {
    Path temporary = to.resolveSibling("." + to.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      linkOrCopy(from, temporary);
      Files.move(
          temporary, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      // Renaming one hard link onto another of the same file does nothing and leaves both.
      Files.deleteIfExists(temporary);
    }
  }

  private static void linkOrCopy(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (UnsupportedOperationException | FileAlreadyExistsException e) {
      Files.copy(from, to);
    } catch (IOException crossesFileSystems) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    lockFile.close();
  }

  /** A step that runs without memory does not wait for it. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }
}
