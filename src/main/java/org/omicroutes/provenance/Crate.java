package org.omicroutes.provenance;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.cohort.DataException;

/** An RO-Crate as it lies on disk, of any maker: its entities in the order of the file. */
public final class Crate {
  /** The file's name, given by the RO-Crate specification. */
  public static final String FILE = "ro-crate-metadata.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final ObjectNode document;
  private final List<CrateEntity> entities = new ArrayList<>();
  private final Map<String, CrateEntity> byId = new LinkedHashMap<>();

  private Crate(Path file, ObjectNode document) {
    this.file = file;
    this.document = document;
    for (JsonNode node : document.get("@graph")) {
      if (node.isObject()) {
        CrateEntity entity = new CrateEntity(node);
        entities.add(entity);
        byId.putIfAbsent(entity.id(), entity);
      }
    }
  }

  /**
   * Reads a crate.
   *
   * @param place its folder, or the metadata file in it
   * @throws DataException where there is no metadata file, or it is not a JSON-LD document with a
   *     {@code @graph}
   */
  public static Crate read(Path place) throws IOException {
    Path file = Files.isDirectory(place) ? place.resolve(FILE) : place;
    if (!Files.isRegularFile(file)) {
      throw DataException.in(place)
          .error(
              Files.isDirectory(place) ? "a folder without " + FILE : "no such file",
              "the folder of an RO-Crate, or its " + FILE);
    }
    JsonNode root = parse(file);
    if (!root.isObject() || !root.path("@graph").isArray()) {
      throw DataException.in(file)
          .error(
              root.isObject() ? "no array @graph" : "JSON that is no object",
              "a JSON-LD object with @context and @graph");
    }
    return new Crate(file.toAbsolutePath().normalize(), (ObjectNode) root);
  }

  private static JsonNode parse(Path file) throws IOException {
    try {
      return JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw DataException.in(file)
          .line(at == null ? 0 : at.getLineNr())
          .column(at == null ? null : String.valueOf(at.getColumnNr()))
          .error("broken JSON (" + e.getOriginalMessage() + ")", "a JSON-LD document", e);
    }
  }

  /** The metadata file. */
  public Path file() {
    return file;
  }

  /** The crate's folder. */
  public Path root() {
    return file.getParent();
  }

  /** The whole document. */
  public ObjectNode document() {
    return document;
  }

  /** All entities; several may claim one id. */
  public List<CrateEntity> entities() {
    return entities;
  }

  /** The first entity of that id. */
  public Optional<CrateEntity> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The entity that describes the metadata file. */
  public Optional<CrateEntity> descriptor() {
    return find(FILE).or(() -> find("./" + FILE));
  }

  /** The entity that stands for the whole crate: what the descriptor is about. */
  public Optional<CrateEntity> rootEntity() {
    return descriptor().flatMap(d -> d.links("about").stream().findFirst()).flatMap(this::find);
  }

  /** The workflow that was run; empty where the crate names none. */
  public Optional<CrateEntity> mainEntity() {
    return rootEntity()
        .flatMap(r -> r.links("mainEntity").stream().findFirst())
        .flatMap(this::find);
  }

  /** The first execution of the main workflow. */
  public Optional<CrateEntity> run() {
    return mainEntity()
        .flatMap(
            main ->
                entities.stream()
                    .filter(e -> e.is("CreateAction"))
                    .filter(e -> e.links("instrument").contains(main.id()))
                    .findFirst());
  }

  /**
   * Where an id says that a file or folder lies: relative ids in the crate, {@code file:} ids
   * anywhere on this machine.
   *
   * @return empty for what is on the web, a fragment or no URI
   */
  public Optional<Path> path(String id) {
    try {
      URI uri = new URI(id);
      if (uri.getFragment() != null || uri.getPath() == null || uri.getPath().isEmpty()) {
        return Optional.empty();
      }
      if (uri.isAbsolute()) {
        return "file".equals(uri.getScheme())
            ? Optional.of(Path.of(new URI("file", null, uri.getPath(), null)))
            : Optional.empty();
      }
      return uri.getAuthority() == null
          ? Optional.of(root().resolve(uri.getPath()).normalize())
          : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }
}
