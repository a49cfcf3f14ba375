package org.omicroutes.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.omicroutes.camel.Workflows;
import org.omicroutes.compare.Differences;
import org.omicroutes.provenance.Crate;
import org.omicroutes.provenance.rerun.Rerun;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.step.StepSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does a run again from its crate. */
@Command(
    name = "rerun",
    mixinStandardHelpOptions = true,
    description = {
      "Does a run again from its RO-Crate, step by step with the recorded parameters and inputs, and"
          + " compares the results as 'compare' does.",
      "Exit code 0: the same results, 1: different ones, 65: an input is gone or changed, or a step"
          + " has another version."
    })
final class RerunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CRATE", description = "The run's folder.")
  private Path crate;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The new run's folder; empty, or not there yet.")
  private Path out;

  @Option(
      names = "--inputs",
      paramLabel = "DIR",
      description =
          "Where to look, by SHA-256, for inputs that are not where the crate says; repeat it.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--allow-other-versions",
      description = "Also where this program's steps have other versions than the crate says.")
  private boolean allowOtherVersions;

  @Mixin private CompareCommand.Options options;

  @Override
  public Integer call() throws Exception {
    var comparison = options.comparison();
    Crate recorded = Crate.read(crate);
    Rerun rerun = Rerun.prepare(recorded, out, inputs, allowOtherVersions);
    try (ProgressDisplay display = ProgressDisplay.onStandardError(Map.of(), label -> label)) {
      rerun.run(RerunCommand::declaration, List.of(display));
    }
    Rerun.Outcome outcome = rerun.outcome();
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "%d steps done again; %d results have the recorded SHA-256%n",
        rerun.size(), outcome.same());
    for (Path file : outcome.altered()) {
      err.println("note: " + file + ": the old result is not there as it was recorded");
    }
    Differences found = comparison.of(recorded.root(), out, outcome.others());
    return CompareCommand.tell(found, spec.commandLine().getOut(), err);
  }

  private static Optional<StepSpec<?>> declaration(String name) {
    Optional<StepSpec<?>> workflow = Workflows.find(name).map(Workflows.Workflow::spec);
    return workflow.or(() -> StepRegistry.get().find(name).map(step -> step.spec()));
  }
}
