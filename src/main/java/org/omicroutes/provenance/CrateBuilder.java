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
import org.omicroutes.provenance.CrateWriter.Call;
import org.omicroutes.provenance.CrateWriter.Failure;
import org.omicroutes.provenance.CrateWriter.Outcome;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Execution;
import org.omicroutes.step.FileRef;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
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

  private final Path root;
  private final StepSpec<?> workflow;
  private final Call call;
  private final Map<String, Entity> entities = new LinkedHashMap<>();
  private final Set<String> parts = new LinkedHashSet<>();
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
    this.root = root;
    this.workflow = workflow;
    this.call = call;
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
    fillRoot(descriptor, dataset, ended);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(
        "@context",
        List.of(
            "https://w3id.org/ro/crate/1.1/context",
            "https://w3id.org/ro/terms/workflow-run/context"));
    json.put("@graph", entities.values().stream().map(Entity::toJson).toList());
    return json;
  }

  private Entity add(Entity entity) {
    entities.put(entity.id(), entity);
    return entity;
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
        .links("hasPart", parts)
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
            .set("version", Software.version())
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
    execution.inputs().forEach(file -> objects.add(addFile(file, execution.step())));
    execution
        .parameters()
        .forEach((name, value) -> objects.add(addValue(execution.step(), name, value)));
    List<String> results =
        outcome == Outcome.COMPLETED
            ? execution.outputs().stream().map(file -> addFile(file, execution.step())).toList()
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

  private static String toolId(String step) {
    return "#step-" + step;
  }

  private static String howToId(String step) {
    return "#howto-" + step;
  }

  private static String parameterId(String owner, String name) {
    return "#" + owner + "-" + name;
  }

  /**
   * @param step whose port the file lay on; null where a step has said so already
   */
  private String addFile(FileRef file, String step) {
    boolean inside = !Path.of(file.path()).isAbsolute();
    String id = inside ? uriPath(file.path()) : Path.of(file.path()).toUri().toString();
    Entity entity = entities.get(id);
    if (entity == null) {
      boolean folder = inside && Files.isDirectory(root.resolve(file.path()));
      entity =
          add(new Entity(folder && !id.endsWith("/") ? id + "/" : id, folder ? "Dataset" : "File"));
      parts.add(entity.id());
    }
    entity
        .set("name", Path.of(file.path()).getFileName().toString())
        .set("sha256", file.sha256())
        .set("contentSize", String.valueOf(file.size()))
        .set("encodingFormat", mediaType(file.path()));
    if (step != null && !file.port().equals("also")) {
      entity.link("exampleOfWork", parameterId(step, file.port()));
    }
    return entity.id();
  }

  /** A relative path as a URI reference: what is not plain in a path is percent-encoded. */
  private static String uriPath(String path) {
    return Path.of("/").resolve(path).toUri().getRawPath().substring(1);
  }

  private static String mediaType(String path) {
    String name = path.endsWith(".gz") ? path.substring(0, path.length() - 3) : path;
    if (path.endsWith(".gz")) {
      return "application/gzip";
    }
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "json" -> Edam.JSON.mediaType();
      case "tsv", "maf" -> Edam.TSV.mediaType();
      case "csv" -> Edam.CSV.mediaType();
      case "html" -> Edam.HTML.mediaType();
      case "zip" -> Edam.ZIP.mediaType();
      case "yaml" -> "application/yaml";
      default -> Edam.TEXT.mediaType();
    };
  }

  private String addValue(String owner, String name, String value) {
    String id = parameterId(owner, name) + "=" + Integer.toHexString(value.hashCode());
    if (!entities.containsKey(id)) {
      add(
          new Entity(id, "PropertyValue")
              .set("name", name)
              .set("value", value)
              .link("exampleOfWork", parameterId(owner, name)));
    }
    return id;
  }

  private void addCall(Outcome outcome, String error, String ended, Collection<Execution> finished)
      throws IOException {
    List<String> objects = new ArrayList<>();
    for (var input : call.inputs().entrySet()) {
      String path = input.getValue().toAbsolutePath().normalize().toString();
      finished.stream()
          .flatMap(execution -> execution.inputs().stream())
          .filter(file -> file.path().equals(path))
          .findFirst()
          .ifPresent(file -> objects.add(addFile(file, workflow.name())));
    }
    call.origins().forEach(origin -> objects.add(addOrigin(origin)));
    call.parameters().forEach((name, value) -> objects.add(addValue(workflow.name(), name, value)));
    List<String> results =
        finished.stream()
            .flatMap(execution -> execution.outputs().stream())
            .filter(file -> !file.path().startsWith("work"))
            .map(file -> addFile(file, null))
            .distinct()
            .toList();
    add(
        new Entity(RUN_ID, "CreateAction")
            .set("name", "Run of " + workflow.name())
            .link("instrument", call.definition())
            .links("object", objects)
            .links("result", results)
            .set("startTime", call.started().toString())
            .set("endTime", ended)
            .link("actionStatus", outcome.iri())
            .set("error", error));
    add(
        new Entity("#orchestration", "OrganizeAction")
            .set("name", Software.NAME + " " + Software.version())
            .link("instrument", "#engine")
            .links("object", controls)
            .link("result", RUN_ID)
            .set("startTime", call.started().toString())
            .set("endTime", ended));
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
    Path definition = root.resolve(call.definition());
    Entity entity =
        add(
            new Entity(
                call.definition(), "File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"));
    parts.add(entity.id());
    entity
        .set("name", workflow.name())
        .set("description", workflow.summary())
        .set("version", workflow.version())
        .set("encodingFormat", "application/yaml")
        .link("programmingLanguage", "#camel-yaml")
        .links("hasPart", usedSteps.stream().map(CrateBuilder::toolId).toList())
        .links("step", usedSteps.stream().map(CrateBuilder::howToId).toList());
    if (Files.exists(definition)) {
      entity.set("contentSize", String.valueOf(Files.size(definition)));
    }
    addParameters(entity, workflow);
    add(
        new Entity("#camel-yaml", "ComputerLanguage")
            .set("name", "Apache Camel YAML DSL")
            .link("url", "https://camel.apache.org/components/latest/others/yaml-dsl.html"));
    add(
        new Entity("https://camel.apache.org/components/latest/others/yaml-dsl.html", "WebPage")
            .set("name", "Camel YAML DSL"));
    int position = 0;
    for (String name : usedSteps) {
      StepSpec<?> spec = StepRegistry.get().find(name).map(Step::spec).orElse(null);
      Entity tool = add(new Entity(toolId(name), "SoftwareApplication").set("name", name));
      if (spec != null) {
        tool.set("description", spec.summary())
            .set("version", spec.version())
            .set("softwareVersion", spec.version())
            .link("isPartOf", "#engine");
        addParameters(tool, spec);
      }
      add(
          new Entity(howToId(name), "HowToStep")
              .set("name", name)
              .set("position", String.valueOf(++position))
              .link("workExample", toolId(name)));
    }
  }

  private void addParameters(Entity owner, StepSpec<?> spec) {
    List<String> inputs = new ArrayList<>();
    for (Port port : spec.inputs()) {
      inputs.add(addPort(spec.name(), port));
    }
    for (Parameters.Parameter parameter : spec.parameterList()) {
      String id = parameterId(spec.name(), parameter.name());
      add(
          new Entity(id, "FormalParameter")
              .set("name", parameter.name())
              .set("description", parameter.description())
              .set("additionalType", schemaType(parameter.type()))
              .set(
                  "defaultValue",
                  parameter.defaultValue().isEmpty() ? null : parameter.defaultValue())
              .set("valueRequired", "False"));
      inputs.add(id);
    }
    owner.links("input", inputs);
    owner.links("output", spec.outputs().stream().map(port -> addPort(spec.name(), port)).toList());
  }

  private String addPort(String owner, Port port) {
    String id = parameterId(owner, port.name());
    add(
        new Entity(id, "FormalParameter")
            .set("name", port.name())
            .set("description", port.description())
            .set("additionalType", port.format() == Edam.FOLDER ? "Dataset" : "File")
            .link("encodingFormat", port.format().iri())
            .set("valueRequired", port.required() ? "True" : "False"));
    if (!entities.containsKey(port.format().iri())) {
      add(new Entity(port.format().iri(), "WebSite").set("name", port.format().label()));
    }
    return id;
  }

  private static String schemaType(Class<?> type) {
    if (type == int.class || type == long.class) {
      return "Integer";
    } else if (type == double.class) {
      return "Float";
    } else if (type == boolean.class) {
      return "Boolean";
    }
    return "Text";
  }
}
