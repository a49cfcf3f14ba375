package org.omicroutes.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.provenance.CrateWriter.Call;
import org.omicroutes.provenance.CrateWriter.Failure;
import org.omicroutes.provenance.CrateWriter.Outcome;
import org.omicroutes.step.Execution;
import org.omicroutes.step.FileRef;
import org.omicroutes.step.Hashes;
import org.omicroutes.step.StepSpec;

/**
 * The JSON-LD of one run: RO-Crate 1.1 with the Process, Workflow and Provenance Run Crate profiles
 * 0.5 (https://www.researchobject.org/workflow-run-crate/): the workflow and its call, each step as
 * a tool, and each execution as a {@code CreateAction} with its files (SHA-256, size) and values.
 */
final class CrateBuilder {
  private static final String PROFILES = "https://w3id.org/ro/wfrun/";
  private static final String WORKFLOW_CRATE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0";
  private static final String RUN_ID = "#run";

  /** The port of files that an input names. */
  static final String ALSO = "also";

  private final RunFacts run;
  private final StepSpec<?> workflow;
  private final Call call;
  private final SoftwareEntities software;
  private final Entities entities = new Entities();
  private final FileEntities files;
  private final ParameterEntities parameters = new ParameterEntities(entities);
  private final Flow flow;
  private final Ports ports;
  private final List<String> actions = new ArrayList<>();
  private final List<String> controls = new ArrayList<>();
  private final Set<String> usedSteps = new LinkedHashSet<>();

  CrateBuilder(RunFacts run) throws IOException {
    this.run = run;
    this.workflow = run.workflow();
    this.call = run.call();
    this.files = new FileEntities(run.root(), entities, run.gone());
    this.software = new SoftwareEntities(entities, run.engine());
    this.flow = new Flow(run.finished());
    this.ports = new Ports(run.executions());
    Entity descriptor = add(new Entity(CrateWriter.FILE, "CreativeWork"));
    Entity dataset = add(new Entity("./", "Dataset"));
    software.describe(run.programs());
    for (Execution execution : run.finished()) {
      addAction(execution, Outcome.COMPLETED, null, execution.ended());
    }
    for (Failure failure : run.failures()) {
      addAction(failure.execution(), Outcome.FAILED, failure.message(), failure.ended());
    }
    addCall();
    new WorkflowEntities(run, entities, files, parameters)
        .describe(usedSteps, flow.positions(usedSteps), software.program());
    new Connections(entities, files, workflow, call).add(run.finished(), flow);
    fillRoot(descriptor, dataset, run.ended());
  }

  Map<String, Object> toJson() {
    return entities.toJson();
  }

  private Entity add(Entity entity) {
    return entities.add(entity);
  }

  private void fillRoot(Entity descriptor, Entity dataset, String ended) {
    List<String> profiles =
        List.of(
            PROFILES + "process/0.5",
            PROFILES + "workflow/0.5",
            PROFILES + "provenance/0.5",
            WORKFLOW_CRATE);
    descriptor
        .links("conformsTo", List.of("https://w3id.org/ro/crate/1.1", WORKFLOW_CRATE))
        .link("about", "./");
    dataset
        .set("name", "Run of " + workflow.name())
        .set("description", workflow.summary())
        .set("datePublished", ended == null ? call.started().toString() : ended);
    entities.license(dataset);
    dataset
        .links("conformsTo", profiles)
        .links("hasPart", files.parts())
        .link("mainEntity", call.definition());
    List<String> mentioned = new ArrayList<>(List.of(RUN_ID));
    mentioned.addAll(actions);
    dataset.links("mentions", mentioned);
    String[] names = {
      "Process Run Crate", "Workflow Run Crate", "Provenance Run Crate", "Workflow RO-Crate"
    };
    for (int i = 0; i < names.length; i++) {
      String iri = profiles.get(i);
      add(
          new Entity(iri, "CreativeWork")
              .set("name", names[i])
              .set("version", iri.substring(iri.lastIndexOf('/') + 1)));
    }
  }

  private void addAction(Execution execution, Outcome outcome, String error, String ended) {
    String id = "#action-" + (actions.size() + 1);
    usedSteps.add(execution.step());
    List<String> objects = new ArrayList<>();
    execution.inputs().forEach(file -> objects.addAll(addInput(id, execution.step(), file)));
    execution
        .parameters()
        .forEach((name, value) -> objects.add(parameters.addValue(execution.step(), name, value)));
    List<String> results =
        outcome == Outcome.COMPLETED
            ? addOutputs(execution.step(), execution.outputs())
            : List.of();
    add(
        new Entity(id, "CreateAction")
            .set("name", execution.step() + ": " + execution.label())
            .set("description", description(execution))
            .link("instrument", WorkflowEntities.toolId(execution.step()))
            .links("object", objects)
            .links("result", results)
            .set("startTime", execution.started())
            .set("endTime", ended)
            .link("actionStatus", outcome.iri())
            .set("error", error)
            .set("identifier", execution.key()));
    actions.add(id);
    String control = "#control-" + actions.size();
    add(
        new Entity(control, "ControlAction")
            .set("name", "orchestrate " + execution.step())
            .link("instrument", WorkflowEntities.howToId(execution.step()))
            .link("object", id)
            .link("actionStatus", outcome.iri()));
    controls.add(control);
  }

  /** Why it ran and, where there was a choice, what computed it. */
  private static String description(Execution execution) {
    List<String> sentences = new ArrayList<>();
    sentences.add(execution.reused() ? "result reused" : execution.reason());
    sentences.addAll(execution.computedBy());
    return String.join("; ", sentences);
  }

  /** The file, and the name under which it was read where the port alone does not say it all. */
  private List<String> addInput(String action, String step, FileRef file) {
    String id = files.add(file);
    if (file.port().equals(ALSO)) {
      return List.of(id);
    }
    entities.realizes(id, ParameterEntities.id(step, file.port()));
    return ports.needsName(step, file)
        ? List.of(id, parameters.addBinding(action, step, file.port(), file.name(), id))
        : List.of(id);
  }

  private List<String> addOutputs(String step, List<FileRef> outputs) {
    List<String> results = new ArrayList<>();
    for (FileRef output : outputs) {
      String id = files.add(output);
      if (Ports.isFolder(step, output.port()) && !output.path().equals(output.name())) {
        // Of a folder the run's files come and go as one.
        String folder =
            output.path().substring(0, output.path().length() - output.name().length() - 1);
        id = files.addFolder(folder, List.of(id));
      }
      entities.realizes(id, ParameterEntities.id(step, output.port()));
      if (!results.contains(id)) {
        results.add(id);
      }
    }
    return results;
  }

  private void addCall() throws IOException {
    Collection<Execution> finished = run.finished();
    List<String> objects = new ArrayList<>();
    for (Map.Entry<String, Path> input : call.inputs().entrySet()) {
      objects.addAll(addCallInput(input.getKey(), input.getValue(), finished));
    }
    call.origins().forEach(origin -> objects.add(addOrigin(origin)));
    call.parameters()
        .forEach((name, value) -> objects.add(parameters.addValue(workflow.name(), name, value)));
    Set<String> results = new LinkedHashSet<>();
    for (Execution execution : finished) {
      List<FileRef> kept =
          execution.outputs().stream().filter(file -> !isIntermediate(file)).toList();
      results.addAll(addOutputs(execution.step(), kept));
    }
    Entity action =
        add(
            new Entity(RUN_ID, "CreateAction")
                .set("name", "Run of " + workflow.name())
                .set("description", description())
                .link("instrument", call.definition())
                .links("object", objects)
                .links("result", results)
                .set("startTime", call.started().toString())
                .set("endTime", run.ended())
                .link("actionStatus", run.outcome().iri())
                .set("error", run.error()));
    Agent.of(run.agent()).ifPresent(agent -> action.link("agent", add(agent).id()));
    software.organize(controls, RUN_ID, call.started().toString(), run.ended());
  }

  static boolean isIntermediate(FileRef file) {
    return file.path().startsWith("work/");
  }

  private String description() {
    StringBuilder text = new StringBuilder(workflow.name());
    call.parameters()
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                text.append(' ').append(name).append('=').append(value);
              }
            });
    return text.toString();
  }

  /**
   * What was given on a port, as far as steps read it.
   *
   * @param port {@code port/NAME} on ports that take several
   */
  private List<String> addCallInput(String port, Path file, Collection<Execution> finished)
      throws IOException {
    String place = files.place(file);
    List<FileRef> read = FileEntities.readAt(place, finished);
    if (read.isEmpty() && run.engine().isOwn()) {
      return List.of();
    }
    if (read.isEmpty()) {
      // An engine may have taken it apart before any step saw it.
      read = List.of(new FileRef(port, "", place, new Hashes().of(file), Hashes.size(file)));
    }
    boolean isItself = read.get(0).path().equals(place);
    String id =
        isItself
            ? files.add(read.get(0))
            : files.addFolder(place, read.stream().map(files::add).toList());
    int slash = port.indexOf('/');
    String name = slash < 0 ? port : port.substring(0, slash);
    entities.realizes(id, ParameterEntities.id(workflow.name(), name));
    boolean isNamed =
        workflow.inputs().stream().allMatch(p -> !p.name().equals(name) || p.isNamed());
    return slash < 0 || !isNamed
        ? List.of(id)
        : List.of(
            id,
            parameters.addBinding(RUN_ID, workflow.name(), name, port.substring(slash + 1), id));
  }

  private String addOrigin(CrateWriter.Origin origin) {
    return add(new Entity("#drop-" + origin.id(), "Dataset")
            .set("name", origin.name())
            .set("description", origin.description())
            .set("identifier", origin.id())
            .set("sha256", origin.content()))
        .id();
  }
}
