package org.omicroutes.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.omicroutes.provenance.StepRecord;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Execution;
import org.omicroutes.step.Invocation;
import org.omicroutes.step.RunDirectory;
import org.omicroutes.step.Scratch;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRunner;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The subcommand of one step, made from its declaration. */
final class StepCommand<P extends Record> implements Callable<Integer> {
  private final Step<P> step;
  private final CommandSpec command;

  private StepCommand(Step<P> step) {
    this.step = step;
    this.command = Options.command(step.spec(), this, true);
    command.addOption(
        OptionSpec.builder("--run")
            .paramLabel("DIR")
            .type(Path.class)
            .description(
                "Remember the result in this run folder and reuse it when nothing has changed.")
            .build());
    command.addOption(
        OptionSpec.builder("--provenance")
            .paramLabel("F")
            .type(Path.class)
            .description(
                "Tell of the execution (files with SHA-256, values, times) in this file, for 'crate"
                    + " gather'. [JSON]")
            .build());
  }

  static CommandLine of(Step<?> step) {
    return PlainFactory.line(new StepCommand<>(step).command);
  }

  @Override
  public Integer call() throws Exception {
    CommandLine.ParseResult given = command.commandLine().getParseResult();
    Invocation.Builder<P> invocation = Invocation.of(step);
    Scratch.deleteAtExit(Console::silence);
    try (StandardStreams streams = new StandardStreams()) {
      for (var port : step.spec().inputs()) {
        List<String> values = Options.values(given, port.name());
        if (port.isNamed()) {
          for (var file : named(port.name(), values).entrySet()) {
            invocation.namedInput(port.name(), file.getKey(), streams.input(file.getValue()));
          }
        } else {
          List<Path> files = new ArrayList<>();
          for (String value : values) {
            files.add(streams.input(value));
          }
          invocation.input(port.name(), files);
        }
      }
      outputs(given, invocation, streams);
      Options.parameters(given, step.spec()).forEach(invocation::parameter);
      Path folder = given.matchedOptionValue("--run", (Path) null);
      Execution execution = run(invocation.build(), folder, streams);
      Path told = given.matchedOptionValue("--provenance", (Path) null);
      if (told != null) {
        StepRecord.write(execution, (folder == null ? Path.of("") : folder).toAbsolutePath(), told);
      }
      streams.print();
    }
    return ExitCode.DONE;
  }

  /** A main, textual output that is not named is printed; an optional one if no other is named. */
  private void outputs(
      CommandLine.ParseResult given, Invocation.Builder<P> invocation, StandardStreams streams)
      throws IOException {
    boolean named = false;
    for (var port : step.spec().outputs()) {
      List<String> values = Options.values(given, port.name());
      if (!values.isEmpty()) {
        if (port.format() == Edam.FOLDER && values.get(0).equals(StandardStreams.STANDARD)) {
          throw new IllegalArgumentException(
              "--" + port.name() + ": found '-', expected a folder, which cannot be printed");
        }
        invocation.output(port.name(), streams.output(values.get(0)));
        named = true;
      }
    }
    for (var port : step.spec().outputs()) {
      boolean wanted = port.required() || !named;
      if (wanted && Options.printable(port) && Options.values(given, port.name()).isEmpty()) {
        invocation.output(port.name(), streams.output(StandardStreams.STANDARD));
        named = true;
      }
    }
    if (!named) {
      List<String> ports = step.spec().outputs().stream().map(port -> "--" + port.name()).toList();
      throw new IllegalArgumentException(
          "found no output, expected one of " + String.join(", ", ports));
    }
  }

  private Execution run(Invocation<P> invocation, Path folder, StandardStreams streams)
      throws Exception {
    try (Progress display = Progress.onStandardError(Map.of(), streams::name)) {
      if (folder == null) {
        return StepRunner.withoutMemory(display).run(invocation);
      }
      try (RunDirectory memory = RunDirectory.open(folder)) {
        return StepRunner.in(memory, List.of(display)).run(invocation);
      }
    }
  }

  private static Map<String, String> named(String port, List<String> values) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String value : values) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "--" + port + ": found '" + value + "', expected NAME=FILE");
      }
      if (files.put(value.substring(0, equals), value.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(
            "--" + port + ": the name " + value.substring(0, equals) + " twice");
      }
    }
    return files;
  }
}
