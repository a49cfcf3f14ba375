package org.omicroutes.step;

import java.io.IOException;
import java.nio.file.Path;

/** How the files of executions are named and hashed. */
final class FileRefs {
  private final Path root;
  private final Hashes hashes;

  /**
   * @param root the run's folder, below which files are named relative to it; null for none
   */
  FileRefs(Path root, Hashes hashes) {
    this.root = root;
    this.hashes = hashes;
  }

  FileRef of(String port, String name, Path file) throws IOException {
    return new FileRef(port, name, relative(file), hashes.of(file), Hashes.size(file));
  }

  String relative(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (root != null && absolute.startsWith(root)) {
      return root.relativize(absolute).toString();
    }
    return absolute.toString();
  }

  /** What an execution is called in its run: its first output, else its step. */
  String label(Invocation<?> invocation) {
    return invocation.step().spec().outputs().stream()
        .map(port -> invocation.outputs().get(port.name()))
        .filter(file -> file != null)
        .findFirst()
        .map(this::relative)
        .orElse(invocation.step().spec().name());
  }
}
