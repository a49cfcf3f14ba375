package org.omicroutes.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for the fish shell, which picocli does not write. */
final class FishCompletion {
  private FishCompletion() {}

  static String script(CommandLine root) {
    StringBuilder text = new StringBuilder();
    commands(text, root, List.of());
    return text.toString();
  }

  private static void commands(StringBuilder text, CommandLine line, List<String> before) {
    String seen =
        before.isEmpty()
            ? "__fish_use_subcommand"
            : String.join(
                "; and ", before.stream().map(c -> "__fish_seen_subcommand_from " + c).toList());
    for (var sub : line.getSubcommands().entrySet()) {
      text.append("complete -c omicroutes -f -n '").append(seen).append("' -a ");
      text.append(sub.getKey()).append(" -d ").append(quoted(summary(sub.getValue()))).append('\n');
    }
    for (OptionSpec option : line.getCommandSpec().options()) {
      text.append("complete -c omicroutes -n '").append(seen).append("' -l ");
      text.append(option.longestName().substring(2));
      text.append(option.arity().max() == 0 ? "" : " -r").append(choices(option));
      text.append(" -d ").append(quoted(first(option.description()))).append('\n');
    }
    for (var sub : line.getSubcommands().entrySet()) {
      List<String> path = new ArrayList<>(before);
      path.add(sub.getKey());
      commands(text, sub.getValue(), path);
    }
  }

  private static String choices(OptionSpec option) {
    Iterable<String> choices = option.completionCandidates();
    return choices == null || !choices.iterator().hasNext()
        ? ""
        : " -f -a " + quoted(String.join(" ", choices));
  }

  private static String summary(CommandLine line) {
    return first(line.getCommandSpec().usageMessage().description());
  }

  private static String first(String[] lines) {
    return lines.length == 0 ? "" : lines[0].replace("%%", "%");
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
