package org.omicroutes.drops;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Finds the folders below a root that are drops by a profile. A drop is not descended into; hidden
 * folders and the quarantine are passed by. A folder whose time has not changed is not listed
 * again.
 */
final class DropFinder {
  /** A folder that changed so short before it was listed may change again within the same time. */
  private static final long GRAIN_MILLIS = 2000;

  private static final int MOST_SIGNED = 200;

  /** What some file systems have at their top, for root alone. */
  private static final String LOST = "lost+found";

  private final Path root;
  private final List<Profile> profiles;
  private final int maxDepth;
  private Map<Path, Listed> listed = new HashMap<>();
  private final Map<Path, Listed> visited = new HashMap<>();
  private final List<Found> found = new ArrayList<>();
  private final Set<String> unreadable = new HashSet<>();

  /**
   * @param root absolute
   * @param profiles of which the first that takes a folder counts
   * @param maxDepth 1 for drops directly in the root
   */
  DropFinder(Path root, List<Profile> profiles, int maxDepth) {
    this.root = root;
    this.profiles = List.copyOf(profiles);
    this.maxDepth = maxDepth;
  }

  /**
   * A drop's folder.
   *
   * @param path below the root
   * @param profile null for a link that is refused
   * @param names directly in it that tell something to a profile
   * @param signature of what can be seen without a walk: the times of the folder and of what has
   *     these names
   */
  record Found(String path, Path folder, Profile profile, List<String> names, String signature) {}

  private record Listed(
      FileTime modified, long at, Profile profile, List<String> names, List<Path> folders) {}

  /** All drops, by path. */
  List<Found> find() throws IOException {
    found.clear();
    visited.clear();
    unreadable.clear();
    scan(root, 0);
    listed = new HashMap<>(visited);
    return List.copyOf(found);
  }

  /** Whether a folder, or one above it, could not be looked at the last time. */
  boolean couldNotSee(String path) {
    return unreadable.stream().anyMatch(no -> path.equals(no) || path.startsWith(no + "/"));
  }

  /** Folders that could not be looked at the last time. */
  Set<String> unreadable() {
    return Set.copyOf(unreadable);
  }

  private void scan(Path folder, int depth) throws IOException {
    Listed now;
    try {
      now = list(folder, depth);
    } catch (IOException | DirectoryIteratorException e) {
      if (depth == 0) {
        throw new IOException(folder + " cannot be read: " + e.getMessage(), e);
      }
      unreadable.add(path(folder));
      return;
    }
    visited.put(folder, now);
    if (now.profile != null) {
      add(folder, now);
      return;
    }
    for (Path below : now.folders) {
      if (Files.isSymbolicLink(below)) {
        addRefused(below);
      } else if (depth < maxDepth) {
        scan(below, depth + 1);
      }
    }
  }

  private Listed list(Path folder, int depth) throws IOException {
    FileTime modified = Files.getLastModifiedTime(folder);
    Listed before = listed.get(folder);
    if (before != null
        && before.modified.equals(modified)
        && before.at - modified.toMillis() > GRAIN_MILLIS) {
      return before;
    }
    long at = System.currentTimeMillis();
    List<Path> all = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        all.add(file);
        if (profiles.stream().anyMatch(profile -> profile.isTelling(name))) {
          names.add(name);
        }
      }
    }
    Profile profile =
        depth == 0
            ? null
            : profiles.stream().filter(one -> one.takes(names)).findFirst().orElse(null);
    List<Path> folders = profile == null && depth < maxDepth ? folders(all, depth) : List.of();
    return new Listed(modified, at, profile, List.copyOf(names), folders);
  }

  /** Those to look into, and links to folders elsewhere. */
  private List<Path> folders(List<Path> all, int depth) throws IOException {
    Path real = root.toRealPath();
    List<Path> folders = new ArrayList<>();
    for (Path file : all) {
      String name = file.getFileName().toString();
      boolean passedBy =
          name.startsWith(".")
              || depth == 0 && (name.equals(Quarantine.FOLDER) || name.equals(LOST));
      if (!passedBy
          && (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || leadsOut(file, real))) {
        folders.add(file);
      }
    }
    folders.sort(null);
    return folders;
  }

  private static boolean leadsOut(Path file, Path root) {
    try {
      return Files.isSymbolicLink(file)
          && Files.isDirectory(file)
          && !file.toRealPath().startsWith(root);
    } catch (IOException e) {
      return false;
    }
  }

  private void add(Path folder, Listed now) {
    StringBuilder seen = new StringBuilder(now.profile.name()).append('\n').append(now.modified);
    for (String name : now.names.subList(0, Math.min(MOST_SIGNED, now.names.size()))) {
      seen.append('\n').append(name);
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
        seen.append('\t').append(attributes.size()).append(attributes.lastModifiedTime());
      } catch (IOException e) {
        seen.append("\t?");
      }
    }
    String signature = DigestUtils.sha256Hex(seen.toString());
    found.add(new Found(path(folder), folder, now.profile, now.names, signature));
  }

  private void addRefused(Path link) {
    found.add(new Found(path(link), link, null, List.of(), DigestUtils.sha256Hex("a link")));
  }

  private String path(Path folder) {
    return root.relativize(folder).toString();
  }
}
