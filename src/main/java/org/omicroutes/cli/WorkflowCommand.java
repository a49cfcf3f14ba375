package org.omicroutes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.omicroutes.camel.Workflows.Workflow;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The subcommand of one workflow, made from its declaration. */
final class WorkflowCommand implements Callable<Integer> {
  private final Workflow workflow;
  private final CommandSpec command;

  private WorkflowCommand(Workflow workflow) {
    this.workflow = workflow;
    this.command = Options.command(workflow.spec(), this, false);
  }

  static CommandLine of(Workflow workflow) {
    return new CommandLine(new WorkflowCommand(workflow).command);
  }

  @Override
  public Integer call() throws IOException {
    ParseResult given = command.commandLine().getParseResult();
    Map<String, Path> inputs = new LinkedHashMap<>();
    for (Port port : workflow.spec().inputs()) {
      Options.values(given, port.name()).forEach(value -> inputs.put(port.name(), Path.of(value)));
    }
    Path out = Path.of(Options.values(given, "out").get(0));
    Map<String, String> parameters = Options.parameters(given, workflow.spec());
    Parameters.parse(workflow.spec().parameters(), parameters);
    int code =
        RouteApplication.run(
            new RouteApplication.Request(workflow, inputs, parameters, out),
            command.commandLine().getErr());
    Path metrics = out.resolve("metrics.tsv");
    if (code == ExitCode.DONE && Files.exists(metrics)) {
      MetricsTable.print(metrics, command.commandLine().getOut());
      command.commandLine().getOut().println("Report: " + out.resolve("report.html"));
    }
    return code;
  }
}
