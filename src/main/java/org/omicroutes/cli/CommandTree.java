package org.omicroutes.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.omicroutes.camel.Workflows;
import org.omicroutes.neural.Device;
import org.omicroutes.neural.Engines;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The whole command line: one subcommand per step, and those of the program itself. */
final class CommandTree {
  private static final List<String> HELP = List.of("--help", "-h");

  private CommandTree() {}

  /** The program's own commands; each is made only where it is called or listed. */
  private static Map<String, Supplier<CommandLine>> own() {
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    for (Workflows.Workflow workflow : Workflows.all()) {
      if (workflow.topLevel()) {
        commands.put(workflow.name(), () -> WorkflowCommand.of(workflow));
      }
    }
    commands.put("run", CommandTree::run);
    commands.put("serve", () -> new CommandLine(new ServeCommand()));
    commands.put("drops", () -> new CommandLine(new DropsCommand()));
    commands.put("keys", () -> new CommandLine(new KeysCommand()));
    commands.put("why", () -> new CommandLine(new WhyCommand()));
    commands.put("crate", () -> new CommandLine(new CrateCommand()));
    commands.put("compare", () -> new CommandLine(new CompareCommand()));
    commands.put("rerun", () -> new CommandLine(new RerunCommand()));
    commands.put("steps", () -> new CommandLine(new StepsCommand()));
    commands.put("export", () -> new CommandLine(new ExportCommand()));
    commands.put("completion", () -> new CommandLine(new CompletionCommand()));
    return commands;
  }

  /** What is needed for these arguments: a call of one command does not wait for all the others. */
  static CommandLine of(String[] arguments) {
    String name = arguments.length == 0 ? "" : arguments[0];
    if (name.equals("--version") || name.equals("-V")) {
      return configured(root());
    }
    if (arguments.length == 0 || (arguments.length == 1 && HELP.contains(name))) {
      return listing();
    }
    if (name.startsWith("-")) {
      return build();
    }
    Supplier<CommandLine> command = own().get(name);
    if (command == null) {
      command =
          StepRegistry.only(name)
              .<Supplier<CommandLine>>map(s -> () -> StepCommand.of(s))
              .orElse(null);
    }
    if (command == null) {
      return build();
    }
    CommandLine root = root();
    root.addSubcommand(name, command.get());
    return configured(root);
  }

  /** For the program's own help, which tells names and summaries: no step's options are made. */
  private static CommandLine listing() {
    CommandLine root = root();
    own().forEach((name, command) -> root.addSubcommand(name, command.get()));
    for (Step<?> step : StepRegistry.get().all()) {
      CommandSpec listed = PlainFactory.spec(null).name(step.spec().name());
      listed.usageMessage().description(step.spec().summary());
      root.addSubcommand(PlainFactory.line(listed));
    }
    return configured(root);
  }

  static CommandLine build() {
    CommandLine root = root();
    own().forEach((name, command) -> root.addSubcommand(name, command.get()));
    StepRegistry.get().all().forEach(step -> root.addSubcommand(StepCommand.of(step)));
    return configured(root);
  }

  /** The root, of which only the help is used. */
  private static CommandLine root() {
    CommandSpec root = PlainFactory.spec(null).name("omicroutes");
    Options.addHelp(root);
    root.usageMessage()
        .description("Turns sequencing drops into calibrated, explained cancer-survival prognoses.")
        .synopsisSubcommandLabel("COMMAND")
        .footer(("%n" + ExitCode.MEANINGS).split("\n"));
    return PlainFactory.line(root);
  }

  private static CommandLine run() {
    CommandSpec run = PlainFactory.spec(null).name("run");
    Options.addHelp(run);
    run.usageMessage().description("Runs a workflow.");
    CommandLine line = PlainFactory.line(run);
    for (Workflows.Workflow workflow : Workflows.all()) {
      if (!workflow.topLevel()) {
        line.addSubcommand(WorkflowCommand.of(workflow));
      }
    }
    return line;
  }

  /** A wrong setting of the environment is told before the work and not hours into it. */
  private static int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    try {
      Engines.setting();
      Device.setting();
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(parsed.commandSpec().commandLine(), wrong.getMessage(), wrong);
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static CommandLine configured(CommandLine root) {
    root.setCaseInsensitiveEnumValuesAllowed(true);
    describe(root);
    root.setExecutionStrategy(CommandTree::execute);
    root.setUsageHelpWidth(100);
    root.setUsageHelpLongOptionsMaxWidth(34);
    root.setExecutionExceptionHandler(
        (thrown, line, parsed) -> ExitCode.tell(thrown, line.getErr()));
    root.setParameterExceptionHandler(
        (thrown, arguments) -> {
          CommandLine line = thrown.getCommandLine();
          Console.error(line.getErr(), thrown.getMessage());
          Console.info(
              line.getErr(), "Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
          return ExitCode.USAGE;
        });
    return root;
  }

  /** What all commands have: the version, and those that do something the common options. */
  private static void describe(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    spec.versionProvider(VersionText::lines);
    if (line.getSubcommands().isEmpty() && spec.parent() != null) {
      Options.addCommon(spec);
    }
    line.getSubcommands().values().forEach(CommandTree::describe);
  }
}
