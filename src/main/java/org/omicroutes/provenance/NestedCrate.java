package org.omicroutes.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.step.FileRef;
import org.omicroutes.step.Folders;
import org.omicroutes.step.Hashes;

/**
 * The crate that lies among the results of an engine's run, of whatever maker, on its way to be the
 * crate of the run's whole folder: its files lie one folder deeper, and who called the engine knows
 * its version and when it ran.
 */
final class NestedCrate {
  private static final String ROOT = "./";

  /** What is longer is not read: workflows are anybody's. */
  private static final long MOST_BYTES = 64 << 20;

  private final Path root;
  private final Path outputs;
  private final String folder;
  private final ObjectNode document;
  private final Map<String, ObjectNode> entities = new HashMap<>();
  private final Crate crate;

  private NestedCrate(Path root, Path outputs, Crate crate) {
    this.root = root;
    this.outputs = outputs;
    this.crate = crate;
    this.document = crate.document().deepCopy();
    this.folder = root.relativize(outputs) + "/";
    move(document);
    for (JsonNode entity : document.withArray("@graph")) {
      if (entity.isObject()) {
        entities.put(entity.path("@id").asText(), (ObjectNode) entity);
      }
    }
  }

  /**
   * Looks for one.
   *
   * @param root the run's folder
   * @param outputs the folder of results, below it
   * @return empty where there is none that tells of the run of a workflow
   */
  static Optional<NestedCrate> in(Path root, Path outputs) throws IOException {
    Path file = outputs.resolve(Crate.FILE);
    if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
      return Optional.empty();
    }
    try {
      Crate crate = Crate.read(outputs);
      return crate.run().isPresent()
              && crate.rootEntity().filter(r -> r.id().equals(ROOT)).isPresent()
          ? Optional.of(new NestedCrate(root, outputs, crate))
          : Optional.empty();
    } catch (DataException broken) {
      // Somebody else's file; it stays a result like others.
      return Optional.empty();
    }
  }

  /** Everything that has a relative path as its id gets the folder in front of it. */
  private void move(JsonNode node) {
    if (node.isObject() && node.path("@id").isTextual()) {
      ((ObjectNode) node).put("@id", moved(node.get("@id").asText()));
    }
    node.forEach(this::move);
  }

  private String moved(String given) {
    String id = given.replaceFirst("^\\./(?=.)", "");
    boolean isPath =
        !id.isEmpty()
            && !id.equals(ROOT)
            && !id.equals(Crate.FILE)
            && !id.startsWith("#")
            && !id.startsWith("/")
            && !id.matches("[A-Za-z_][A-Za-z0-9+.-]*:.*");
    return isPath ? folder + id : id;
  }

  private ObjectNode entity(String id) {
    return entities.get(moved(id));
  }

  /** The crate of the run's whole folder. */
  ObjectNode whole(EngineSoftware engine, Instant started, Instant ended) throws IOException {
    ObjectNode run = entity(crate.run().orElseThrow().id());
    run.put("startTime", started.toString()).put("endTime", ended.toString());
    Agent.fromEnvironment()
        .filter(agent -> !run.has("agent"))
        .ifPresent(
            agent -> {
              ObjectNode person = document.withArray("@graph").addObject();
              agent.toJson().forEach(person::putPOJO);
              run.putObject("agent").put("@id", agent.id());
            });
    for (CrateEntity action : crate.entities()) {
      if (action.is("OrganizeAction") && isOf(action, run)) {
        ObjectNode organize = entity(action.id());
        organize.put("name", engine.title());
        organize.put("startTime", started.toString()).put("endTime", ended.toString());
        for (String tool : action.links("instrument")) {
          ObjectNode software = entity(tool);
          if (software != null) {
            software.put("name", engine.name()).put("softwareVersion", engine.version());
          }
        }
      }
    }
    entities.get(ROOT).put("datePublished", ended.toString());
    addUntold();
    return document;
  }

  private boolean isOf(CrateEntity action, ObjectNode run) {
    return action.links("result").stream().anyMatch(id -> entity(id) == run);
  }

  /** Results that the crate did not tell of, and itself. */
  private void addUntold() throws IOException {
    Entities untold = new Entities();
    FileEntities files = new FileEntities(root, untold, Set.of());
    for (Path file : Folders.files(outputs)) {
      FileRef ref = new FileRef("", "", files.place(file), new Hashes().of(file), Files.size(file));
      String id = files.add(ref);
      if (entities.containsKey(id)) {
        continue;
      }
      ObjectNode entity = document.withArray("@graph").addObject();
      untold.get(id).toJson().forEach(entity::putPOJO);
      parts().addObject().put("@id", id);
    }
  }

  private ArrayNode parts() {
    ObjectNode dataset = entities.get(ROOT);
    JsonNode parts = dataset.path("hasPart");
    if (parts.isObject()) {
      return dataset.putArray("hasPart").add(parts);
    }
    return parts.isArray() ? (ArrayNode) parts : dataset.putArray("hasPart");
  }
}
