package org.omicroutes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The files that a workflow was asked for: all appear when it is done, or none. */
final class OutputFiles {
  private final Map<String, Path> targets = new LinkedHashMap<>();

  /**
   * @param targets port to file
   * @throws IllegalArgumentException where two ports have one file, or one is a folder
   */
  OutputFiles(Map<String, Path> targets) {
    targets.forEach(
        (port, file) -> {
          Path target = file.toAbsolutePath().normalize();
          if (Files.isDirectory(target)) {
            throw new IllegalArgumentException(
                port + ": found the folder " + file + ", expected a file");
          }
          if (this.targets.containsValue(target)) {
            throw new IllegalArgumentException(
                port + ": found " + file + " again, expected a file for each output");
          }
          this.targets.put(port, target);
        });
  }

  /** What the workflow is to call the files in its folder, by port. */
  Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    targets.forEach(
        (port, target) -> names.put(port, port + (isGzip(target) ? ".tsv.gz" : ".tsv")));
    return names;
  }

  private static boolean isGzip(Path file) {
    return file.getFileName().toString().endsWith(".gz");
  }

  /** Makes the folders that the files go to. */
  void prepare() throws IOException {
    for (Path target : targets.values()) {
      Files.createDirectories(target.getParent());
    }
  }

  /** Puts the files where they are to be, the folder's own being gone afterwards. */
  void place(Path folder) throws IOException {
    Map<Path, Path> staged = new LinkedHashMap<>();
    List<Path> placed = new ArrayList<>();
    boolean done = false;
    try {
      // Across file systems a move is a copy, which can fail halfway: so first beside its place.
      for (Map.Entry<String, String> name : names().entrySet()) {
        Path target = targets.get(name.getKey());
        Path beside = target.resolveSibling(".omicroutes-" + UUID.randomUUID() + ".tmp");
        staged.put(target, beside);
        Files.move(folder.resolve(name.getValue()), beside);
      }
      for (Map.Entry<Path, Path> file : staged.entrySet()) {
        Files.move(
            file.getValue(),
            file.getKey(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        placed.add(file.getKey());
      }
      done = true;
    } finally {
      for (Path left : staged.values()) {
        Files.deleteIfExists(left);
      }
      for (Path file : done ? List.<Path>of() : placed) {
        Files.deleteIfExists(file);
      }
    }
  }
}
