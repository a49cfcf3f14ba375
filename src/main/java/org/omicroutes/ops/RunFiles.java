package org.omicroutes.ops;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.omicroutes.state.Run;

/**
 * The files of runs, as far as others may see them: what lies in the run's folder inside the folder
 * of results, by no symbolic link out of it, and is neither hidden nor an intermediate file.
 */
final class RunFiles {
  private static final int DEPTH = 3;
  private static final int LOG_BYTES = 32 * 1024;
  private static final String INTERMEDIATE = "work";

  private final Path results;

  RunFiles(Path results) {
    this.results = results.toAbsolutePath().normalize();
  }

  /**
   * A file that can be fetched.
   *
   * @param path below the run's folder, with {@code /}
   */
  record Listed(String path, long bytes) {
    /** The path as a part of an address. */
    String encoded() {
      return Stream.of(path.split("/"))
          .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
          .collect(Collectors.joining("/"));
    }
  }

  /** The first files by path; empty where the run has no folder yet. */
  List<Listed> list(Run run, int most) throws IOException {
    Optional<Path> folder = folder(run);
    List<Listed> files = new ArrayList<>();
    if (folder.isPresent()) {
      collect(folder.get(), folder.get(), DEPTH, most, files);
    }
    return files;
  }

  private static void collect(Path root, Path folder, int depth, int most, List<Listed> files)
      throws IOException {
    List<Path> inside;
    try (Stream<Path> entries = Files.list(folder)) {
      inside = entries.filter(path -> isShown(root, path)).sorted().toList();
    }
    for (Path path : inside) {
      if (files.size() >= most) {
        return;
      }
      if (Files.isSymbolicLink(path)) {
        continue;
      }
      if (Files.isRegularFile(path)) {
        files.add(new Listed(slashed(root.relativize(path)), Files.size(path)));
      } else if (Files.isDirectory(path) && depth > 1) {
        collect(root, path, depth - 1, most, files);
      }
    }
  }

  /**
   * A file of a run.
   *
   * @param path below the run's folder
   * @return empty where there is none that others may see
   */
  Optional<Path> find(Run run, String path) {
    Optional<Path> folder = folder(run);
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path file = folder.get().resolve(path).normalize();
      if (!file.startsWith(folder.get()) || !isShown(folder.get(), file)) {
        return Optional.empty();
      }
      Path real = file.toRealPath();
      return real.equals(file) && Files.isRegularFile(real) ? Optional.of(real) : Optional.empty();
    } catch (InvalidPathException | IOException e) {
      return Optional.empty();
    }
  }

  /** The last lines of the run's log; empty where there are none. */
  String log(Run run) throws IOException {
    Optional<Path> log = find(run, "logs/run.log");
    if (log.isEmpty()) {
      return "";
    }
    try (RandomAccessFile file = new RandomAccessFile(log.get().toFile(), "r")) {
      long from = Math.max(0, file.length() - LOG_BYTES);
      file.seek(from);
      byte[] end = new byte[(int) Math.min(LOG_BYTES, file.length() - from)];
      file.readFully(end);
      String text = new String(end, StandardCharsets.UTF_8);
      return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }

  private Optional<Path> folder(Run run) {
    try {
      Path folder = results.resolve(run.folder()).toRealPath();
      Path root = results.toRealPath();
      return folder.startsWith(root) && !folder.equals(root)
          ? Optional.of(folder)
          : Optional.empty();
    } catch (InvalidPathException | IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isShown(Path root, Path path) {
    Path below = root.relativize(path);
    for (Path part : below) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return !below.getName(0).toString().equals(INTERMEDIATE);
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }
}
