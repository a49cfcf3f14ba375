package org.omicroutes.provenance;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.step.Execution;
import org.omicroutes.step.FileRef;
import org.omicroutes.step.Hashes;

/**
 * The places that files have in the crate of a run of which each step told on its own. What was
 * kept has its place in the folder of results. What steps made and nobody kept is below {@code
 * work/}, in a folder of the step and its key: the same work makes the same file. An input is what
 * lay at its real place; where an engine copies files, it is the file of the same SHA-256.
 */
final class GatheredFiles {
  private static final int KEY_CHARACTERS = 12;

  private final List<Execution> executions;
  private final Hashes hashes = new Hashes();
  private final Map<FileRef, String> kept = new HashMap<>();
  private final Map<String, String> byPath = new HashMap<>();
  private final Map<String, String> byContent = new HashMap<>();
  private final Map<String, String> given = new HashMap<>();
  private final Set<String> gone = new TreeSet<>();

  /**
   * @param executions with real places
   * @param results place in the folder of results to a file, or a folder of files
   * @param inputs of the workflow
   * @throws DataException where no execution made a result
   */
  GatheredFiles(List<Execution> executions, Map<String, Path> results, Iterable<Path> inputs)
      throws IOException {
    this.executions = executions;
    keep(files(results));
    for (Execution execution : executions) {
      for (FileRef output : execution.outputs()) {
        String place = place(execution, output);
        byPath.put(output.path(), place);
        byContent.putIfAbsent(output.sha256(), place);
      }
    }
    for (Path input : inputs) {
      String place = input.toRealPath().toString();
      given.put(place, place);
      given.putIfAbsent(hashes.of(input), place);
    }
  }

  /** The files of results, by place; a folder stands for what is in it. */
  private static Map<String, Path> files(Map<String, Path> results) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    for (Map.Entry<String, Path> result : results.entrySet()) {
      Path path = result.getValue();
      if (!Files.exists(path)) {
        throw DataException.in(path).error("no such file", "a result of the run");
      }
      try (Stream<Path> all = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          String below = path.relativize(file).toString();
          files.put(result.getKey() + (below.isEmpty() ? "" : "/" + below), file);
        }
      }
    }
    return files;
  }

  private void keep(Map<String, Path> results) throws IOException {
    Map<String, FileRef> made = new HashMap<>();
    Map<String, List<FileRef>> alike = new HashMap<>();
    for (Execution execution : executions) {
      for (FileRef output : execution.outputs()) {
        made.put(output.path(), output);
        alike.computeIfAbsent(likeness(output), l -> new ArrayList<>()).add(output);
      }
    }
    Map<String, Path> copies = new LinkedHashMap<>();
    for (Map.Entry<String, Path> result : results.entrySet()) {
      FileRef output = made.get(result.getValue().toRealPath().toString());
      if (output == null) {
        copies.put(result.getKey(), result.getValue());
      } else {
        kept.put(output, result.getKey());
      }
    }
    for (Map.Entry<String, Path> copy : copies.entrySet()) {
      Path file = copy.getValue();
      String likeness = hashes.of(file) + " " + file.getFileName();
      FileRef output =
          alike.getOrDefault(likeness, List.of()).stream()
              .filter(one -> !kept.containsKey(one))
              .findFirst()
              .orElseThrow(
                  () ->
                      DataException.in(file)
                          .error("a file that no step made", "a result of the steps told of"));
      kept.put(output, copy.getKey());
    }
  }

  private static String likeness(FileRef output) {
    return output.sha256() + " " + fileName(output);
  }

  private String place(Execution execution, FileRef output) {
    String place = kept.get(output);
    if (place == null) {
      place = "work/" + execution.step() + "-" + start(execution.key()) + "/" + name(output);
      gone.add(place);
    }
    return place;
  }

  private static String start(String hash) {
    return hash.substring(0, Math.min(hash.length(), KEY_CHARACTERS));
  }

  /** The file's name; of one in a folder, the folder's with the path in it. */
  private static String name(FileRef output) {
    Path path = Path.of(output.path());
    int inside = output.name().isEmpty() ? 0 : Path.of(output.name()).getNameCount();
    return path.subpath(path.getNameCount() - 1 - inside, path.getNameCount()).toString();
  }

  /** Places of files that steps made or an engine put together, and that were not kept. */
  Set<String> gone() {
    return gone;
  }

  /** An execution with the places that its files have in the crate. */
  Execution placed(Execution of, String reason) {
    List<FileRef> outputs =
        of.outputs().stream().map(output -> at(output, place(of, output))).toList();
    Set<String> own = outputs.stream().map(FileRef::path).collect(Collectors.toSet());
    List<FileRef> inputs =
        of.inputs().stream().map(input -> at(input, source(input, own))).toList();
    return new Execution(
        of.key(),
        of.step(),
        of.version(),
        outputs.isEmpty() ? of.step() : outputs.get(0).path(),
        of.parameters(),
        of.parts(),
        inputs,
        outputs,
        of.notes(),
        of.started(),
        of.ended(),
        of.reused(),
        reason);
  }

  private static FileRef at(FileRef file, String place) {
    return new FileRef(file.port(), file.name(), place, file.sha256(), file.size());
  }

  /**
   * @param own what the execution made: it may have made what it read once more, but did not read
   *     what it made
   */
  private String source(FileRef input, Set<String> own) {
    String here = byPath.getOrDefault(input.path(), given.get(input.path()));
    if (here != null) {
      return here;
    }
    if (input.port().equals(CrateBuilder.ALSO)) {
      // Data that a samplesheet names: they are where they are.
      return input.path();
    }
    String alike = given.getOrDefault(input.sha256(), byContent.get(input.sha256()));
    if (alike != null && !own.contains(alike)) {
      return alike;
    }
    String made = "work/" + input.port() + "-" + start(input.sha256()) + "/" + fileName(input);
    gone.add(made);
    return made;
  }

  private static String fileName(FileRef file) {
    return Path.of(file.path()).getFileName().toString();
  }
}
