package org.omicroutes.ops;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks whether folders can be used; each check throws with the reason where one cannot. */
final class FolderChecks {
  private FolderChecks() {}

  /** A folder that is read, and beside whose drops reasons are written; nothing is written here. */
  static Path watched(Path folder) throws IOException {
    requireFolder(folder);
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      inside.iterator().hasNext();
    } catch (IOException e) {
      throw new IOException("the folder " + folder + " cannot be read: " + reason(e), e);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("the folder " + folder + " cannot be written");
    }
    return folder;
  }

  /** A folder that results go to: a small file is written there and removed. */
  static Path written(Path folder) throws IOException {
    requireFolder(folder);
    try {
      Path file = Files.createTempFile(folder, ".omicroutes-health-", "");
      try {
        Files.write(file, new byte[4096]);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new IOException("the folder " + folder + " cannot be written: " + reason(e), e);
    }
    return folder;
  }

  private static void requireFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      throw new IOException("the folder " + folder + " is not there");
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder");
    }
  }

  /** Most file system exceptions have the file as their message and the reason beside it. */
  private static String reason(IOException e) {
    if (e instanceof FileSystemException file) {
      return file.getReason() == null ? e.getClass().getSimpleName() : file.getReason();
    }
    return Probe.message(e);
  }
}
