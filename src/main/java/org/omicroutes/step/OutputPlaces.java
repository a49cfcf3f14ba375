package org.omicroutes.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where outputs are written, and how they come to their final places: whole or not at all. */
final class OutputPlaces {
  private final Path root;

  /**
   * @param root the run's folder, in which folders may be replaced; null for none
   */
  OutputPlaces(Path root) {
    this.root = root;
  }

  /** Beside the first output, so that moving there never crosses file systems. */
  static Path staging(Invocation<?> invocation) throws IOException {
    for (Path output : invocation.outputs().values()) {
      Files.createDirectories(output.toAbsolutePath().getParent());
    }
    Path beside =
        invocation.outputs().values().stream()
            .findFirst()
            .map(file -> file.toAbsolutePath().getParent())
            .orElseThrow(() -> new IllegalArgumentException("a step needs an output"));
    return Scratch.folder(beside);
  }

  static boolean isFolder(Invocation<?> invocation, String port) {
    return invocation.step().spec().output(port).format() == Edam.FOLDER;
  }

  void moveInto(Path staged, Path target) throws IOException {
    clear(target);
    if (Files.isRegularFile(staged)) {
      RunDirectory.place(staged, target);
    } else {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Makes way for a folder: one of the run's own goes, another one has to be empty. */
  void clear(Path target) throws IOException {
    if (!Files.isDirectory(target)) {
      return;
    }
    boolean own = root != null && target.startsWith(root);
    if (!own && !Folders.files(target).isEmpty()) {
      throw new IOException(target + " is a folder that is not empty");
    }
    Folders.delete(target);
  }
}
