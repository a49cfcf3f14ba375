package org.omicroutes.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.omicroutes.step.Execution;
import org.omicroutes.step.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says why a step of a run was executed or reused. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description =
        "Says for each place where a step ran why its last execution ran, or that it was reused.")
final class WhyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "The run's folder.")
  private Path run;

  @Parameters(index = "1", paramLabel = "STEP", description = "The step's name.")
  private String step;

  @Override
  public Integer call() throws Exception {
    List<Execution> history = RunDirectory.history(run, step);
    if (history.isEmpty()) {
      throw new IllegalArgumentException(
          "step " + step + " has not run in " + run + " (is that a run's folder?)");
    }
    Map<String, Execution> last = new LinkedHashMap<>();
    for (Execution execution : history) {
      last.remove(execution.label());
      last.put(execution.label(), execution);
    }
    var out = spec.commandLine().getOut();
    for (Execution execution : last.values()) {
      out.printf(
          "%s %s: %s because %s%n",
          execution.step(),
          execution.label(),
          execution.reused() ? "reused" : "ran",
          execution.reason());
    }
    out.flush();
    return ExitCode.DONE;
  }
}
