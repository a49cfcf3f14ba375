package org.omicroutes.provenance;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.step.StepSpec;

/** The workflow of a crate that is being made, its steps and their tools. */
final class WorkflowEntities {
  private final RunFacts run;
  private final Entities entities;
  private final FileEntities files;
  private final ParameterEntities parameters;

  WorkflowEntities(
      RunFacts run, Entities entities, FileEntities files, ParameterEntities parameters) {
    this.run = run;
    this.entities = entities;
    this.files = files;
    this.parameters = parameters;
  }

  static String toolId(String step) {
    return "#step-" + step;
  }

  static String howToId(String step) {
    return "#howto-" + step;
  }

  /**
   * Describes them.
   *
   * @param used the names of the steps that ran
   * @param positions of the steps that have one
   * @param program that the tools are parts of
   */
  void describe(Collection<String> used, Map<String, Integer> positions, String program)
      throws IOException {
    StepSpec<?> workflow = run.workflow();
    Entity entity =
        files.addDefinition(
            run.call().definition(),
            run.definition(),
            "File",
            "SoftwareSourceCode",
            "ComputationalWorkflow",
            "HowTo");
    entity
        .set("name", workflow.name())
        .set("description", workflow.summary())
        .set("version", workflow.version())
        .set("encodingFormat", run.engine().mediaType())
        .link("programmingLanguage", SoftwareEntities.LANGUAGE)
        .links("hasPart", used.stream().map(WorkflowEntities::toolId).toList())
        .links("step", used.stream().map(WorkflowEntities::howToId).toList());
    Map<String, String> given = new LinkedHashMap<>();
    run.call().inputs().keySet().forEach(port -> given.put(port.replaceAll("/.*", ""), "File"));
    run.call().parameters().keySet().forEach(name -> given.put(name, "Text"));
    parameters.describe(entity, workflow, given);
    used.forEach(name -> describeStep(name, positions.get(name), program));
  }

  private void describeStep(String name, Integer position, String program) {
    StepSpec<?> spec = StepRegistry.get().find(name).map(Step::spec).orElse(null);
    Entity tool = entities.add(new Entity(toolId(name), "SoftwareApplication").set("name", name));
    if (spec != null) {
      tool.set("description", spec.summary())
          .set("softwareVersion", spec.version())
          .link("isPartOf", program);
      parameters.describe(tool, spec);
    }
    entities.add(
        new Entity(howToId(name), "HowToStep")
            .set("name", name)
            .set("position", position == null ? null : position.toString())
            .link("workExample", toolId(name)));
  }
}
