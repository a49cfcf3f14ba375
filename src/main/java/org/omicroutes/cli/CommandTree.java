package org.omicroutes.cli;

import org.omicroutes.camel.Workflows;
import org.omicroutes.neural.Engines;
import org.omicroutes.step.Software;
import org.omicroutes.step.StepRegistry;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The whole command line: one subcommand per step, and those of the program itself. */
final class CommandTree {
  private CommandTree() {}

  /** The root, of which only the help is used. */
  @Command(
      name = "omicroutes",
      mixinStandardHelpOptions = true,
      description = "Turns sequencing drops into calibrated, explained cancer-survival prognoses.",
      synopsisSubcommandLabel = "COMMAND",
      footer = "%nExit codes: 0 done, 1 failed, 2 usage, 65 bad input data, 70 a bug.")
  static final class Root {}

  static CommandLine build() {
    CommandLine root = new CommandLine(new Root());
    CommandSpec run = CommandSpec.create().name("run").mixinStandardHelpOptions(true);
    run.usageMessage().description("Runs a workflow.");
    CommandLine runLine = new CommandLine(run);
    for (Workflows.Workflow workflow : Workflows.all()) {
      if (workflow.topLevel()) {
        root.addSubcommand(WorkflowCommand.of(workflow));
      } else {
        runLine.addSubcommand(WorkflowCommand.of(workflow));
      }
    }
    root.addSubcommand(runLine);
    root.addSubcommand(new ServeCommand());
    root.addSubcommand(new DropsCommand());
    root.addSubcommand(new KeysCommand());
    root.addSubcommand(new WhyCommand());
    root.addSubcommand(new CrateCommand());
    root.addSubcommand(new CompareCommand());
    root.addSubcommand(new RerunCommand());
    root.addSubcommand(new StepsCommand());
    root.addSubcommand(new ExportCommand());
    StepRegistry.get().all().forEach(step -> root.addSubcommand(StepCommand.of(step)));
    configure(root);
    return root;
  }

  /** A wrong setting of the environment is told before the work and not hours into it. */
  private static int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    try {
      Engines.setting();
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(parsed.commandSpec().commandLine(), wrong.getMessage(), wrong);
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static void configure(CommandLine root) {
    root.setCaseInsensitiveEnumValuesAllowed(true);
    String[] version = {Software.NAME + " " + Software.version()};
    root.getCommandSpec().version(version);
    root.getSubcommands().values().forEach(sub -> sub.getCommandSpec().version(version));
    root.setExecutionStrategy(CommandTree::execute);
    root.setUsageHelpWidth(100);
    root.setUsageHelpLongOptionsMaxWidth(34);
    root.setExecutionExceptionHandler(
        (thrown, line, parsed) -> ExitCode.tell(thrown, line.getErr()));
    root.setParameterExceptionHandler(
        (thrown, arguments) -> {
          var err = thrown.getCommandLine().getErr();
          err.println("error: " + thrown.getMessage());
          err.println(
              "Try '" + thrown.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
          err.flush();
          return ExitCode.USAGE;
        });
  }
}
