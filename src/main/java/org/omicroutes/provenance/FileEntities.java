package org.omicroutes.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Execution;
import org.omicroutes.step.FileRef;
import org.omicroutes.step.Hashes;

/** The files and folders of a crate that is being made. */
final class FileEntities {
  private final Path root;
  private final Entities entities;
  private final Set<String> gone;
  private final Set<String> parts = new LinkedHashSet<>();
  private final Map<String, Set<String>> members = new LinkedHashMap<>();

  /**
   * @param root the run's folder, which relative paths are below
   * @param gone relative paths of files that were not kept: works that are told of, but no data of
   *     the crate
   */
  FileEntities(Path root, Entities entities, Set<String> gone) {
    this.root = root.toAbsolutePath().normalize();
    this.entities = entities;
    this.gone = gone;
  }

  /** The ids of all files and folders. */
  Set<String> parts() {
    return parts;
  }

  /** A file or folder that an execution read or wrote; gives its id. */
  String add(FileRef file) {
    boolean isGone = gone.contains(file.path());
    boolean isFolder = !isGone && Files.isDirectory(root.resolve(file.path()));
    String id = (isGone ? "#" : "") + id(file.path(), isFolder);
    if (!entities.has(id)) {
      entities.add(new Entity(id, isGone ? "CreativeWork" : isFolder ? "Dataset" : "File"));
      if (!isGone) {
        parts.add(id);
      }
    }
    entities
        .get(id)
        .set("name", Path.of(file.path()).getFileName().toString())
        .set("sha256", file.sha256())
        .set("contentSize", String.valueOf(file.size()))
        .set("encodingFormat", isFolder ? null : mediaType(file.path()));
    return id;
  }

  /** A folder of which files were read or written; gives its id. */
  String addFolder(String path, Collection<String> files) {
    boolean isGone = gone.stream().anyMatch(file -> file.startsWith(path + "/"));
    String id = (isGone ? "#" : "") + id(path, true);
    if (!entities.has(id)) {
      String name = Path.of(path).getFileName().toString();
      entities.add(new Entity(id, isGone ? "CreativeWork" : "Dataset").set("name", name));
      if (!isGone) {
        parts.add(id);
      }
    }
    Set<String> all = members.computeIfAbsent(id, i -> new LinkedHashSet<>());
    all.addAll(files);
    entities.get(id).links("hasPart", all);
    return id;
  }

  /** The workflow's own file. */
  Entity addDefinition(String path, String... types) throws IOException {
    return addDefinition(path, root.resolve(path), types);
  }

  /**
   * The workflow's own file.
   *
   * @param file where it lies now
   */
  Entity addDefinition(String path, Path file, String... types) throws IOException {
    Entity entity = entities.add(new Entity(path, types));
    parts.add(path);
    if (Files.exists(file)) {
      entity
          .set("contentSize", String.valueOf(Files.size(file)))
          .set("sha256", new Hashes().of(file));
    }
    return entity;
  }

  /** As it stands in executions: relative to the run's folder where it is below that. */
  String place(Path file) {
    Path path = file.toAbsolutePath().normalize();
    return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
  }

  /** What executions read at a place: the file itself, or those in it where it is a folder. */
  static List<FileRef> readAt(String place, Collection<Execution> executions) {
    Map<String, FileRef> below = new LinkedHashMap<>();
    for (Execution execution : executions) {
      for (FileRef input : execution.inputs()) {
        if (input.path().equals(place)) {
          return List.of(input);
        }
        if (input.path().startsWith(place + "/")) {
          below.putIfAbsent(input.path(), input);
        }
      }
    }
    return new ArrayList<>(below.values());
  }

  private static String id(String path, boolean isFolder) {
    String id = Path.of(path).isAbsolute() ? Path.of(path).toUri().toString() : uriPath(path);
    return isFolder && !id.endsWith("/") ? id + "/" : id;
  }

  /** A relative path as a URI reference: what is not plain in a path is percent-encoded. */
  private static String uriPath(String path) {
    return Path.of("/").resolve(path).toUri().getRawPath().substring(1);
  }

  private static String mediaType(String path) {
    if (path.endsWith(".gz")) {
      return "application/gzip";
    }
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "json" -> Edam.JSON.mediaType();
      case "tsv", "maf" -> Edam.TSV.mediaType();
      case "csv" -> Edam.CSV.mediaType();
      case "html" -> Edam.HTML.mediaType();
      case "svg" -> "image/svg+xml";
      case "png" -> "image/png";
      case "zip" -> Edam.ZIP.mediaType();
      case "yaml" -> "application/yaml";
      case "model" -> "application/octet-stream";
      default -> Edam.TEXT.mediaType();
    };
  }
}
