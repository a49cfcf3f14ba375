package org.omicroutes.drops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;

/**
 * Drops that somebody names before they are found. An announced folder is entered as one that is
 * still copied: whoever looks at folders tells whether it is complete, so that an announcement
 * cannot make half a drop run.
 */
public final class Announcements {
  private final DropStore drops;
  private final Supplier<List<DropRoute>> routes;

  /**
   * @param routes that take drops now
   */
  public Announcements(DropStore drops, Supplier<List<DropRoute>> routes) {
    this.drops = drops;
    this.routes = routes;
  }

  /**
   * Enters a folder, if it is not known yet.
   *
   * @param route that is to take it; null or empty for the only one
   * @param path below the folder that the route watches
   * @return the drop that stands for the folder, old or new
   * @throws IllegalArgumentException where there is no such route, or the path is none of a folder
   *     below the watched one
   * @throws NoSuchFileException where there is no such folder
   * @throws IllegalStateException where no route takes drops, as while the server starts
   */
  public Drop announce(String route, String path) throws IOException {
    DropRoute taker = taker(route);
    Path folder = place(taker.root(), path);
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException("there is no folder '" + path + "' in the watched folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("'" + path + "' is a file: expected a folder");
    }
    String known = taker.root().relativize(folder).toString().replace('\\', '/');
    // Two announcements at once must not enter a folder twice.
    synchronized (drops) {
      Optional<Drop> there = latest(taker.id(), known);
      if (there.isPresent()) {
        return there.get();
      }
      var unseen =
          new DropStore.Sighting(
              taker.id(), taker.root().toString(), known, taker.profile(), "", 0, 0);
      return drops.add(unseen, DropState.COPYING, "announced; nobody has looked at it yet", null);
    }
  }

  /**
   * Where a folder is, or would be, that may be announced.
   *
   * @return absolute, below the folder that the route watches
   * @throws IllegalArgumentException as {@link #announce}
   */
  public Path place(String route, String path) {
    return place(taker(route).root(), path);
  }

  private DropRoute taker(String route) {
    List<DropRoute> routes = this.routes.get();
    if (routes.isEmpty()) {
      throw new IllegalStateException("no route takes drops");
    }
    if (route == null || route.isBlank()) {
      if (routes.size() == 1) {
        return routes.get(0);
      }
      throw new IllegalArgumentException("no route is named: expected one of " + ids(routes));
    }
    return routes.stream()
        .filter(known -> known.id().equals(route))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no route '" + route + "': expected one of " + ids(routes)));
  }

  private static String ids(List<DropRoute> routes) {
    return String.join(", ", routes.stream().map(DropRoute::id).toList());
  }

  private Optional<Drop> latest(String route, String path) {
    List<Drop> same = drops.list(new DropStore.Filter(route, null, path), Integer.MAX_VALUE, 0);
    return same.stream().filter(drop -> drop.state() != DropState.REPLACED).findFirst();
  }

  /** Without {@code .}, {@code ..} and links. */
  private static Path place(Path root, String path) {
    if (path == null || path.isBlank()) {
      throw new IllegalArgumentException("no path is named: expected a folder's, such as run-17");
    }
    Path named = parse(path);
    Path folder = root.resolve(named).normalize();
    if (named.isAbsolute() || !folder.startsWith(root) || folder.equals(root)) {
      throw new IllegalArgumentException(
          "'" + path + "' is not below the watched folder: expected a path relative to it");
    }
    if (root.relativize(folder).getName(0).toString().equals(Quarantine.FOLDER)) {
      throw new IllegalArgumentException(
          "'" + path + "' is no drop: " + Quarantine.FOLDER + " holds reasons");
    }
    for (Path part : root.relativize(folder)) {
      if (part.toString().startsWith(".")) {
        throw new IllegalArgumentException(
            "'" + path + "' is hidden: folders whose name begins with a dot are no drops");
      }
    }
    refuseLinks(root, folder, path);
    return folder;
  }

  private static Path parse(String path) {
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + path + "' is no path: " + e.getReason(), e);
    }
  }

  /** A folder has one name only: what a link leads to is announced as itself, or lies outside. */
  private static void refuseLinks(Path root, Path folder, String path) {
    for (Path at = folder; !at.equals(root); at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        throw new IllegalArgumentException(
            "'" + path + "' leads over the symbolic link '" + at.getFileName() + "'");
      }
    }
  }
}
