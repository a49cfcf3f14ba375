package org.omicroutes.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.provenance.CrateWriter.Call;
import org.omicroutes.provenance.CrateWriter.Failure;
import org.omicroutes.provenance.CrateWriter.Outcome;
import org.omicroutes.step.Execution;
import org.omicroutes.step.FileRef;
import org.omicroutes.step.Software;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
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
  private static final String ALSO = "also";

  private final StepSpec<?> workflow;
  private final Call call;
  private final Entities entities = new Entities();
  private final FileEntities files;
  private final ParameterEntities parameters = new ParameterEntities(entities);
  private final Flow flow;
  private final Ports ports;
  private final List<String> actions = new ArrayList<>();
  private final List<String> controls = new ArrayList<>();
  private final Set<String> usedSteps = new LinkedHashSet<>();

  CrateBuilder(
      Path root,
      StepSpec<?> workflow,
      Call call,
      Outcome outcome,
      String error,
      String ended,
      Collection<Execution> finished,
      List<Failure> failures)
      throws IOException {
    this.workflow = workflow;
    this.call = call;
    this.files = new FileEntities(root, entities);
    this.flow = new Flow(finished);
    List<Execution> all = new ArrayList<>(finished);
    failures.forEach(failure -> all.add(failure.execution()));
    this.ports = new Ports(all);
    Entity descriptor = add(new Entity(CrateWriter.FILE, "CreativeWork"));
    Entity dataset = add(new Entity("./", "Dataset"));
    describeSoftware();
    for (Execution execution : finished) {
      addAction(execution, Outcome.COMPLETED, null, execution.ended());
    }
    for (Failure failure : failures) {
      addAction(failure.execution(), Outcome.FAILED, failure.message(), failure.ended());
    }
    addCall(outcome, error, ended, finished);
    addWorkflow();
    new Connections(entities, files, workflow, call).add(finished, flow);
    fillRoot(descriptor, dataset, ended);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(
        "@context",
        List.of(
            "https://w3id.org/ro/crate/1.1/context",
            "https://w3id.org/ro/terms/workflow-run/context"));
    json.put("@graph", entities.all().stream().map(Entity::toJson).toList());
    return json;
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
        .set("datePublished", ended == null ? call.started().toString() : ended)
        .link("license", "#licence")
        .links("conformsTo", profiles)
        .links("hasPart", files.parts())
        .link("mainEntity", call.definition());
    List<String> mentioned = new ArrayList<>(List.of(RUN_ID));
    mentioned.addAll(actions);
    dataset.links("mentions", mentioned);
    add(
        new Entity("#licence", "CreativeWork")
            .set("name", "Terms of the data's owners")
            .set("description", "The results stay under the terms of the data they were made of."));
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

  private void describeSoftware() {
    add(
        new Entity("#engine", "SoftwareApplication")
            .set("name", Software.NAME)
            .set("softwareVersion", Software.version())
            .links("softwareRequirements", List.of("#java")));
    add(
        new Entity("#java", "SoftwareApplication")
            .set("name", System.getProperty("java.vm.name"))
            .set("softwareVersion", System.getProperty("java.runtime.version"))
            .set(
                "operatingSystem",
                System.getProperty("os.name")
                    + " "
                    + System.getProperty("os.version")
                    + " "
                    + System.getProperty("os.arch")));
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
            .link("instrument", toolId(execution.step()))
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
            .link("instrument", howToId(execution.step()))
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

  private static String toolId(String step) {
    return "#step-" + step;
  }

  static String howToId(String step) {
    return "#howto-" + step;
  }

  private void addCall(
      Outcome outcome, String error, String ended, Collection<Execution> finished) {
    List<String> objects = new ArrayList<>();
    call.inputs().forEach((port, file) -> objects.addAll(addCallInput(port, file, finished)));
    call.origins().forEach(origin -> objects.add(addOrigin(origin)));
    call.parameters()
        .forEach((name, value) -> objects.add(parameters.addValue(workflow.name(), name, value)));
    Set<String> results = new LinkedHashSet<>();
    for (Execution execution : finished) {
      List<FileRef> kept =
          execution.outputs().stream().filter(file -> !isIntermediate(file)).toList();
      results.addAll(addOutputs(execution.step(), kept));
    }
    Entity run =
        add(
            new Entity(RUN_ID, "CreateAction")
                .set("name", "Run of " + workflow.name())
                .set("description", description())
                .link("instrument", call.definition())
                .links("object", objects)
                .links("result", results)
                .set("startTime", call.started().toString())
                .set("endTime", ended)
                .link("actionStatus", outcome.iri())
                .set("error", error));
    Agent.fromEnvironment().ifPresent(agent -> run.link("agent", add(agent).id()));
    add(
        new Entity("#orchestration", "OrganizeAction")
            .set("name", Software.NAME + " " + Software.version())
            .link("instrument", "#engine")
            .links("object", controls)
            .link("result", RUN_ID)
            .set("startTime", call.started().toString())
            .set("endTime", ended));
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
  private List<String> addCallInput(String port, Path file, Collection<Execution> finished) {
    String place = files.place(file);
    List<FileRef> read = FileEntities.readAt(place, finished);
    if (read.isEmpty()) {
      return List.of();
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

  private void addWorkflow() throws IOException {
    Entity entity =
        files.addDefinition(
            call.definition(), "File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo");
    entity
        .set("name", workflow.name())
        .set("description", workflow.summary())
        .set("version", workflow.version())
        .set("encodingFormat", "application/yaml")
        .link("programmingLanguage", "#camel-yaml")
        .links("hasPart", usedSteps.stream().map(CrateBuilder::toolId).toList())
        .links("step", usedSteps.stream().map(CrateBuilder::howToId).toList());
    Map<String, String> given = new LinkedHashMap<>();
    call.inputs().keySet().forEach(port -> given.put(port.replaceAll("/.*", ""), "File"));
    call.parameters().keySet().forEach(name -> given.put(name, "Text"));
    parameters.describe(entity, workflow, given);
    add(
        new Entity("#camel-yaml", "ComputerLanguage")
            .set("name", "Apache Camel YAML DSL")
            .link("url", "https://camel.apache.org/components/latest/others/yaml-dsl.html"));
    add(
        new Entity("https://camel.apache.org/components/latest/others/yaml-dsl.html", "WebPage")
            .set("name", "Camel YAML DSL"));
    Map<String, Integer> positions = flow.positions(usedSteps);
    for (String name : usedSteps) {
      StepSpec<?> spec = StepRegistry.get().find(name).map(Step::spec).orElse(null);
      Entity tool = add(new Entity(toolId(name), "SoftwareApplication").set("name", name));
      if (spec != null) {
        tool.set("description", spec.summary())
            .set("softwareVersion", spec.version())
            .link("isPartOf", "#engine");
        parameters.describe(tool, spec);
      }
      add(
          new Entity(howToId(name), "HowToStep")
              .set("name", name)
              .set("position", text(positions.get(name)))
              .link("workExample", toolId(name)));
    }
  }

  private static String text(Integer number) {
    return number == null ? null : number.toString();
  }
}
