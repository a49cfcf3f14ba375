package org.omicroutes.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.camel.WorkflowEngine;
import org.omicroutes.camel.Workflows;
import org.omicroutes.camel.Workflows.Workflow;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.RunListener;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.step.StepSpec;

/** What can be run: the workflows that ship with the program, and each step by itself. */
final class Offers {
  /** The workflow type of all that is offered. */
  static final String TYPE = "omicroutes";

  static final String TYPE_VERSION = "1";
  private static final String STEP = "step:";

  private Offers() {}

  /**
   * A workflow or a step.
   *
   * @param name as {@code workflow_url} gives it
   */
  record Offer(String name, StepSpec<?> spec, Optional<Workflow> workflow, Optional<Step<?>> step) {

    /**
     * That the parameters can be, with these files.
     *
     * @throws IllegalArgumentException where they cannot
     */
    void check(RunBinding.Bound bound) {
      if (workflow.isPresent()) {
        workflow.get().parameters(bound.parameters(), bound.inputs().keySet());
      } else {
        Parameters.parse(spec.parameters(), bound.parameters());
      }
    }

    /** Runs it in a folder, to its end. */
    void run(
        WorkflowEngine engine,
        RunBinding.Bound bound,
        java.nio.file.Path folder,
        List<RunListener> listeners)
        throws Exception {
      if (workflow.isPresent()) {
        engine.load(workflow.get());
        engine.run(
            workflow.get(), bound.inputs(), bound.outputs(), bound.parameters(), folder, listeners);
      } else {
        engine.run(
            step.orElseThrow(),
            bound.inputs(),
            bound.outputs(),
            bound.parameters(),
            folder,
            listeners);
      }
    }
  }

  /**
   * @param name {@code prognosis}, {@code step:vst}, …
   * @throws Refusal where there is none
   */
  static Offer find(String name) {
    if (name.startsWith(STEP)) {
      Step<?> step =
          StepRegistry.get().find(name.substring(STEP.length())).orElseThrow(() -> unknown(name));
      return new Offer(name, step.spec(), Optional.empty(), Optional.of(step));
    }
    Workflow workflow = Workflows.find(name).orElseThrow(() -> unknown(name));
    return new Offer(name, workflow.spec(), Optional.of(workflow), Optional.empty());
  }

  private static Refusal unknown(String name) {
    return Refusal.malformed("workflow_url: found '" + name + "', expected one of " + names());
  }

  /** All names. */
  static List<String> names() {
    List<String> names = new ArrayList<>(Workflows.all().stream().map(Workflow::name).toList());
    StepRegistry.get().all().forEach(step -> names.add(STEP + step.spec().name()));
    return names;
  }

  /**
   * Refuses other workflow languages and versions.
   *
   * @param versions accepted, by type
   */
  static void requireType(String type, String version, Map<String, List<String>> versions) {
    if (!versions.containsKey(type)) {
      throw Refusal.malformed(
          "workflow_type: found '" + type + "', expected one of " + versions.keySet());
    }
    if (!versions.get(type).contains(version)) {
      throw Refusal.malformed(
          "workflow_type_version: found '" + version + "', expected one of " + versions.get(type));
    }
  }
}
