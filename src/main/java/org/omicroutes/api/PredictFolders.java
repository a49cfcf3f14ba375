package org.omicroutes.api;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.omicroutes.state.Instances;
import org.omicroutes.step.Folders;

/**
 * Folders for predictions while somebody waits for them. Each has its instance's id in its name, so
 * that what a killed process left can be told from what others work in.
 */
@ApplicationScoped
public class PredictFolders {
  @Inject FileAccess files;
  @Inject ThisInstance instance;
  @Inject Instances instances;

  /** A new one, empty. */
  Path create() throws IOException {
    return Files.createDirectories(root().resolve(instance.id() + "." + UUID.randomUUID()));
  }

  private Path root() {
    return files.runs().resolve(".predict");
  }

  /**
   * Removes what instances left that are no more; called when the server starts and this instance
   * has entered. What cannot be removed is told and stays.
   */
  public void removeAbandoned() {
    List<Path> folders;
    try (Stream<Path> inside = Files.list(root())) {
      folders = inside.toList();
    } catch (IOException e) {
      // Nobody has predicted yet.
      return;
    }
    Set<String> alive = instances.alive();
    for (Path folder : folders) {
      if (!alive.contains(folder.getFileName().toString().split("\\.")[0])) {
        try {
          Folders.delete(folder);
        } catch (IOException e) {
          Log.warnf("what is left of a prediction cannot be removed: %s", e);
        }
      }
    }
  }
}
