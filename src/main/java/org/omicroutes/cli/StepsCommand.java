package org.omicroutes.cli;

import java.util.concurrent.Callable;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the steps. */
@Command(
    name = "steps",
    mixinStandardHelpOptions = true,
    description = "Lists the steps: name, version and what each does, tab separated.")
final class StepsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    for (Step<?> step : StepRegistry.get().all()) {
      out.printf("%s\t%s\t%s%n", step.spec().name(), step.spec().version(), step.spec().summary());
    }
    out.flush();
    return ExitCode.DONE;
  }
}
