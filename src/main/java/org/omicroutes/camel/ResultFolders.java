package org.omicroutes.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.state.Drop;
import org.omicroutes.step.RunDirectory;

/**
 * Gives each drop a folder for its results: by its name, or by its name and id where that is taken.
 * The file {@code .omicroutes/drop} in a folder says whose it is.
 */
final class ResultFolders {
  private static final int OF_ID = 8;

  private final Path results;

  ResultFolders(Path results) {
    this.results = results.toAbsolutePath().normalize();
  }

  /** The drop's folder, which is made where there is none. */
  Path of(Drop drop) throws IOException {
    if (drop.name().isBlank() || drop.name().startsWith(".")) {
      throw DataException.in(drop.path())
          .error("a hidden folder", "a name that does not begin with a dot");
    }
    Path plain = results.resolve(drop.name());
    if (take(plain, drop)) {
      return plain;
    }
    Path own = results.resolve(drop.name() + "-" + drop.id().substring(0, OF_ID));
    if (take(own, drop)) {
      return own;
    }
    throw new IOException(own + " and " + plain + " hold something else than the drop's results");
  }

  private static boolean take(Path folder, Drop drop) throws IOException {
    Path owner = folder.resolve(".omicroutes").resolve("drop");
    String us = drop.root() + "\n" + drop.path() + "\n";
    if (!Files.exists(owner)) {
      if (!isFree(folder)) {
        return false;
      }
      Files.createDirectories(owner.getParent());
      enter(owner, us, drop.id());
    }
    boolean isOurs = Files.readString(owner).equals(us);
    if (isOurs) {
      // Of one who was killed between the two names.
      Files.deleteIfExists(begun(owner, drop.id()));
    }
    return isOurs;
  }

  /** A run without owner is somebody's own. */
  private static boolean isFree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      // Of one who was killed before the owner was entered, the empty store is left.
      return inside.allMatch(file -> RunDirectory.isRun(folder) && isOnlyStore(file));
    }
  }

  private static boolean isOnlyStore(Path file) {
    if (!file.getFileName().toString().equals(".omicroutes")) {
      return false;
    }
    try (Stream<Path> inside = Files.list(file)) {
      return inside.allMatch(f -> f.getFileName().toString().startsWith(".drop-"));
    } catch (IOException e) {
      return false;
    }
  }

  /** Of several who enter themselves at once, the first is the owner; never half a name is read. */
  private static void enter(Path owner, String us, String id) throws IOException {
    Path written = begun(owner, id);
    try {
      Files.writeString(written, us, StandardCharsets.UTF_8);
      Files.createLink(owner, written);
    } catch (FileAlreadyExistsException e) {
      // another drop was quicker
    } catch (UnsupportedOperationException e) {
      Files.move(written, owner);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static Path begun(Path owner, String id) {
    return owner.resolveSibling(".drop-" + id);
  }
}
