package org.omicroutes.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.step.FileRef;
import org.omicroutes.step.Folders;
import org.omicroutes.step.Hashes;
import org.omicroutes.step.Software;

/**
 * The crate of a workflow that another engine ran: RO-Crate 1.1 with the Process and Workflow Run
 * Crate profiles 0.5. What the engine did inside is its own to tell: where its results have a crate
 * ({@code omicroutes crate gather} makes one), that is the run's, with the steps. Else there is one
 * action, the workflow's.
 *
 * @param root the run's folder
 * @param definition the workflow's own file, relative to the run's folder, or its URL
 * @param engine that runs it
 * @param started when
 * @param inputs files and folders by the input's name
 * @param values of other inputs by name
 */
public record EngineCrate(
    Path root,
    String definition,
    EngineSoftware engine,
    Instant started,
    Map<String, List<Path>> inputs,
    Map<String, String> values) {
  private static final String PROFILES = "https://w3id.org/ro/wfrun/";
  private static final String WORKFLOW_CRATE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0";
  private static final String RUN = "#run";
  private static final String ENGINE = "#engine";
  private static final String OWNER = "workflow";
  private static final String OUTPUT = "outputs";

  /** Says that the run is at work. */
  public void begin() throws IOException {
    write(CrateWriter.Outcome.RUNNING, null, List.of());
  }

  /**
   * Says that it is complete.
   *
   * @param outputs the folder of its results
   */
  public void completed(Path outputs) throws IOException {
    Optional<NestedCrate> nested = NestedCrate.in(root, outputs);
    if (nested.isPresent()) {
      CrateFile.write(root, nested.get().whole(engine, started, Instant.now()));
    } else {
      write(CrateWriter.Outcome.COMPLETED, null, Folders.files(outputs));
    }
  }

  /** Says why it failed. */
  public void failed(String message) throws IOException {
    write(CrateWriter.Outcome.FAILED, message, List.of());
  }

  private void write(CrateWriter.Outcome outcome, String error, List<Path> outputs)
      throws IOException {
    String ended = outcome == CrateWriter.Outcome.RUNNING ? null : Instant.now().toString();
    Entities entities = new Entities();
    FileEntities files = new FileEntities(root, entities, Set.of());
    Entity descriptor = entities.add(new Entity(Crate.FILE, "CreativeWork"));
    Entity dataset = entities.add(new Entity("./", "Dataset"));
    addWorkflow(entities, files);
    addEngine(entities);
    Set<String> objects = addInputs(entities, files);
    Set<String> results = new LinkedHashSet<>();
    for (Path output : outputs) {
      String id = add(files, output, OUTPUT);
      entities.realizes(id, ParameterEntities.id(OWNER, OUTPUT));
      results.add(id);
    }
    Entity run =
        entities.add(
            new Entity(RUN, "CreateAction")
                .set("name", "Run of " + name() + " by " + engine.name())
                .link("instrument", definition)
                .links("object", objects)
                .links("result", results)
                .set("startTime", started.toString())
                .set("endTime", ended)
                .link("actionStatus", outcome.iri())
                .set("error", error));
    Agent.fromEnvironment().ifPresent(agent -> run.link("agent", entities.add(agent).id()));
    entities.add(
        new Entity("#orchestration", "OrganizeAction")
            .set("name", engine.name() + " " + engine.version())
            .link("instrument", ENGINE)
            .link("result", RUN)
            .set("startTime", started.toString())
            .set("endTime", ended));
    fillRoot(entities, descriptor, dataset, files, ended);
    CrateFile.write(root, entities.toJson());
  }

  private String name() {
    return definition.substring(definition.lastIndexOf('/') + 1);
  }

  private void addWorkflow(Entities entities, FileEntities files) throws IOException {
    Entity workflow =
        files.addDefinition(definition, "File", "SoftwareSourceCode", "ComputationalWorkflow");
    workflow
        .set("name", name())
        .set("encodingFormat", engine.mediaType())
        .link("programmingLanguage", engine.url());
    entities.add(
        new Entity(engine.url(), "ComputerLanguage")
            .set("name", engine.language())
            .link("url", engine.url()));
    Set<String> given = new LinkedHashSet<>();
    inputs.keySet().forEach(name -> given.add(parameter(entities, name, "File")));
    values.keySet().forEach(name -> given.add(parameter(entities, name, "Text")));
    workflow.links("input", given);
    workflow.links("output", List.of(parameter(entities, OUTPUT, "File")));
  }

  private static String parameter(Entities entities, String name, String kind) {
    String id = ParameterEntities.id(OWNER, name);
    entities.add(new Entity(id, "FormalParameter").set("name", name).set("additionalType", kind));
    return id;
  }

  private void addEngine(Entities entities) {
    entities.add(
        new Entity(ENGINE, "SoftwareApplication")
            .set("name", engine.name())
            .set("softwareVersion", engine.version())
            .links("softwareRequirements", List.of("#server")));
    entities.add(
        new Entity("#server", "SoftwareApplication")
            .set("name", Software.NAME)
            .set("softwareVersion", Software.version()));
  }

  private Set<String> addInputs(Entities entities, FileEntities files) throws IOException {
    Set<String> objects = new LinkedHashSet<>();
    for (var input : inputs.entrySet()) {
      for (Path file : input.getValue()) {
        String id = add(files, file, input.getKey());
        entities.realizes(id, ParameterEntities.id(OWNER, input.getKey()));
        objects.add(id);
      }
    }
    ParameterEntities parameters = new ParameterEntities(entities);
    values.forEach((name, value) -> objects.add(parameters.addValue(OWNER, name, value)));
    return objects;
  }

  private static String add(FileEntities files, Path file, String port) throws IOException {
    return files.add(
        new FileRef(port, "", files.place(file), new Hashes().of(file), Hashes.size(file)));
  }

  private void fillRoot(
      Entities entities, Entity descriptor, Entity dataset, FileEntities files, String ended) {
    Map<String, String> profiles = new LinkedHashMap<>();
    profiles.put(PROFILES + "process/0.5", "Process Run Crate");
    profiles.put(PROFILES + "workflow/0.5", "Workflow Run Crate");
    profiles.put(WORKFLOW_CRATE, "Workflow RO-Crate");
    descriptor
        .links("conformsTo", List.of("https://w3id.org/ro/crate/1.1", WORKFLOW_CRATE))
        .link("about", "./");
    dataset
        .set("name", "Run of " + name())
        .set("description", engine.language() + " workflow, run by " + engine.name())
        .set("datePublished", ended == null ? started.toString() : ended);
    entities.license(dataset);
    dataset
        .links("conformsTo", new ArrayList<>(profiles.keySet()))
        .links("hasPart", files.parts())
        .link("mainEntity", definition)
        .links("mentions", List.of(RUN));
    profiles.forEach(
        (iri, title) ->
            entities.add(
                new Entity(iri, "CreativeWork")
                    .set("name", title)
                    .set("version", iri.substring(iri.lastIndexOf('/') + 1))));
  }
}
