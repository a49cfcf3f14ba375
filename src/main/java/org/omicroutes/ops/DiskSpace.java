package org.omicroutes.ops;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What is free on the file system of a folder.
 *
 * @param bytes that this process may still write
 * @param inodes files that may still be made; empty where the file system has no limit or it cannot
 *     be told
 */
record DiskSpace(long bytes, OptionalLong inodes) {
  private static final long PATIENCE_SECONDS = 2;

  static DiskSpace of(Path folder) throws IOException {
    FileStore store = Files.getFileStore(folder);
    return new DiskSpace(store.getUsableSpace(), inodes(folder));
  }

  /** Java does not know inodes; GNU's and BusyBox's stat do. */
  private static OptionalLong inodes(Path folder) throws IOException {
    Process stat;
    try {
      stat =
          new ProcessBuilder("stat", "-f", "-c", "%c %d", folder.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException thereIsNoStat) {
      return OptionalLong.empty();
    }
    try {
      if (!stat.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || stat.exitValue() != 0) {
        return OptionalLong.empty();
      }
      return parse(new String(stat.getInputStream().readAllBytes()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    } finally {
      stat.destroyForcibly();
    }
  }

  /**
   * @param counts all inodes and the free ones; a file system without a limit says 0 of 0
   */
  static OptionalLong parse(String counts) {
    if (!counts.strip().matches("\\d{1,18} \\d{1,18}")) {
      return OptionalLong.empty();
    }
    String[] numbers = counts.strip().split(" ");
    return Long.parseLong(numbers[0]) == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(numbers[1]));
  }

  /** Throws where less is free than is asked for. */
  void require(Path folder, long leastBytes, long leastInodes) throws IOException {
    if (bytes < leastBytes) {
      throw new IOException(
          "the disk of " + folder + " has " + bytes + " bytes free; the least is " + leastBytes);
    }
    if (inodes.isPresent() && inodes.getAsLong() < leastInodes) {
      throw new IOException(
          "the disk of "
              + folder
              + " has room for "
              + inodes.getAsLong()
              + " files; the least is "
              + leastInodes);
    }
  }
}
