package org.omicroutes.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Results of earlier executions that are taken instead of running again. */
final class StoredResults {
  private final RunDirectory memory;
  private final Hashes hashes;
  private final FileRefs refs;
  private final OutputPlaces places;

  /**
   * @param memory where they are; null for none
   */
  StoredResults(RunDirectory memory, Hashes hashes, FileRefs refs, OutputPlaces places) {
    this.memory = memory;
    this.hashes = hashes;
    this.refs = refs;
    this.places = places;
  }

  /** The execution with the same key whose outputs are all in the store, undamaged. */
  Optional<Execution> find(Execution planned) throws IOException {
    if (memory == null) {
      return Optional.empty();
    }
    Optional<Execution> found = memory.find(planned.key());
    if (found.isEmpty()) {
      return found;
    }
    for (FileRef output : found.get().outputs()) {
      Path object = memory.object(output.sha256());
      if (!Files.exists(object) || !hashes.afresh(object).equals(output.sha256())) {
        memory.drop(output.sha256());
        return Optional.empty();
      }
    }
    return found;
  }

  /** Puts the outputs of a stored execution where a new one is to have them. */
  Execution reuse(Invocation<?> invocation, Execution planned, Execution stored)
      throws IOException {
    List<FileRef> outputs = new ArrayList<>();
    for (var asked : invocation.outputs().entrySet()) {
      List<FileRef> of =
          stored.outputs().stream().filter(o -> o.port().equals(asked.getKey())).toList();
      boolean folder = OutputPlaces.isFolder(invocation, asked.getKey());
      outputs.addAll(restore(of, asked.getValue().toAbsolutePath(), folder));
    }
    return new Execution(
        planned.key(),
        planned.step(),
        planned.version(),
        planned.label(),
        planned.parameters(),
        planned.parts(),
        planned.inputs(),
        outputs,
        stored.notes(),
        stored.started(),
        stored.ended(),
        true,
        "nothing in its key has changed");
  }

  /** Puts what is in the store in its place, unless it is there. */
  private List<FileRef> restore(List<FileRef> files, Path target, boolean folder)
      throws IOException {
    if (folder && !holds(target, files)) {
      places.clear(target);
      Files.createDirectories(target);
    }
    List<FileRef> restored = new ArrayList<>();
    for (FileRef file : files) {
      Path place = folder ? target.resolve(file.name()) : target;
      if (!Files.isRegularFile(place) || !hashes.of(place).equals(file.sha256())) {
        Files.createDirectories(place.getParent());
        RunDirectory.place(memory.object(file.sha256()), place);
      }
      restored.add(
          new FileRef(file.port(), file.name(), refs.relative(place), file.sha256(), file.size()));
    }
    return restored;
  }

  /** Whether a folder holds files of these names and no others. */
  private static boolean holds(Path folder, List<FileRef> files) throws IOException {
    return Files.isDirectory(folder)
        && Folders.files(folder).stream()
            .map(file -> folder.relativize(file).toString())
            .collect(Collectors.toSet())
            .equals(files.stream().map(FileRef::name).collect(Collectors.toSet()));
  }
}
