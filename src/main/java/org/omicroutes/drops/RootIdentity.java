package org.omicroutes.drops;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.omicroutes.state.Drop;

/**
 * Tells a watched folder that was emptied from one whose file system is not mounted: the empty
 * folder that it is mounted on is there all the same, and all drops seem to be gone.
 */
final class RootIdentity {
  private final Path root;

  /** Device and inode (null where the system has none) when there was something in it. */
  private Object known;

  RootIdentity(Path root) {
    this.root = root;
  }

  /**
   * @param waiting drops below the root that have not ended
   * @throws IOException where it is empty, and is not known to be the folder that they were in
   */
  void require(List<Drop> waiting) throws IOException {
    Object now = Files.readAttributes(root, BasicFileAttributes.class).fileKey();
    if (!isEmpty()) {
      known = now;
    } else if (now != null && !waiting.isEmpty() && !Objects.equals(known, now)) {
      String drops = waiting.size() == 1 ? "a drop is" : waiting.size() + " drops are";
      throw new IOException(
          root
              + " is empty, though "
              + drops
              + " known to be in it, such as "
              + waiting.get(0).path()
              + " (drop "
              + waiting.get(0).id()
              + "): is it mounted? Drops that were taken away: omicroutes drops reject ID");
    }
  }

  /** But for what this program, or a file system, puts there itself. */
  private boolean isEmpty() throws IOException {
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(root)) {
      for (Path one : inside) {
        String name = one.getFileName().toString();
        if (!name.startsWith(".") && !name.equals(Quarantine.FOLDER)) {
          return false;
        }
      }
      return true;
    }
  }
}
