package org.omicroutes.provenance;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.omicroutes.step.Execution;
import org.omicroutes.step.FileRef;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepSpec;

/** The connections between parameters of a crate that is being made. */
final class Connections {
  private final Entities entities;
  private final FileEntities files;
  private final StepSpec<?> workflow;
  private final CrateWriter.Call call;
  private final Map<String, Set<String>> connections = new LinkedHashMap<>();
  private final Set<String> described = new LinkedHashSet<>();

  Connections(Entities entities, FileEntities files, StepSpec<?> workflow, CrateWriter.Call call) {
    this.entities = entities;
    this.files = files;
    this.workflow = workflow;
    this.call = call;
  }

  /** How files went from parameter to parameter: to steps, and out of the workflow. */
  void add(Collection<Execution> finished, Flow flow) {
    for (Execution execution : finished) {
      for (FileRef input : execution.inputs()) {
        call.inputs()
            .forEach(
                (port, file) -> {
                  String place = files.place(file);
                  if (input.path().equals(place) || input.path().startsWith(place + "/")) {
                    Flow.End from = new Flow.End(workflow.name(), port.replaceAll("/.*", ""));
                    Flow.End to = new Flow.End(execution.step(), input.port());
                    connect(WorkflowEntities.howToId(to.step()), new Flow.Link(from, to));
                  }
                });
      }
      for (FileRef output : execution.outputs()) {
        Port out =
            CrateBuilder.isIntermediate(output) ? null : Ports.output(workflow, output.path());
        if (out != null) {
          Flow.End from = new Flow.End(execution.step(), output.port());
          Flow.End to = new Flow.End(workflow.name(), out.name());
          connect(call.definition(), new Flow.Link(from, to));
        }
      }
    }
    flow.links().forEach(link -> connect(WorkflowEntities.howToId(link.to().step()), link));
    connections.forEach((owner, ids) -> entities.get(owner).links("connection", ids));
  }

  private void connect(String owner, Flow.Link link) {
    String source = ParameterEntities.id(link.from().step(), link.from().port());
    String target = ParameterEntities.id(link.to().step(), link.to().port());
    if (source.equals(target) || !entities.has(source) || !entities.has(target)) {
      return;
    }
    String id = "#connection-" + source.substring(1) + "-to-" + target.substring(1);
    if (described.add(id)) {
      entities.add(
          new Entity(id, "ParameterConnection")
              .link("sourceParameter", source)
              .link("targetParameter", target));
    }
    connections.computeIfAbsent(owner, o -> new LinkedHashSet<>()).add(id);
  }
}
