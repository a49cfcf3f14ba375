package org.omicroutes.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What {@link Files} has no single call for. */
public final class Folders {
  private Folders() {}

  /** Deletes a folder and everything in it, or a single file. */
  public static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }

  /** All regular files below a folder, sorted by path. */
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Files and folders below a folder whose name fits; what lies in one that fits is left out. */
  public static List<Path> named(Path folder, Predicate<String> name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> fitting =
          files
              .filter(file -> !file.equals(folder) && name.test(file.getFileName().toString()))
              .sorted()
              .toList();
      return fitting.stream()
          .filter(file -> fitting.stream().noneMatch(f -> !f.equals(file) && file.startsWith(f)))
          .toList();
    }
  }
}
