package org.omicroutes.state;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The disk of an embedded database. H2 closes itself where its file cannot grow, and what was
 * committed a moment before may be lost: so it is not let come to that. No connection is given out
 * while little is left, and what is being written then gets the room of a reserve ({@link
 * ReservedFiles}).
 */
public final class StateDisk {
  private static final String NAME = "reserve";
  private static final int RESERVE = 8 << 20;
  private static final long LEAST = 8 << 20;

  private final Path folder;

  /**
   * @param folder of the database's files
   */
  public StateDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws SQLException where so little is left that nothing should be written
   */
  void require() throws SQLException {
    long left = folder.toFile().getUsableSpace();
    if (left < LEAST) {
      throw new SQLException(
          "the disk is full: "
              + (left >> 10)
              + " KB are left in "
              + folder
              + ", expected at least "
              + (LEAST >> 10));
    }
    if (left > RESERVE + 2 * LEAST && Files.notExists(folder.resolve(NAME))) {
      reserve();
    }
  }

  private synchronized void reserve() {
    Path begun = folder.resolve(NAME + ".tmp");
    byte[] block = new byte[1 << 16];
    try {
      try (OutputStream out = Files.newOutputStream(begun)) {
        for (int written = 0; written < RESERVE; written += block.length) {
          out.write(block);
        }
      }
      Files.move(begun, folder.resolve(NAME));
    } catch (IOException e) {
      begun.toFile().delete();
    }
  }

  /**
   * Gives the reserve away.
   *
   * @return whether there was one
   */
  static boolean release(Path folder) throws IOException {
    return Files.deleteIfExists(folder.resolve(NAME));
  }
}
