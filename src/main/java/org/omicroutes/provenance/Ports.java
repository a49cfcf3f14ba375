package org.omicroutes.provenance;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Execution;
import org.omicroutes.step.FileRef;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.step.StepSpec;

/** What the ports of steps say of the files on them. */
final class Ports {
  /** The ports of a step on which a file was read, by step and path. */
  private final Map<List<String>, Set<String>> read = new HashMap<>();

  Ports(Collection<Execution> executions) {
    for (Execution execution : executions) {
      for (FileRef input : execution.inputs()) {
        read.computeIfAbsent(List.of(execution.step(), input.path()), k -> new TreeSet<>())
            .add(input.port());
      }
    }
  }

  /** Whether the file's formal parameter does not tell on which port, or as what, it was read. */
  boolean needsName(String step, FileRef file) {
    return read.get(List.of(step, file.path())).size() > 1
        || inputs(step).stream().anyMatch(p -> p.name().equals(file.port()) && p.isNamed());
  }

  /** Whether a step writes a folder on the port. */
  static boolean isFolder(String step, String port) {
    return outputs(step).stream().anyMatch(p -> p.name().equals(port) && p.format() == Edam.FOLDER);
  }

  /**
   * The workflow's output that a file belongs to: the one that it is called after, else the folder.
   *
   * @return null where there is none
   */
  static Port output(StepSpec<?> workflow, String path) {
    String name = Path.of(path).getFileName().toString().replaceAll("\\..*", "");
    Port folder = null;
    for (Port port : workflow.outputs()) {
      if (port.name().equals(name)) {
        return port;
      }
      folder = port.format() == Edam.FOLDER ? port : folder;
    }
    return folder;
  }

  private static List<Port> inputs(String step) {
    return StepRegistry.get().find(step).map(s -> s.spec().inputs()).orElse(List.of());
  }

  private static List<Port> outputs(String step) {
    return StepRegistry.get().find(step).map(s -> s.spec().outputs()).orElse(List.of());
  }
}
