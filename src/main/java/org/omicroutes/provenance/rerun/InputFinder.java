package org.omicroutes.provenance.rerun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.provenance.Crate;
import org.omicroutes.provenance.CrateEntity;
import org.omicroutes.step.Hashes;

/**
 * Finds what a run read: where the crate says, else by SHA-256 in folders that are named. Nothing
 * with another hash is taken.
 */
final class InputFinder {
  private final Crate crate;
  private final List<Path> folders;
  private final Hashes hashes = new Hashes();
  private Map<Long, List<Path>> bySize;

  /**
   * @param folders where to look for what is not in its place
   */
  InputFinder(Crate crate, List<Path> folders) {
    this.crate = crate;
    this.folders = folders;
  }

  /**
   * Where it lies now.
   *
   * @throws DataException where it is gone or has changed, and is nowhere in the folders
   */
  Path find(CrateEntity entity) throws IOException {
    String sha256 = entity.text("sha256");
    Path place =
        crate
            .path(entity.id())
            .orElseThrow(() -> error(entity, "a path that is not of this machine", "a file"));
    if (sha256 == null) {
      throw error(entity, "no sha256", "the hash of what was read");
    }
    boolean isThere = Files.exists(place);
    if (isThere && hashes.of(place).equals(sha256)) {
      return place;
    }
    for (Path candidate : entity.is("Dataset") ? foldersLike(place) : filesOf(entity)) {
      if (hashes.of(candidate).equals(sha256)) {
        return candidate;
      }
    }
    throw DataException.in(place)
        .error(
            isThere ? "SHA-256 " + hashes.of(place) : "no such file",
            "what the run read, SHA-256 "
                + sha256
                + (folders.isEmpty()
                    ? "; --inputs names a folder to look for it"
                    : ", here or in " + folders));
  }

  private List<Path> filesOf(CrateEntity entity) throws IOException {
    if (bySize == null) {
      bySize = new HashMap<>();
      for (Path folder : folders) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            bySize.computeIfAbsent(Files.size(file), s -> new ArrayList<>()).add(file);
          }
        }
      }
    }
    String size = entity.text("contentSize");
    if (size != null && size.matches("[0-9]{1,18}")) {
      return bySize.getOrDefault(Long.valueOf(size), List.of());
    }
    return bySize.values().stream().flatMap(List::stream).toList();
  }

  private List<Path> foldersLike(Path place) throws IOException {
    List<Path> like = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.filter(Files::isDirectory)
            .filter(path -> place.getFileName().equals(path.getFileName()))
            .forEach(like::add);
      }
    }
    return like;
  }

  private DataException error(CrateEntity entity, String found, String expected) {
    return DataException.in(crate.file()).column(entity.id()).error(found, expected);
  }

  /**
   * Finds several and gives each a place from which a rerun can read it. Where all lie as the crate
   * says, they are read there. Else links to all are put into a folder, as they lay to each other,
   * since some name others.
   *
   * @param staging the folder, made only where it is needed
   * @return id to place
   */
  Map<String, Path> place(Map<String, CrateEntity> wanted, Path staging) throws IOException {
    Map<String, Path> found = new LinkedHashMap<>();
    boolean isInPlace = true;
    Path common = null;
    for (Map.Entry<String, CrateEntity> entry : wanted.entrySet()) {
      Path place = find(entry.getValue());
      found.put(entry.getKey(), place);
      Path recorded = crate.path(entry.getKey()).orElseThrow();
      isInPlace &= recorded.equals(place);
      common = common == null ? recorded.getParent() : common(common, recorded);
    }
    if (isInPlace) {
      return found;
    }
    for (Map.Entry<String, Path> entry : found.entrySet()) {
      Path recorded = crate.path(entry.getKey()).orElseThrow();
      Path link = staging.resolve(common.relativize(recorded).toString());
      Files.createDirectories(link.getParent());
      link(link, entry.getValue().toAbsolutePath());
      entry.setValue(link);
    }
    return found;
  }

  private static Path common(Path folder, Path file) {
    Path common = folder;
    while (!file.startsWith(common)) {
      common = common.getParent();
    }
    return common;
  }

  private static void link(Path link, Path target) throws IOException {
    try {
      Files.createSymbolicLink(link, target);
    } catch (UnsupportedOperationException e) {
      Files.copy(target, link);
    }
  }
}
