package org.omicroutes.provenance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Puts a crate's metadata file in its place, whole or not at all. */
final class CrateFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CrateFile() {}

  /**
   * @param root the crate's folder
   * @param json the document
   */
  static void write(Path root, Object json) throws IOException {
    Path temporary = Files.createTempFile(root, ".crate-", ".tmp");
    try {
      JSON.writerWithDefaultPrettyPrinter().writeValue(temporary.toFile(), json);
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(
          temporary,
          root.resolve(Crate.FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
