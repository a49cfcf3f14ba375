package org.omicroutes.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Command line options from declarations of steps and workflows. */
final class Options {
  private Options() {}

  /**
   * A command with an option per port and parameter, and {@code --help}.
   *
   * @param prints whether the main output goes to standard output when it is not named
   */
  static CommandSpec command(StepSpec<?> spec, Object userObject, boolean prints) {
    CommandSpec command = PlainFactory.spec(userObject);
    command.name(spec.name());
    command.usageMessage().description(spec.summary());
    command.usageMessage().sortOptions(false);
    command.usageMessage().width(100);
    addHelp(command);
    spec.inputs().forEach(port -> command.addOption(option(port, false)));
    spec.outputs().forEach(port -> command.addOption(option(port, prints && printable(port))));
    spec.parameterList().forEach(parameter -> command.addOption(option(parameter)));
    return command;
  }

  /**
   * {@code --help} and {@code --version}; picocli's own mixin is read by reflection, which takes
   * time.
   */
  static void addHelp(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    command.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
  }

  /**
   * What every command takes. {@link Console} and the launcher have read these already; here they
   * are declared, and checked. A command that has such an option itself keeps it.
   */
  static void addCommon(CommandSpec command) {
    addUnlessThere(
        command,
        OptionSpec.builder("--quiet")
            .type(boolean.class)
            .description("Say nothing but errors on standard error.")
            .build());
    addUnlessThere(
        command,
        OptionSpec.builder("--log-format")
            .type(Console.Format.class)
            .paramLabel("text|json")
            .description("Lines on standard error: text, or one JSON object each. Default: text.")
            .build());
    addUnlessThere(
        command,
        OptionSpec.builder("--threads")
            .type(Integer.class)
            .converters(Resources::threads)
            .paramLabel("N")
            .description("Use at most this many processors. Default: all.")
            .build());
    addUnlessThere(
        command,
        OptionSpec.builder("--memory")
            .type(String.class)
            .converters(Resources::memory)
            .paramLabel("SIZE")
            .description("Heap at most, such as 800m or 16g. Default: OMICROUTES_MEMORY, or 4g.")
            .build());
  }

  private static void addUnlessThere(CommandSpec command, OptionSpec option) {
    if (command.findOption(option.longestName()) == null) {
      command.addOption(option);
    }
  }

  private static OptionSpec option(Port port, boolean printed) {
    OptionSpec.Builder option =
        OptionSpec.builder("--" + port.name())
            .paramLabel(port.isNamed() ? "NAME=F" : port.format() == Edam.FOLDER ? "DIR" : "F")
            .required(port.required() && !printed)
            .description(
                escaped(port.description())
                    + " ["
                    + port.format().label()
                    + "]"
                    + (printed ? printing(port) : ""));
    if (port.repeatable()) {
      option.type(List.class).auxiliaryTypes(String.class).arity("1..*");
    } else {
      option.type(String.class);
    }
    return option.build();
  }

  /** picocli takes a per cent sign for the start of a format. */
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }

  private static String printing(Port port) {
    return port.required()
        ? " Default: standard output."
        : " Standard output, where no output is named.";
  }

  /** Whether an output can go to standard output where it is not named: a main, textual one. */
  static boolean printable(Port port) {
    return port.name().equals("out")
        && Set.of(Edam.TSV, Edam.CSV, Edam.JSON, Edam.TEXT).contains(port.format());
  }

  private static OptionSpec option(Parameters.Parameter parameter) {
    OptionSpec.Builder option =
        OptionSpec.builder("--" + parameter.optionName()).description(escaped(describe(parameter)));
    if (parameter.flag() && !parameter.defaultValue().equals("true")) {
      option.type(boolean.class).arity("0..1").paramLabel("true|false").fallbackValue("true");
    } else {
      option.type(String.class).paramLabel(label(parameter));
      if (!parameter.choices().isEmpty()) {
        option.completionCandidates(parameter.choices());
      }
    }
    return option.build();
  }

  private static String label(Parameters.Parameter parameter) {
    if (!parameter.choices().isEmpty()) {
      return String.join("|", parameter.choices());
    }
    if (parameter.type() == List.class) {
      return "A,B,…";
    }
    return parameter.type() == String.class ? "TEXT" : parameter.flag() ? "true|false" : "N";
  }

  /** The description with unit, range and default, for help and reference pages. */
  static String describe(Parameters.Parameter parameter) {
    StringBuilder text = new StringBuilder(parameter.description());
    if (!parameter.unit().isEmpty()) {
      text.append(" Unit: ").append(parameter.unit()).append('.');
    }
    if (!parameter.range().isEmpty()) {
      text.append(" Range: ").append(parameter.range()).append('.');
    }
    if (!parameter.defaultValue().isEmpty() && !parameter.flag()) {
      text.append(" Default: ").append(parameter.defaultValue()).append('.');
    }
    return text.toString();
  }

  /**
   * The text values given for a port.
   *
   * @throws IllegalArgumentException where an option that the command does not have follows: a port
   *     of several files would take it for a file
   */
  static List<String> values(ParseResult given, String port) {
    Object value = given.matchedOptionValue("--" + port, null);
    if (value == null) {
      return List.of();
    }
    List<String> values =
        value instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of(value.toString());
    for (String text : values) {
      if (text.startsWith("--")) {
        throw new IllegalArgumentException(
            "unknown option " + text + ", expected one that --help lists");
      }
    }
    return values;
  }

  /** The text of each parameter that was given, by component name. */
  static Map<String, String> parameters(ParseResult given, StepSpec<?> spec) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Parameters.Parameter parameter : spec.parameterList()) {
      Object value = given.matchedOptionValue("--" + parameter.optionName(), null);
      if (value != null) {
        values.put(parameter.name(), value.toString());
      }
    }
    return values;
  }
}
