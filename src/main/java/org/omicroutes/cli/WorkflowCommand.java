package org.omicroutes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.omicroutes.camel.Workflows.Workflow;
import org.omicroutes.step.Edam;
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
    return PlainFactory.line(new WorkflowCommand(workflow).command);
  }

  /** {@code NAME=F}, or a file whose folder gives the name, under {@code port/NAME}. */
  private static void named(Map<String, Path> inputs, String port, String value) {
    int equals = value.indexOf('=');
    boolean isNamed = equals > 0 && value.substring(0, equals).matches("[A-Za-z0-9._-]+");
    Path file = Path.of(isNamed ? value.substring(equals + 1) : value);
    Path folder = file.toAbsolutePath().normalize().getParent().getFileName();
    String name = isNamed ? value.substring(0, equals) : String.valueOf(folder);
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          port + ": found the name '" + name + "', expected letters, digits, . _ - (use NAME=F)");
    }
    if (inputs.put(port + "/" + name, file) != null) {
      throw new IllegalArgumentException(
          port + ": found " + name + " twice, expected different names (use NAME=F)");
    }
  }

  @Override
  public Integer call() throws IOException {
    try (StandardStreams streams = new StandardStreams()) {
      int code = run(streams);
      if (code == ExitCode.DONE) {
        streams.print();
      }
      return code;
    }
  }

  private int run(StandardStreams streams) throws IOException {
    ParseResult given = command.commandLine().getParseResult();
    Map<String, Path> inputs = new LinkedHashMap<>();
    for (Port port : workflow.spec().inputs()) {
      for (String value : Options.values(given, port.name())) {
        if (port.isNamed()) {
          named(inputs, port.name(), value);
        } else {
          inputs.put(port.name(), Path.of(value));
        }
      }
    }
    Map<String, Path> outputs = new LinkedHashMap<>();
    for (Port port : workflow.spec().outputs()) {
      for (String value : Options.values(given, port.name())) {
        outputs.put(
            port.name(), port.format() == Edam.FOLDER ? Path.of(value) : streams.output(value));
      }
    }
    Path out = outputs.get("out");
    Map<String, String> parameters = Options.parameters(given, workflow.spec());
    workflow.parameters(parameters, inputs.keySet());
    int code =
        RouteApplication.run(
            new RouteApplication.Request(workflow, inputs, outputs, parameters),
            command.commandLine().getErr());
    Path metrics = out.resolve("metrics.tsv");
    var err = command.commandLine().getErr();
    if (code == ExitCode.DONE && Files.exists(metrics)) {
      MetricsTable.print(metrics, command.commandLine().getOut());
      Console.info(err, "Report: " + out.resolve("report.html"));
    }
    if (code == ExitCode.DONE && Files.exists(out.resolve("study.html"))) {
      Console.info(err, "Report: " + out.resolve("study.html"));
    }
    return code;
  }
}
