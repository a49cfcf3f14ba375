package org.omicroutes.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Trained models by the names of their folders below the configured roots. */
@ApplicationScoped
public class ModelFolders {
  /** What a model's folder holds. */
  static final String FILE = "model.json.gz";

  @Inject FileAccess files;

  @ConfigProperty(name = "omicroutes.predict.models")
  Optional<List<Path>> configured;

  @ConfigProperty(name = "omicroutes.results")
  Path results;

  /**
   * @param name relative, such as {@code drop-1/model}
   * @param maySee whether models of the run with this id may be used
   * @throws Refusal where there is no such model, or it is not open to the caller
   */
  Path require(String name, Predicate<String> maySee) throws IOException {
    Path relative = Attachments.relative("model", name);
    for (Path root : configured.orElse(List.of(results))) {
      Path folder = root.toAbsolutePath().normalize().resolve(relative);
      if (Files.isRegularFile(folder.resolve(FILE))
          && folder.toRealPath().startsWith(root.toRealPath())
          && isOpen(folder, maySee)) {
        return folder;
      }
    }
    throw Refusal.malformed(
        "model: found '" + name + "', expected the folder of a trained model that is there");
  }

  private boolean isOpen(Path folder, Predicate<String> maySee) {
    Path runs = files.runs();
    return !folder.startsWith(runs) || maySee.test(runs.relativize(folder).getName(0).toString());
  }
}
