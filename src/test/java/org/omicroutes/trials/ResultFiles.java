package org.omicroutes.trials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.omicroutes.step.Folders;

/** Whether a folder of results holds what it should, whole, and nothing else. */
final class ResultFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CRATE = "ro-crate-metadata.json";
  private static final Set<String> OTHERS = Set.of("COMPLETE", CRATE);

  private ResultFiles() {}

  /**
   * What is wrong.
   *
   * @param expected sums by file name
   * @param beside files that are there as well, and whole
   * @param drops that the crate names
   */
  static List<String> complaints(
      Path folder, Map<String, String> expected, Set<String> beside, Set<String> drops)
      throws IOException {
    List<String> wrong = new ArrayList<>();
    if (!Files.exists(folder.resolve("COMPLETE"))) {
      wrong.add("no file COMPLETE in the results");
    }
    for (var file : expected.entrySet()) {
      Path result = folder.resolve(file.getKey());
      if (!Files.exists(result)) {
        wrong.add(file.getKey() + " is missing");
      } else if (!Sums.sha256(result).equals(file.getValue())) {
        wrong.add(file.getKey() + " is not that of an undisturbed run");
      }
    }
    if (!crateSays(folder, "CompletedActionStatus")) {
      wrong.add(CRATE + " does not say that the run was completed");
    }
    if (!origins(folder).equals(drops)) {
      wrong.add(CRATE + " names the drops " + origins(folder) + ", expected " + drops);
    }
    for (String name : beside) {
      if (!Files.exists(folder.resolve(name))) {
        wrong.add(name + " is missing");
      }
    }
    for (Path file : Folders.files(folder)) {
      if (!beside.contains(folder.relativize(file).toString())) {
        wrong.addAll(stranger(folder, file, expected));
      }
    }
    return wrong;
  }

  private static List<String> stranger(Path folder, Path file, Map<String, String> expected)
      throws IOException {
    String path = folder.relativize(file).toString();
    String name = file.getFileName().toString();
    if (name.endsWith(".tmp") || name.startsWith(".")) {
      return List.of(path + " is left over");
    }
    if (path.startsWith(".omicroutes/objects/")) {
      return Sums.sha256(file).equals(name) ? List.of() : List.of(path + " is not whole");
    }
    if (path.startsWith(".omicroutes/executions/")) {
      JSON.readTree(file.toFile());
      return List.of();
    }
    if (path.equals(".omicroutes/history.jsonl")) {
      for (String line : Files.readAllLines(file)) {
        JSON.readTree(line);
      }
      return List.of();
    }
    boolean known =
        path.startsWith(".omicroutes/")
            || path.startsWith("logs/")
            || expected.containsKey(path)
            || OTHERS.contains(path);
    return known ? List.of() : List.of(path + " is not known");
  }

  private static boolean crateSays(Path folder, String status) throws IOException {
    Path crate = folder.resolve(CRATE);
    if (!Files.exists(crate)) {
      return false;
    }
    for (JsonNode entity : JSON.readTree(crate.toFile()).path("@graph")) {
      if (entity.path("@id").asText().equals("#run")) {
        return entity.path("actionStatus").path("@id").asText().endsWith(status);
      }
    }
    return false;
  }

  private static Set<String> origins(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    Path crate = folder.resolve(CRATE);
    if (Files.exists(crate)) {
      for (JsonNode entity : JSON.readTree(crate.toFile()).path("@graph")) {
        if (entity.path("@id").asText().startsWith("#drop-")) {
          names.add(entity.path("name").asText());
        }
      }
    }
    return names;
  }

  /** How many steps were not run again because their results were there. */
  static int reused(Path folder) throws IOException {
    Path history = folder.resolve(".omicroutes/history.jsonl");
    return !Files.exists(history)
        ? 0
        : (int)
            Files.readAllLines(history).stream()
                .filter(line -> line.contains("\"reused\":true"))
                .count();
  }
}
