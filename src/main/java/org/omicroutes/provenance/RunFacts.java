package org.omicroutes.provenance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.omicroutes.provenance.CrateWriter.Call;
import org.omicroutes.provenance.CrateWriter.Failure;
import org.omicroutes.provenance.CrateWriter.Outcome;
import org.omicroutes.step.Execution;
import org.omicroutes.step.StepSpec;

/**
 * All that a crate tells of a run.
 *
 * @param root the run's folder
 * @param workflow what was run
 * @param definition where the workflow's own file lies now
 * @param engine that ran it
 * @param programs that did the steps
 * @param agent who runs it, as {@link Agent#of} takes it; null for nobody
 * @param gone places of files that were not kept
 * @param error null for none
 * @param ended ISO-8601 instant; null while it runs
 */
record RunFacts(
    Path root,
    StepSpec<?> workflow,
    Call call,
    Path definition,
    EngineSoftware engine,
    Collection<Program> programs,
    String agent,
    Set<String> gone,
    Outcome outcome,
    String error,
    String ended,
    Collection<Execution> finished,
    List<Failure> failures) {

  /** The executions, also of the steps that failed. */
  List<Execution> executions() {
    List<Execution> all = new ArrayList<>(finished);
    failures.forEach(failure -> all.add(failure.execution()));
    return all;
  }
}
