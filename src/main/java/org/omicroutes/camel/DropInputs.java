package org.omicroutes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.omicroutes.cohort.DataException;
import org.omicroutes.drops.DropParameters;
import org.omicroutes.formats.JoinedSamplesheet;
import org.omicroutes.formats.Samplesheet;
import org.omicroutes.state.Drop;

/**
 * What the workflow gets of a drop, or of several that were joined: then what the later one says
 * counts.
 *
 * @param drops that are in it, the latest last
 * @param files port to file
 * @param parameters of the workflow
 * @param notes what a person should know, without names of patients
 */
record DropInputs(
    List<Drop> drops, Map<String, Path> files, Map<String, String> parameters, List<String> notes) {
  /** The folder in a run's folder that holds what was made of several drops. */
  static final String JOINED = "joined";

  /** The port of the samplesheet. */
  static final String SAMPLESHEET = "samplesheet";

  private static final String SHEET = "samplesheet.csv";
  private static final List<String> NETWORKS = List.of("network.tsv", "network.tsv.gz");

  /**
   * What the workflow {@code prognosis} takes.
   *
   * @param network for drops without one of their own; null for none
   * @throws DataException where something is not as it should be
   */
  static DropInputs of(DropAttempt attempt, Path network) throws IOException {
    List<String> notes = new ArrayList<>();
    List<Drop> drops = drops(attempt, notes);
    Map<String, String> parameters = parameters(drops, notes);
    Map<String, Path> files = new LinkedHashMap<>();
    files.put(
        SAMPLESHEET,
        drops.size() == 1
            ? samplesheet(DropAttempt.folder(drops.get(0))).file()
            : joined(drops, parameters, attempt.results(), notes));
    files.put("network", network(drops, network));
    return new DropInputs(drops, files, parameters, notes);
  }

  /**
   * What steps of somebody's own take: the samplesheet, where there is one.
   *
   * @throws DataException where sheets contradict each other, or one names files of other folders
   */
  static DropInputs ofRoute(DropAttempt attempt) throws IOException {
    List<String> notes = new ArrayList<>();
    List<Drop> drops = drops(attempt, notes);
    Map<String, Path> files = new LinkedHashMap<>();
    if (drops.size() == 1) {
      ownSheet(DropAttempt.folder(drops.get(0))).ifPresent(sheet -> files.put(SAMPLESHEET, sheet));
    } else {
      Map<String, String> parameters = parameters(drops, new ArrayList<>());
      files.put(SAMPLESHEET, joined(drops, parameters, attempt.results(), notes));
    }
    return new DropInputs(drops, files, Map.of(), notes);
  }

  /** Those that are there, the latest last. */
  private static List<Drop> drops(DropAttempt attempt, List<String> notes) throws IOException {
    List<Drop> drops = new ArrayList<>();
    for (Drop drop : attempt.group().inOrder()) {
      if (isThere(drop, attempt.group().earlier())) {
        drops.add(drop);
      } else {
        notes.add(drop.path() + ", which was done before, is gone: it is not taken along");
      }
    }
    return drops;
  }

  /** Of a drop that was done before the folder may be gone; any other has to be there. */
  private static boolean isThere(Drop drop, List<Drop> earlier) throws IOException {
    Path folder = DropAttempt.folder(drop);
    if (Files.isDirectory(folder)) {
      return true;
    }
    if (earlier.contains(drop) && Files.isDirectory(Path.of(drop.root()))) {
      return false;
    }
    throw new IOException("the drop's folder is gone: " + folder);
  }

  /** Whoever leaves a drop is not to see other folders of the server. */
  private static Samplesheet samplesheet(Path drop) throws IOException {
    Path sheet = drop.resolve(SHEET);
    if (!Files.exists(sheet)) {
      throw DataException.in(drop).error("no " + SHEET, "one that names the drop's files");
    }
    return Samplesheet.readWithin(sheet, drop);
  }

  /** Whether a sheet of another kind will do is for the steps to say. */
  private static Optional<Path> ownSheet(Path drop) throws IOException {
    Path sheet = drop.resolve(SHEET);
    if (!Files.exists(sheet)) {
      return Optional.empty();
    }
    try {
      Samplesheet.read(sheet);
    } catch (DataException ofAnotherKind) {
      return Optional.of(sheet);
    }
    return Optional.of(samplesheet(drop).file());
  }

  private static Path joined(
      List<Drop> drops, Map<String, String> parameters, Path results, List<String> notes)
      throws IOException {
    Path folder = Files.createDirectories(results.resolve(JOINED));
    List<JoinedSamplesheet.Part> parts = new ArrayList<>();
    for (Drop drop : drops) {
      Path from = DropAttempt.folder(drop);
      String patients = DropParameters.read(from).get("patientColumn");
      parts.add(new JoinedSamplesheet.Part(drop.path(), samplesheet(from), patients));
    }
    JoinedSamplesheet.Joined joined =
        JoinedSamplesheet.write(parts, parameters.get("patientColumn"), folder);
    notes.addAll(joined.notes());
    List<String> lines = new ArrayList<>();
    lines.add("These drops were joined, the latest last:");
    drops.forEach(drop -> lines.add("  " + drop.path() + " (" + drop.id() + ")"));
    lines.addAll(notes);
    Files.write(folder.resolve("README.txt"), lines);
    return joined.file();
  }

  private static Path network(List<Drop> drops, Path network) {
    Path found = network;
    for (Drop drop : drops) {
      Path folder = DropAttempt.folder(drop);
      found =
          NETWORKS.stream().map(folder::resolve).filter(Files::exists).findFirst().orElse(found);
    }
    if (found == null) {
      throw DataException.in(DropAttempt.folder(drops.get(drops.size() - 1)))
          .error("no network", "network.tsv or network.tsv.gz in the drop, or --network");
    }
    return found;
  }

  private static Map<String, String> parameters(List<Drop> drops, List<String> notes)
      throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (Drop drop : drops) {
      DropParameters.read(DropAttempt.folder(drop))
          .forEach(
              (name, value) -> {
                String before = all.put(name, value);
                if (before != null && !before.equals(value)) {
                  notes.add(name + " is taken from " + drop.path() + ", the later one");
                }
              });
    }
    return all;
  }
}
