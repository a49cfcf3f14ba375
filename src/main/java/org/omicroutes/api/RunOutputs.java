package org.omicroutes.api;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.MessageDigestAlgorithms;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunState;
import org.omicroutes.step.Folders;

/**
 * The files of a run's folder, with checksums: all but hidden ones, the work folder and the logs.
 * They are hashed once, when the run is complete, and kept beside its store.
 */
final class RunOutputs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path KEPT = Path.of(".omicroutes", "outputs.json");
  private static final List<String> INNER = List.of("work", "logs");

  private RunOutputs() {}

  /**
   * @param path below the run's folder
   * @param size bytes
   */
  record Output(String path, long size, String sha256) {}

  /** Of a run that is complete; none before. */
  static List<Output> of(Run run) throws IOException {
    Path folder = Path.of(run.folder());
    if (run.state() != RunState.COMPLETE || !Files.isDirectory(folder)) {
      return List.of();
    }
    Path kept = folder.resolve(KEPT);
    if (Files.exists(kept)) {
      return JSON.readValue(kept.toFile(), new TypeReference<List<Output>>() {});
    }
    return keep(folder);
  }

  /** The output with this path. */
  static Optional<Output> find(Run run, String path) throws IOException {
    return of(run).stream().filter(output -> output.path.equals(path)).findFirst();
  }

  /** Hashes the files of a run's folder. */
  static List<Output> keep(Path folder) throws IOException {
    List<Output> outputs = new ArrayList<>();
    for (Path file : Folders.files(folder)) {
      Path relative = folder.relativize(file);
      boolean isInner = INNER.contains(relative.getName(0).toString());
      if (!isInner && !isHidden(relative) && !Files.isSymbolicLink(file)) {
        String hash = new DigestUtils(MessageDigestAlgorithms.SHA_256).digestAsHex(file);
        outputs.add(new Output(relative.toString(), Files.size(file), hash));
      }
    }
    Path kept = folder.resolve(KEPT);
    Files.createDirectories(kept.getParent());
    Path temporary = kept.resolveSibling("outputs." + UUID.randomUUID() + ".tmp");
    JSON.writeValue(temporary.toFile(), outputs);
    Files.move(
        temporary, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return outputs;
  }

  private static boolean isHidden(Path relative) {
    for (Path segment : relative) {
      if (segment.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
