package org.omicroutes.provenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.omicroutes.cohort.DataException;
import org.omicroutes.step.Execution;
import org.omicroutes.step.FileRef;

/**
 * What one execution of a step tells of itself: the piece of provenance that it leaves where an
 * engine runs the steps, each in a process of its own. It has the times of the execution and the
 * real places of the files, so that, unlike results, it is not the same again.
 */
public record StepRecord(Program program, Execution execution) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads one.
   *
   * @throws DataException where it is none
   */
  static StepRecord read(Path file) throws IOException {
    try {
      StepRecord record = JSON.readValue(file.toFile(), StepRecord.class);
      if (record.program == null || record.execution == null || record.execution.key() == null) {
        throw DataException.in(file).error("no execution of a step", "what --provenance writes");
      }
      return record;
    } catch (JsonProcessingException e) {
      throw DataException.in(file)
          .line(e.getLocation() == null ? 0 : e.getLocation().getLineNr())
          .error("broken JSON (" + e.getOriginalMessage() + ")", "what --provenance writes", e);
    }
  }

  /**
   * Writes one, whole or not at all.
   *
   * @param root folder that the execution's relative places are below
   */
  public static void write(Execution execution, Path root, Path file) throws IOException {
    Path place = file.toAbsolutePath();
    Files.createDirectories(place.getParent());
    Path temporary = place.resolveSibling(".omicroutes-" + UUID.randomUUID() + ".tmp");
    try {
      StepRecord record = new StepRecord(Program.current(), real(execution, root));
      JSON.writerWithDefaultPrettyPrinter().writeValue(temporary.toFile(), record);
      Files.move(
          temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Engines put links in front of steps; what lies behind them is the file. */
  private static Execution real(Execution execution, Path root) throws IOException {
    return withFiles(execution, real(execution.inputs(), root), real(execution.outputs(), root));
  }

  private static List<FileRef> real(List<FileRef> files, Path root) throws IOException {
    List<FileRef> real = new ArrayList<>();
    for (FileRef file : files) {
      Path path = root.resolve(file.path());
      String place = (Files.exists(path) ? path.toRealPath() : path.normalize()).toString();
      real.add(new FileRef(file.port(), file.name(), place, file.sha256(), file.size()));
    }
    return real;
  }

  static Execution withFiles(Execution of, List<FileRef> inputs, List<FileRef> outputs) {
    return new Execution(
        of.key(),
        of.step(),
        of.version(),
        of.label(),
        of.parameters(),
        of.parts(),
        inputs,
        outputs,
        of.notes(),
        of.started(),
        of.ended(),
        of.reused(),
        of.reason());
  }
}
