package org.omicroutes.provenance.rerun;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.provenance.Crate;
import org.omicroutes.provenance.CrateEntity;

/** A run as its crate tells of it: its call and the executions of its steps. */
final class RecordedRun {
  private static final String COMPLETED = "http://schema.org/CompletedActionStatus";

  private final Crate crate;
  private final List<RecordedStep> steps = new ArrayList<>();

  /**
   * @throws DataException where the run was not completed, or the crate lacks what a rerun needs
   */
  RecordedRun(Crate crate) {
    this.crate = crate;
    String main = crate.mainEntity().map(CrateEntity::id).orElse("");
    for (CrateEntity entity : crate.entities()) {
      if (entity.is("CreateAction")) {
        requireCompleted(entity);
        if (!entity.links("instrument").contains(main)) {
          steps.add(step(entity));
        }
      }
    }
    if (steps.isEmpty()) {
      throw error("mentions", "no execution of a step", "a run that OmicRoutes recorded");
    }
  }

  Crate crate() {
    return crate;
  }

  List<RecordedStep> steps() {
    return steps;
  }

  /** The call of the workflow: its parameters by name. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    crate.run().ifPresent(run -> values(run).forEach(v -> put(parameters, v)));
    return parameters;
  }

  /** The call of the workflow: port, or {@code port/NAME}, to the id of what was given. */
  Map<String, String> inputs() {
    Map<String, String> inputs = new LinkedHashMap<>();
    crate
        .run()
        .ifPresent(
            run -> {
              for (RecordedStep.Input input : read(run, crate.mainEntity().orElseThrow())) {
                if (input.port() != null) {
                  String name = input.name() == null ? "" : "/" + input.name();
                  inputs.put(input.port() + name, input.id());
                }
              }
            });
    return inputs;
  }

  /** Everything that steps read and none of them wrote: id to entity. */
  Map<String, CrateEntity> external() {
    Set<String> written = written();
    Map<String, CrateEntity> external = new LinkedHashMap<>();
    for (RecordedStep step : steps) {
      for (RecordedStep.Input input : step.inputs()) {
        if (!isWritten(input.id(), written)) {
          external.put(
              input.id(),
              crate
                  .find(input.id())
                  .orElseThrow(() -> error(input.id(), "no such entity", "a file that was read")));
        }
      }
    }
    return external;
  }

  /** The places in the run's folder that steps wrote to. */
  Set<String> written() {
    Set<String> written = new LinkedHashSet<>();
    steps.forEach(step -> written.addAll(step.outputs().values()));
    return written;
  }

  /** Whether something lies at, or in a folder at, one of the places. */
  boolean isWritten(String id, Set<String> written) {
    if (id.startsWith("file:")) {
      return false;
    }
    String place = place(id);
    for (String end = place; end != null; ) {
      if (written.contains(end)) {
        return true;
      }
      int slash = end.lastIndexOf('/');
      end = slash < 0 ? null : end.substring(0, slash);
    }
    return false;
  }

  /** Whether a file went from step to step of an engine, and was not kept. */
  private static boolean isGone(String id) {
    return id.startsWith("#work/");
  }

  /** The places that steps wrote to, of what was kept. */
  Set<String> kept() {
    Set<String> kept = written();
    for (CrateEntity entity : crate.entities()) {
      if (isGone(entity.id())) {
        kept.remove(place(entity.id()));
      }
    }
    return kept;
  }

  /** The place of a relative id in the run's folder; of a file that was not kept, where it was. */
  String place(String id) {
    Path path =
        crate
            .path(isGone(id) ? id.substring(1) : id)
            .orElseThrow(() -> error(id, "no path", "a file or folder"));
    if (!path.startsWith(crate.root())) {
      throw error(id, "a path out of the crate", "a path in the run's folder");
    }
    return crate.root().relativize(path).toString();
  }

  private void requireCompleted(CrateEntity action) {
    List<String> status = action.links("actionStatus");
    if (!status.isEmpty() && !status.contains(COMPLETED)) {
      throw error(
          action.id(), status.get(0).replaceAll(".*/", ""), "a completed run: " + COMPLETED);
    }
  }

  private RecordedStep step(CrateEntity action) {
    CrateEntity tool =
        action.links("instrument").stream()
            .findFirst()
            .flatMap(crate::find)
            .orElseThrow(() -> error(action.id(), "no instrument", "the step that ran"));
    String version = tool.text("softwareVersion");
    Map<String, String> parameters = new LinkedHashMap<>();
    values(action).forEach(value -> put(parameters, value));
    return new RecordedStep(
        action.id(),
        tool.text("name"),
        version == null ? tool.text("version") : version,
        parameters,
        read(action, tool),
        outputs(action, tool));
  }

  private static void put(Map<String, String> parameters, CrateEntity value) {
    String text = value.text("value");
    parameters.put(value.text("name"), text == null ? "" : text);
  }

  /** The values that are parameters, and not the names of files. */
  private List<CrateEntity> values(CrateEntity action) {
    return action.links("object").stream()
        .flatMap(id -> crate.find(id).stream())
        .filter(e -> e.is("PropertyValue") && e.links("valueReference").isEmpty())
        .toList();
  }

  private List<RecordedStep.Input> read(CrateEntity action, CrateEntity tool) {
    Map<String, List<CrateEntity>> bindings = new LinkedHashMap<>();
    List<String> files = new ArrayList<>();
    for (String id : action.links("object")) {
      CrateEntity entity = crate.find(id).orElse(null);
      if (entity == null || entity.is("File") || entity.is("Dataset") || isGone(id)) {
        files.add(id);
      } else if (!entity.links("valueReference").isEmpty()) {
        String file = entity.links("valueReference").get(0);
        bindings.computeIfAbsent(file, f -> new ArrayList<>()).add(entity);
      }
    }
    List<RecordedStep.Input> inputs = new ArrayList<>();
    for (String id : files) {
      List<CrateEntity> names = bindings.getOrDefault(id, List.of());
      if (names.isEmpty()) {
        inputs.add(new RecordedStep.Input(port(id, tool, "input"), null, id));
      } else {
        // A file that was read twice is listed twice, and so are its names.
        CrateEntity name = names.remove(0);
        inputs.add(new RecordedStep.Input(name.text("name"), name.text("value"), id));
        if (names.isEmpty()) {
          bindings.remove(id);
        }
      }
    }
    return inputs;
  }

  private Map<String, String> outputs(CrateEntity action, CrateEntity tool) {
    Map<String, String> outputs = new LinkedHashMap<>();
    for (String id : action.links("result")) {
      String port = port(id, tool, "output");
      if (port == null) {
        throw error(id, "no port of " + tool.text("name"), "exampleOfWork with its output port");
      }
      if (outputs.put(port, place(id)) != null) {
        throw error(action.id(), "two results on port " + port, "one file or folder on each port");
      }
    }
    return outputs;
  }

  /** The name of the tool's parameter that the file is a value of; null where it is of none. */
  private String port(String id, CrateEntity tool, String side) {
    List<String> works = crate.find(id).map(e -> e.links("exampleOfWork")).orElse(List.of());
    return tool.links(side).stream()
        .filter(works::contains)
        .findFirst()
        .flatMap(crate::find)
        .map(parameter -> parameter.text("name"))
        .orElse(null);
  }

  private DataException error(String entity, String found, String expected) {
    return DataException.in(crate.file()).column(entity).error(found, expected);
  }
}
